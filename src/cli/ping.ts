import type { CommandBody } from './program.ts';
import type { Check } from './ping/check.ts';
import { pingPostgres } from './ping/ping-postgres.ts';
import { pingSterling } from './ping/ping-sterling.ts';
import { pingSyspro } from './ping/ping-syspro.ts';
import { pingTemporal } from './ping/ping-temporal.ts';

/** `ping`: tests every connection, a line each, and says what to fix. Writes nothing and evicts nobody. */
export const ping: CommandBody = async ({ config, db, temporal, say, give }) => {
  const checks: Check[] = [];
  const groups = [
    () => pingPostgres(config, db()),
    () => pingTemporal(config, temporal),
    ...config.companies.map((company) => () => pingSyspro(config, company, db(), temporal)),
    () => pingSterling(config),
  ];
  for (const group of groups) {
    for (const result of await group()) {
      checks.push(result);
      say(line(result));
    }
  }
  const failed = checks.filter(({ ok }) => !ok).length;
  say(failed === 0 ? '\nEverything fits.' : `\n${failed} of ${checks.length} checks failed.`);
  give(checks);
  return failed === 0 ? 0 : 1;
};

function line({ ok, name, detail, fix, ms }: Check): string {
  return `${ok ? 'ok  ' : 'FAIL'} ${`${ms} ms`.padStart(8)}  ${name}: ${detail}${ok || !fix ? '' : `\n                 → ${fix}`}`;
}
