import { expect, test } from 'vitest';
import { createDeliverEvents } from '../../src/activities/polling/deliver-events.ts';
import type { DocumentDependencies } from '../../src/activities/dependencies.ts';
import { writeNews } from '../../src/ledger/events.ts';
import { by, claim } from '../ledger/sample.ts';
import { useLedger } from '../support/ledger.ts';

const ledger = useLedger();

test('every event is delivered but those that cannot be, however many those are, and no news', async () => {
  const told: string[] = [];
  const logged: object[] = [];
  let broken = true;
  const deliverEvents = createDeliverEvents({
    db: ledger.db,
    now: () => by.at,
    log: { error: (facts: object) => void logged.push(facts) },
    config: {
      followFor: 1_000,
      companies: [{ code: 'A', syspro: { enet: { operator: 'EDIBOT' } }, streams: {} }],
    },
    client: {
      workflow: {
        async signalWithStart(_: string, { workflowId, signal }: { workflowId: string; signal: string }) {
          if (broken && workflowId.endsWith('/800')) throw new Error('not now');
          told.push(`${signal} ${workflowId}`);
        },
      },
    },
  } as unknown as DocumentDependencies);
  const bad = (await claim(ledger.db, '800')).documentId;
  const good = (await claim(ledger.db, '801')).documentId;
  const write = (id: string, document: number): Promise<unknown> =>
    ledger.db.query(
      `insert into ledger.event (id, document_id, kind, payload, created_at)
       values ($1, $2, 'cancel', '{"requestedBy": "clerk", "reason": "no"}', now())`,
      [id, document],
    );
  // More than a batch of those that cannot be told come first.
  for (let piece = 0; piece < 120; piece += 1) await write(`bad-${piece}`, bad);
  await write('good', good);
  await writeNews(ledger.db, by.at, { what: 'answered', source: 'answers/1', documents: [good] });

  expect(await deliverEvents({ company: 'A' })).toBe(1);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^cancel .*\/801$/);
  expect(logged).toHaveLength(120);
  broken = false;
  expect(await deliverEvents({ company: 'A' })).toBe(120);
  expect(await deliverEvents({ company: 'A' })).toBe(0);
});
