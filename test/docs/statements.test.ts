import { expect, test } from 'vitest';
import { listSeries } from '../../src/ledger/control-series.ts';
import { renderOnce } from '../../src/ledger/rendering.ts';
import { controlNumbers } from '../../src/cli/control-numbers.ts';
import type { CommandContext } from '../../src/cli/context.ts';
import { by, claim, rendering } from '../ledger/sample.ts';
import { useLedger } from '../support/ledger.ts';
import { page } from './pages.ts';

const ledger = useLedger();

test('the command connect.md gives for the first control numbers does what it says', async () => {
  const line = /control-numbers set .*/.exec(page('docs/guide/connect.md'))?.[0] ?? '';
  const option = (name: string): string => new RegExp(`--${name} "?([^" ]+)`).exec(line)?.[1] ?? '';
  const options = {
    sender: option('sender'),
    receiver: option('receiver'),
    usage: option('usage'),
    lastInterchange: option('last-interchange'),
    lastGroup: option('last-group'),
    reason: option('reason'),
  };
  const context = { db: () => ledger.db, say: () => undefined, give: () => undefined, person: 'clerk' };
  expect(await controlNumbers(context as unknown as CommandContext, options, 'set')).toBe(0);

  const [series] = await listSeries(ledger.db);
  if (!series) throw new Error('the command made no series');
  const transmission = { ...(await claim(ledger.db, '000000000000071')), type: 'purchase-order' };
  expect(await renderOnce(ledger.db, by, transmission, rendering('n71', { series }))).toMatchObject({
    interchange: 4712,
    group: 4712,
  });
});
