import { expect, test } from 'vitest';
import { findOneDocument } from '../../src/cli/find-document.ts';
import { invoiceKey } from '../../src/documents/invoice.ts';
import { inTransaction } from '../../src/ledger/database.ts';
import { recordReadings } from '../../src/ledger/readings.ts';
import { by } from '../ledger/sample.ts';
import { useLedger } from '../support/ledger.ts';

const ledger = useLedger();

test('credit notes of one number are told apart by their whole keys', async () => {
  const keys = ['0000001', '0000002'].map((customer) => invoiceKey('A', customer, '_CR0000003', 'C'));
  await inTransaction(ledger.db, (tx) =>
    recordReadings(
      tx,
      by,
      keys.map((key) => ({
        key,
        partyRole: 'customer',
        partyCode: '1',
        date: '2026-11-01',
        open: false,
        hash: key.key,
        document: {},
        decision: { claim: false, disposition: 'not-edi', cause: 'NO-PARTNER' },
      })),
    ),
  );
  await expect(findOneDocument(ledger.db, { number: '_CR0000003' })).rejects.toThrow(/0000001\|_CR0000003\|C.*0000002/);
  expect((await findOneDocument(ledger.db, { number: '0000002|_CR0000003|C' })).key).toEqual(keys[1]);
});
