import { companyOf } from '../config.ts';
import { canonicalJson, sha256 } from '../documents/content-hash.ts';
import { transactionSetOf, type DocumentKey } from '../documents/document-key.ts';
import { storedDocument } from '../documents/stored-document.ts';
import { readSnapshot } from '../ledger/queries.ts';
import { findRendered, renderOnce, type Rendered } from '../ledger/rendering.ts';
import { openTransmission, type ResendRequest } from '../ledger/transmissions.ts';
import type { DocumentProfile } from '../partners/profile.ts';
import { messageName } from '../sterling/message-name.ts';
import { renderInterchange, translateDocument as translate } from '../translation/index.ts';
import type { TransactionSetBody } from '../x12/index.ts';
import type { DocumentDependencies } from './dependencies.ts';
import { withFailures } from './failure.ts';
import { parkDocument, type Parked } from './parked.ts';
import { sendingProfile } from './sending-profile.ts';

export type TranslateResult =
  ({ readonly outcome: 'translated' } & Rendered) | { readonly outcome: 'cancelled' } | Parked;

// One set in each interchange: until profiles ask for batches, its number is always the first.
const setNumber = 1;

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
      const { profile } = sending;
      const { set, findings } = translate(document, profile);
      if (!set) return parkDocument(db, by, transmission, findings);

      const body = canonicalJson(profile);
      const result = await renderOnce(
        db,
        by,
        { ...transmission, type: key.type },
        {
          series: seriesOf(profile),
          profile: { hash: sha256(body), body },
          mailbox: profile.sterling.mailbox,
          messageName: messageName({
            ...(profile.sterling.messagePrefix && { partnerPrefix: profile.sterling.messagePrefix }),
            company: key.company,
            transactionSet: transactionSetOf[key.type],
            key: key.key,
            sendSequence: transmission.sendSequence,
          }),
          setControl: String(setNumber).padStart(profile.interchange.setControlDigits, '0'),
          render: (numbers, at) => {
            // A ship notice tells when it was made (BSN03, BSN04): at the time the numbers are taken, as the envelope does.
            const made = { at, timeZone: companyOf(config, key.company).timeZone };
            const final = translate(document, profile, { made }).set ?? set;
            return Buffer.from(interchangeOf(final, profile, numbers, at), 'utf8');
          },
        },
      );
      return { outcome: 'translated', ...result };
    });

    function interchangeOf(
      set: TransactionSetBody,
      profile: DocumentProfile,
      numbers: { interchange: number; group: number },
      at: Date,
    ): string {
      const { timeZone } = companyOf(config, key.company);
      return renderInterchange({
        sets: [set],
        profile,
        controlNumbers: { ...numbers, sets: [setNumber] },
        at,
        timeZone,
      });
    }
  };
}

function seriesOf({ interchange, usage }: DocumentProfile): Parameters<typeof renderOnce>[3]['series'] {
  const { us, partner } = interchange;
  return {
    senderQualifier: us.qualifier,
    sender: us.id,
    receiverQualifier: partner.qualifier,
    receiver: partner.id,
    usage,
  };
}
