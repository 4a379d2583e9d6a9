import { openPartnerFolder } from '../../activities/partner-folder.ts';
import { documentTypes } from '../../documents/document-key.ts';
import { standingHolds, type StandingHold } from '../../ledger/holds.ts';
import type { PartnersAction } from '../partners.ts';
import { table } from '../table.ts';

/** `partners list`: who the trading partners are, by which SYSPRO codes, what each is sent, and what is on hold. */
export const listPartners: PartnersAction = async ({ config, db, say, give }) => {
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  // Profiles are listed before there is a ledger, too.
  const holds = await standingHolds(db()).catch((error: Error) => error);
  const rows = directory.partners.map(({ code, name, path, bindings }) => ({
    code,
    name,
    path,
    codes: bindings.flatMap(({ company, role, codes }) => codes.map((one) => `${company} ${role} ${one}`)),
    sent: documentTypes.filter((type) => directory.optInOf(code, type).send),
    held: holds instanceof Error ? null : holds.filter((hold) => hold.partner === code),
  }));
  say(
    table(
      ['Partner', 'Name', 'SYSPRO', 'Sent', 'On hold', 'File'],
      rows.map((row) => [
        row.code,
        row.name,
        row.codes.join('\n'),
        row.sent.join('\n'),
        (row.held ?? []).map(heldText).join('\n'),
        row.path,
      ]),
    ),
  );
  if (holds instanceof Error) say(`What is on hold is not shown: the ledger cannot be asked (${holds.message}).`);
  give(rows);
  return 0;
};

function heldText({ type, reason, heldAt, queued }: StandingHold): string {
  return `${type ?? 'everything'} since ${heldAt.toISOString().slice(0, 16)}Z: ${reason} (${queued} queued)`;
}
