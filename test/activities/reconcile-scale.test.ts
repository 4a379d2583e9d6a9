import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { purchaseOrderKey } from '../../src/documents/purchase-order.ts';
import { readGaps } from '../../src/ledger/reconciliation-gaps.ts';
import type { ListedRecord, Scan } from '../../src/syspro/document-source.ts';
import { useLedger } from '../support/ledger.ts';
import { proofHouse } from './proof-house.ts';

const ledger = useLedger();
const orders = 100_000;
const number = (n: number): string => String(n).padStart(15, '0');

/** The bytes that are still in use when all the rest is collected, early and late in the count. */
const kept: number[] = [];
function keptHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** SYSPRO's list, made page by page: what is held of it is one page. */
async function list({ afterKey, limit }: Scan): Promise<{ records: ListedRecord[]; next?: string }> {
  const first = afterKey === undefined ? 1 : Number(afterKey) + 1;
  if (first === 10_001 || first === 90_001) kept.push(keptHeap());
  const last = Math.min(first + limit - 1, orders);
  const records = Array.from({ length: last - first + 1 }, (_, index): ListedRecord => ({
    key: purchaseOrderKey('A', number(first + index)),
    party: { role: 'supplier', code: '1' },
    date: '2026-11-01',
    status: '9',
    cancelled: false,
    open: false,
    traits: [],
  }));
  return { records, ...(last < orders && { next: number(last) }) };
}

test('100,000 orders are counted in flat memory, and the one the ledger has not is named', async () => {
  await ledger.db.query(
    `insert into ledger.document (company, type, key, number, workflow_id, party_role, party_code, document_date, disposition, disposition_cause,
                                  content_hash, read_at, first_read_at, open)
     select 'A', 'purchase-order', lpad(n::text, 15, '0'), n, 'document/A/purchase-order/' || lpad(n::text, 15, '0'), 'supplier', '1', '2026-11-01',
            'not-edi', 'NO-PARTNER', 'h', '2026-11-02', '2026-11-02', false
       from generate_series(1, $1::int) n where n <> 67890`,
    [orders],
  );
  await ledger.db.query(`insert into ledger.watermark values ('A', 'purchase-orders', '2026-11-19', '2026-11-19')`);
  await ledger.db.query('analyze ledger.document');
  const house = proofHouse(ledger.db, 1_000, list);
  const result = await house.recount('scale');
  expect(result).toMatchObject({ found: orders, accounted: orders - 1, missing: 1, counts: { 'not-edi': orders - 1 } });
  expect((await readGaps(ledger.db, 'scale', 10)).map((gap) => gap.number)).toEqual(['67890']);
  // What is kept of the 80 pages between the two looks: 80,000 keys alone would be above it.
  const [early = 0, late = Number.POSITIVE_INFINITY] = kept;
  expect((late - early) / 2 ** 20).toBeLessThan(5);
}, 120_000);
