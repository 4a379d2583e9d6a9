import { expect, test } from 'vitest';
import { undeliveredDocumentNews } from '../../src/ledger/events.ts';
import { raiseOverdue } from '../../src/ledger/overdue.ts';
import { useLedger } from '../support/ledger.ts';
import { by, claim } from './sample.ts';

const ledger = useLedger();

test('hundreds of messages become overdue some at a time, so that no row is locked for long, each with its news', async () => {
  const late = [];
  for (let number = 1; number <= 450; number += 1) {
    const { id } = await claim(ledger.db, String(9_000 + number));
    const finding = {
      code: 'NOT-PICKED-UP',
      severity: 'warning',
      record: `${id}`,
      message: 'lies',
      fix: 'ask',
    } as const;
    late.push({ transmission: id, cause: 'NOT-PICKED-UP', finding } as const);
  }
  await ledger.db.query(`update ledger.transmission set stage = 'posted', posted_at = now()`);
  expect(await raiseOverdue(ledger.db, by, late)).toBe(450);
  const { rows } = await ledger.db.query<{ flags: number; transactions: number }>(
    `select count(*)::int as flags, count(distinct xmin::text)::int as transactions from ledger.flag where flag = 'overdue'`,
  );
  expect(rows).toEqual([{ flags: 450, transactions: 3 }]);
  const news = await undeliveredDocumentNews(ledger.db, '', 1_000);
  expect(new Set(news.map(({ number }) => number)).size).toBe(450);
  expect(news.every(({ kind }) => kind === 'news')).toBe(true);
  // Once: they stand already.
  expect(await raiseOverdue(ledger.db, by, late)).toBe(0);
});
