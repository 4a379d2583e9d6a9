import { openPartnerFolder } from '../../activities/partner-folder.ts';
import { documentTypes } from '../../documents/document-key.ts';
import type { PartnersAction } from '../partners.ts';
import { table } from '../table.ts';

/** `partners list`: who the trading partners are, by which SYSPRO codes, and what each is sent. */
export const listPartners: PartnersAction = async ({ config, say, give }) => {
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  const rows = directory.partners.map(({ code, name, path, bindings }) => ({
    code,
    name,
    path,
    codes: bindings.flatMap(({ company, role, codes }) => codes.map((one) => `${company} ${role} ${one}`)),
    sent: documentTypes.filter((type) => directory.optInOf(code, type).send),
  }));
  say(
    table(
      ['Partner', 'Name', 'SYSPRO', 'Sent', 'File'],
      rows.map((row) => [row.code, row.name, row.codes.join('\n'), row.sent.join('\n'), row.path]),
    ),
  );
  give(rows);
  return 0;
};
