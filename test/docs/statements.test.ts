import { expect, test } from 'vitest';
import { renderOnce } from '../../src/ledger/rendering.ts';
import { by, claim, rendering } from '../ledger/sample.ts';
import { useLedger } from '../support/ledger.ts';
import { page } from './pages.ts';

const ledger = useLedger();

test('the statement connect.md gives for the first control numbers does what it says', async () => {
  const statement = /insert into ledger\.control_series[\s\S]*?;/.exec(page('docs/guide/connect.md'))?.[0] ?? '';
  const values = /values \('(.*?)', '(.*?)', '(.*?)', '(.*?)', 'production', (\d+), (\d+)\)/.exec(statement);
  const [, senderQualifier = '', sender = '', receiverQualifier = '', receiver = '', interchange, group] = values ?? [];
  await ledger.db.query(statement);

  const transmission = { ...(await claim(ledger.db, '000000000000071')), type: 'purchase-order' };
  const series = { senderQualifier, sender, receiverQualifier, receiver, usage: 'production' } as const;
  expect(await renderOnce(ledger.db, by, transmission, rendering('n71', { series }))).toMatchObject({
    interchange: Number(interchange) + 1,
    group: Number(group) + 1,
  });
});
