import { expect, test } from 'vitest';
import { createDeliverNews } from '../../src/activities/sweep/deliver-news.ts';
import type { DocumentDependencies } from '../../src/activities/dependencies.ts';
import { writeNews } from '../../src/ledger/events.ts';
import { by, claim } from '../ledger/sample.ts';
import { useLedger } from '../support/ledger.ts';

const ledger = useLedger();

test('news reaches every document once, in batches; one that cannot be told keeps nobody else waiting', async () => {
  const told: string[] = [];
  let broken = 'document/A/purchase-order/700';
  const deps = {
    db: ledger.db,
    now: () => by.at,
    log: { error: () => undefined },
    config: {
      followFor: 1_000,
      companies: [{ code: 'A', syspro: { enet: { operator: 'EDIBOT' } }, streams: {} }],
    },
    client: {
      workflow: {
        async signalWithStart(_: string, { workflowId, signal }: { workflowId: string; signal: string }) {
          if (workflowId === broken) throw new Error('not now');
          told.push(`${signal} ${workflowId}`);
        },
      },
    },
  } as unknown as DocumentDependencies;
  const deliverNews = createDeliverNews(deps);
  const documents = [];
  for (let number = 700; number < 710; number += 1) documents.push((await claim(ledger.db, String(number))).documentId);
  // Twice the same news is one; 25 pieces each are more than a batch holds.
  for (let piece = 0; piece < 25; piece += 1)
    for (const _ of [1, 2])
      await writeNews(ledger.db, by.at, { what: 'followed', source: `follow/${piece}`, documents });

  const first = await deliverNews({ after: '' });
  expect(first.delivered + first.failed).toBe(200);
  const second = await deliverNews({ after: first.next ?? 'nothing' });
  expect(second.next).toBeUndefined();
  expect([first.delivered + second.delivered, first.failed + second.failed]).toEqual([225, 25]);
  expect(told.every((one) => one.startsWith('news document/A/purchase-order/70'))).toBe(true);
  expect(told).toHaveLength(225);

  broken = '';
  expect(await deliverNews({ after: '' })).toEqual({ delivered: 25, failed: 0 });
  expect(await deliverNews({ after: '' })).toEqual({ delivered: 0, failed: 0 });
});
