import { expect, test } from 'vitest';
import { renderOnce } from '../../src/ledger/rendering.ts';
import { readContent } from '../../src/ledger/queries.ts';
import { useLedger } from '../support/ledger.ts';
import { by, claim, rendering } from './sample.ts';

const ledger = useLedger();

test('a retry finds the identical bytes and takes no number', async () => {
  const transmission = { ...(await claim(ledger.db, '000000000000011')), type: 'purchase-order' };
  const first = await renderOnce(ledger.db, by, transmission, rendering('n11'));
  const second = await renderOnce(ledger.db, by, transmission, rendering('n11'));
  expect(second).toEqual(first);
  expect((await readContent(ledger.db, transmission.id))?.toString()).toBe(`ISA ${first.interchange}`);
});

test('a rendering that fails takes no number', async () => {
  const broken = await claim(ledger.db, '000000000000012');
  const series = {
    senderQualifier: 'ZZ',
    sender: 'US',
    receiverQualifier: '01',
    receiver: 'LONE',
    usage: 'production',
  } as const;
  const failing = rendering('n12', {
    series,
    render: () => {
      throw new Error('cannot be written');
    },
  });
  await expect(renderOnce(ledger.db, by, { ...broken, type: 'purchase-order' }, failing)).rejects.toThrow(
    'cannot be written',
  );
  const next = await claim(ledger.db, '000000000000013');
  expect(
    await renderOnce(ledger.db, by, { ...next, type: 'purchase-order' }, rendering('n13', { series })),
  ).toMatchObject({ interchange: 1, group: 1 });
});

test('many at once get distinct, gapless numbers of one series; test and production are counted apart', async () => {
  const transmissions = [];
  for (let n = 0; n < 12; n += 1) transmissions.push(await claim(ledger.db, `2${n}`));
  const series = {
    senderQualifier: 'ZZ',
    sender: 'US',
    receiverQualifier: '01',
    receiver: 'BUSY',
    usage: 'production',
  } as const;
  const results = await Promise.all(
    transmissions.map((t, n) =>
      renderOnce(ledger.db, by, { ...t, type: 'purchase-order' }, rendering(`busy-${n}`, { series })),
    ),
  );
  expect(results.map(({ interchange }) => interchange).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 12 }, (_, n) => n + 1),
  );
  const test = await claim(ledger.db, '299');
  expect(
    await renderOnce(
      ledger.db,
      by,
      { ...test, type: 'purchase-order' },
      rendering('busy-test', { series: { ...series, usage: 'test' } }),
    ),
  ).toMatchObject({ interchange: 1 });
});

test('after 999999999 a series goes on at 1, in a new epoch', async () => {
  const series = {
    senderQualifier: 'ZZ',
    sender: 'US',
    receiverQualifier: '01',
    receiver: 'OLD',
    usage: 'production',
  } as const;
  await ledger.db.query(
    `insert into ledger.control_series (sender_qualifier, sender, receiver_qualifier, receiver, usage, last_interchange, last_group) values ('ZZ','US','01','OLD','production',999999999,999999999)`,
  );
  const transmission = await claim(ledger.db, '301');
  expect(
    await renderOnce(ledger.db, by, { ...transmission, type: 'purchase-order' }, rendering('wrap', { series })),
  ).toMatchObject({ interchange: 1, group: 1 });
  const { rows } = await ledger.db.query(`select epoch from ledger.control_series where receiver = 'OLD'`);
  expect(rows).toEqual([{ epoch: 2 }]);
});
