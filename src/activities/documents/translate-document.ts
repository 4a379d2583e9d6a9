import { companyOf } from '../../config.ts';
import { canonicalJson, sha256 } from '../../documents/content-hash.ts';
import { transactionSetOf, type DocumentKey } from '../../documents/document-key.ts';
import { storedDocument } from '../../documents/stored-document.ts';
import { readSnapshot } from '../../ledger/queries.ts';
import { holdingOf, unqueueTransmissions } from '../../ledger/holds.ts';
import { findRendered, renderOnce, type Rendered } from '../../ledger/rendering.ts';
import { joinLane, laneOf } from '../../ledger/lanes.ts';
import { openTransmission, type ResendRequest } from '../../ledger/transmissions.ts';
import { messageName } from '../../sterling/message-name.ts';
import {
  controlSeriesOf,
  functionalIdOf,
  groupRulesOf,
  profileFor,
  renderInterchange,
  translateDocument as translate,
} from '../../translation/index.ts';
import type { DocumentDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { joiningOf } from './joining-of.ts';
import { parkDocument, type Parked } from './parked.ts';
import { queue, queueCause, type Queued } from './queued.ts';
import { sendingProfile } from '../sending-profile.ts';

export type TranslateResult =
  | ({ readonly outcome: 'translated' } & Rendered)
  /** Checked, and waits in a lane to leave with others. Its numbers and bytes come with the interchange. */
  | { readonly outcome: 'joined'; readonly lane: number }
  | { readonly outcome: 'cancelled' }
  /** Checked; its numbers are taken, or its lane is joined, when what keeps it back is over. */
  | Queued
  | Parked;

/**
 * Translates a settled reading into the partner's X12, checks it, and only then takes control numbers and stores the
 * bytes. Whatever is found wrong parks the document with all of it.
 */
export function createTranslateDocument(deps: DocumentDependencies) {
  const { config, db, now } = deps;
  return async function translateDocument({
    key,
    resend,
  }: {
    key: DocumentKey;
    resend?: ResendRequest;
  }): Promise<TranslateResult> {
    return withFailures(async () => {
      const by = { at: now(), actor: 'document' };
      const transmission = await openTransmission(db, by, key, resend);
      // Said to have gone by other means meanwhile: nothing of it may be written any more.
      if (transmission.stage === 'cancelled') return { outcome: 'cancelled' };
      const rendered = await findRendered(db, transmission.id);
      if (rendered) return { outcome: 'translated', ...rendered };
      const joined = await laneOf(db, transmission.id);
      if (joined !== undefined) return { outcome: 'joined', lane: joined };

      if (!transmission.snapshotHash) {
        const message = 'was never read successfully, so there is nothing stored to send';
        return parkDocument(db, by, transmission, [
          {
            code: 'NOTHING-STORED',
            severity: 'error',
            record: key.key,
            message,
            fix: 'Cancel, and re-send with data current.',
          },
        ]);
      }
      const document = storedDocument(await readSnapshot(db, transmission.documentId, transmission.snapshotHash));
      const sending = await sendingProfile(deps, key, transmission.partner);
      if ('findings' in sending) return parkDocument(db, by, transmission, sending.findings);
      // The variant the document is of may also go to other identifiers or another mailbox.
      const profile = profileFor(document, sending.profile);
      const { set, findings } = translate(document, profile);
      if (!set) return parkDocument(db, by, transmission, findings);

      const { timeZone } = companyOf(config, key.company);
      const { hold, queued } = await holdingOf(db, transmission.id);
      const cause = queueCause(hold, profile.sterling.blackouts, by.at, timeZone);
      if (cause) return queue(db, by, [transmission.id], cause);
      if (queued) await unqueueTransmissions(db, [transmission.id]);
      const body = canonicalJson(profile);
      const joining = joiningOf(set, profile, body, key.company, timeZone, by.at);
      if (joining) {
        const lane = await joinLane(db, by, transmission, joining);
        return lane === 'cancelled' ? { outcome: 'cancelled' } : { outcome: 'joined', lane };
      }
      const result = await renderOnce(
        db,
        by,
        { ...transmission, type: key.type },
        {
          series: controlSeriesOf(profile),
          first: profile.controlNumbers.start,
          group: { functionalId: functionalIdOf(profile), rules: groupRulesOf(profile) },
          profile: { hash: sha256(body), body },
          mailbox: profile.sterling.mailbox,
          messageName: messageName({
            ...(profile.sterling.messagePrefix && { partnerPrefix: profile.sterling.messagePrefix }),
            company: key.company,
            transactionSet: transactionSetOf[key.type],
            key: key.key,
            sendSequence: transmission.sendSequence,
          }),
          timeZone,
          render: ({ interchange, group, set: setNumber }, at) => {
            // A ship notice tells when it was made (BSN03, BSN04): at the time the numbers are taken, as the envelope does.
            const final = translate(document, profile, { made: { at, timeZone } }).set ?? set;
            const controlNumbers = { interchange, group, sets: [setNumber] };
            return Buffer.from(renderInterchange({ sets: [final], profile, controlNumbers, at, timeZone }), 'utf8');
          },
        },
      );
      return { outcome: 'translated', ...result };
    });
  };
}
