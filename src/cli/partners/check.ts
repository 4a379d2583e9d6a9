import { openPartnerFolder } from '../../activities/partner-folder.ts';
import { routingBindings } from '../../activities/routing-bindings.ts';
import type { Config } from '../../config.ts';
import { hasErrors, type Finding } from '../../documents/finding.ts';
import { unknownBoundCompanies } from '../../partners/checks/bound-companies.ts';
import { unknownCompanies } from '../../partners/master-data/profile-findings.ts';
import { answerFindings, type RoutingBinding } from '../../sterling/binding.ts';
import { checkAccess, checkRouting } from '../../sterling/check-sterling.ts';
import { openSterling } from '../../worker/open-sterling.ts';
import { findingText } from '../finding-text.ts';
import type { PartnersAction } from '../partners.ts';
import { table } from '../table.ts';

/** `partners check`: everything wrong with the partners' files, and with their routing as Sterling has it. */
export const checkPartners: PartnersAction = async ({ config, say, give }, { offline = false }) => {
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  const bindings = routingBindings(config.companies, directory);
  const server = offline ? { asked: false, findings: [] } : await askServer(config, bindings);
  const companies = config.companies.map(({ code }) => code);
  const findings = [
    ...directory.findings,
    ...unknownBoundCompanies(directory.partners, companies),
    ...unknownCompanies(directory.partners, companies),
    ...answerFindings(bindings, config.sterling.sweep.mailboxes),
    ...server.findings,
  ];

  for (const finding of findings) say(findingText(finding));
  if (bindings.length > 0) say(bindingTable(bindings));
  const files = plural(directory.partners.length, 'partner');
  const routes = `${plural(bindings.length, 'routing binding')}${server.asked ? '' : ', not compared with Sterling'}`;
  say(`${files}, ${routes}, ${findings.length === 0 ? 'nothing wrong' : counted(findings)}.`);
  give({ findings, sterling: offline ? 'left out' : server.asked ? 'asked' : 'not asked', bindings });
  if (!offline && !server.asked) return 2;
  return hasErrors(findings) ? 1 : 0;
};

/** What is wrong with the bindings as Sterling has them; or why it could not be asked. */
async function askServer(
  config: Config,
  bindings: readonly RoutingBinding[],
): Promise<{ asked: boolean; findings: Finding[] }> {
  const sterling = openSterling(config);
  try {
    const access = await checkAccess(sterling.client);
    const asked = access.every(({ ok }) => ok);
    const routing = asked ? await checkRouting(sterling.client, bindings, config.sterling.sweep.mailboxes) : [];
    return { asked, findings: [...access, ...routing].flatMap(({ findings }) => findings) };
  } finally {
    sterling.close();
  }
}

/** The ways documents leave, those of a partner that go the same way in one row. */
function bindingTable(bindings: readonly RoutingBinding[]): string {
  const ways = Map.groupBy(bindings, ({ partner, usage, mailbox, routingRule, answersMailbox, unseen }) =>
    JSON.stringify([partner, usage, mailbox, routingRule, answersMailbox, unseen]),
  );
  return table(
    ['Partner', 'Documents', 'Usage', 'Mailbox', 'Routing rule', 'Answers in', 'What shows in the mailbox'],
    [...ways.values()].flatMap((those) => {
      const [first] = those;
      if (first === undefined) return [];
      const { partner, usage, mailbox, routingRule = '–', answersMailbox = '–', unseen } = first;
      const documents = those.map((one) => `${one.company} ${one.documents}`).join('\n');
      const shown = unseen?.replaceAll(': ', ':\n').replaceAll(', and ', ',\nand ') ?? 'when a message is taken';
      return [[partner, documents, usage, mailbox, routingRule, answersMailbox, shown]];
    }),
  );
}

function counted(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  return [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ].join(', ');
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
