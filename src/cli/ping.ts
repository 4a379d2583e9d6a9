import { openPartnerFolder } from '../activities/partner-folder.ts';
import { comparedMasters, type ComparedMasters } from '../activities/syspro-session.ts';
import type { Check } from './ping/check.ts';
import { pingPostgres } from './ping/ping-postgres.ts';
import { pingSterling } from './ping/ping-sterling.ts';
import { pingSweep } from './ping/ping-sweep.ts';
import { pingSyspro } from './ping/ping-syspro.ts';
import { pingTemporal } from './ping/ping-temporal.ts';
import { operatorsOf } from '../worker/operators.ts';
import type { CommandBody } from './program.ts';

/** `ping`: tests every connection, a line each, and says what to fix. Writes nothing and evicts nobody. */
export const ping: CommandBody<{ all?: boolean }> = async ({ config, db, temporal, say, give }, { all }) => {
  const checks: Check[] = [];
  const folder = openPartnerFolder(config.path(config.partners));
  // A folder that cannot be read is told of in its own line, below.
  const directory = await folder.current().catch(() => undefined);
  const mastersOf = (company: string): ComparedMasters =>
    comparedMasters(config, directory ?? { partners: [] }, company);
  const groups = [
    () => pingPostgres(config, db()),
    () => pingTemporal(config, temporal),
    ...operatorsOf(config).map((operator) => () => pingSyspro(config, operator, db(), temporal, mastersOf)),
    () => pingSterling(config),
    () => pingSweep(config, db(), new Date()),
  ];
  for (const group of groups) {
    const results = await group();
    checks.push(...results);
    for (const result of all ? results : summed(results)) say(line(result));
  }
  const failed = checks.filter(({ ok }) => !ok).length;
  say(failed === 0 ? '\nEverything fits.' : `\n${failed} of ${checks.length} checks failed.`);
  give(checks);
  return failed === 0 ? 0 : 1;
};

// With 60 partners there are as many mailboxes and rules: where they are well, one line tells of all of them.
const many = [
  { starts: 'Sterling mailbox ', name: 'Sterling mailboxes' },
  { starts: 'Sterling routing rule ', name: 'Sterling routing rules' },
] as const;

function summed(results: readonly Check[]): Check[] {
  const kindOf = ({ ok, warning, name }: Check): (typeof many)[number] | undefined =>
    ok && !warning ? many.find(({ starts }) => name.startsWith(starts)) : undefined;
  const sums = many.flatMap((kind) => {
    const well = results.filter((result) => kindOf(result) === kind);
    const ms = Math.max(0, ...well.map((result) => result.ms));
    const detail = `${well.length} as their partners’ profiles say (--all names them)`;
    return well.length > 0 ? [{ name: kind.name, ok: true, detail, ms }] : [];
  });
  return [...results.filter((result) => kindOf(result) === undefined), ...sums];
}

function line({ ok, warning, name, detail, fix, ms }: Check): string {
  const remedy = (ok && !warning) || !fix ? '' : `\n                 → ${fix}`;
  return `${ok ? (warning ? 'warn' : 'ok  ') : 'FAIL'} ${`${ms} ms`.padStart(8)}  ${name}: ${detail}${remedy}`;
}
