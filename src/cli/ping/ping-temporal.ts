import type { Client } from '@temporalio/client';
import type { Config } from '../../config.ts';
import { missingSearchAttributes } from '../../temporal/register-attributes.ts';
import { check, CheckFailed, type Check } from './check.ts';
import { readFairness } from '../../temporal/fairness.ts';

const day = 86_400;

/** Temporal: the server, the namespace and its retention, the search attributes, and fairness between partners. */
export async function pingTemporal(config: Config, connect: () => Promise<Client>): Promise<Check[]> {
  const { address, namespace } = config.temporal;
  const connection = await check('Temporal connection', async () => {
    const { workflowService } = await connect();
    const { serverVersion } = await workflowService.getSystemInfo({});
    return `server ${serverVersion} at ${address}`;
  });
  if (!connection.ok)
    return [{ ...connection, fix: 'Check temporal.address, tls and apiKey, and that the server runs.' }];
  const client = await connect();
  const name = await check('Temporal namespace', async () => {
    const { config: settings } = await client.workflowService.describeNamespace({ namespace }).catch((error: Error) => {
      throw new CheckFailed(
        error.message,
        `Create it: temporal operator namespace create --namespace ${namespace} --retention 30d`,
      );
    });
    const days = Number(settings?.workflowExecutionRetentionTtl?.seconds ?? 0) / day;
    return `${namespace} keeps closed workflows for ${days} days`;
  });
  if (!name.ok) return [connection, name];
  return [
    connection,
    name,
    await check('Temporal search attributes', async () => {
      const missing = await missingSearchAttributes(client.connection, namespace);
      if (missing.length > 0)
        throw new CheckFailed(
          `lacks ${missing.join(', ')}`,
          'Run: syspro-sterling schedule apply (it registers them), or have an administrator add them as Keyword.',
        );
      return 'all registered';
    }),
    await check('Temporal fairness', async () => {
      switch (await readFairness(config)) {
        case 'on':
          return 'on: one partner’s backlog does not hold up another';
        case 'unused':
          return 'not seen yet: nothing has gone through the queue; ping again after the first poll';
        case 'hidden':
          return 'the server does not show it to us; make sure that matching.enableFairness is on';
        case 'off':
          throw new CheckFailed(
            'is off: one partner’s backlog holds up the others',
            'Set matching.enableFairness and matching.useNewMatcher to true in the server’s dynamic configuration.',
          );
      }
    }),
  ];
}
