import { openPartnerFolder } from '../activities/partner-folder.ts';
import { documentTypes } from '../documents/document-key.ts';
import type { Finding } from '../documents/finding.ts';
import { hasErrors } from '../documents/finding.ts';
import { CannotRun } from './exit-code.ts';
import type { CommandBody } from './program.ts';
import { table } from './table.ts';

/** `partners list|check`. */
export const partners: CommandBody = async ({ config, say, give }, _options, action) => {
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  if (action === 'list') {
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
  }
  if (action !== 'check') throw new CannotRun('partners takes list or check');
  say(directory.findings.map(findingText).join('\n') || `${directory.partners.length} partners, nothing wrong.`);
  give(directory.findings);
  return hasErrors(directory.findings) ? 1 : 0;
};

/** A finding in one or two lines for a person. */
export function findingText({ code, severity, record, field, element, value, message, fix }: Finding): string {
  const where = [record, field, element && `(${element})`].filter(Boolean).join(' ');
  return `${severity === 'warning' ? 'warning ' : ''}${code}: ${where} ${message}${value === undefined ? '' : `: ${JSON.stringify(value)}`}.\n    ${fix}`;
}
