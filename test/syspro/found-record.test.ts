import { expect, test } from 'vitest';
import type { Finding } from '../../src/documents/finding.ts';
import type { Invoice } from '../../src/documents/invoice.ts';
import type { FoundRecord, ListedRecord } from '../../src/syspro/document-source.ts';
import { foundRecord } from '../../src/syspro/found-record.ts';
import { document } from './invoices/rows.ts';

const invoice = document();
const listed: ListedRecord = {
  key: { company: 'main', type: 'invoice', key: '1' },
  party: { role: 'customer', code: '0000100' },
  status: '',
  cancelled: false,
  open: false,
  traits: [],
};
const finding = (code: string): Finding => ({
  code,
  severity: 'error',
  record: 'r',
  message: 'is wrong',
  fix: 'Fix it.',
});
const read = (change: Partial<Invoice> = {}, findings: readonly Finding[] = [finding('A')]): FoundRecord =>
  foundRecord(listed, { document: { ...invoice, ...change }, findings });

test('an unusable record has another hash when what can be read of it or what is wrong with it changes', () => {
  const { amendmentHash: hash } = read();
  expect(read().amendmentHash).toBe(hash);
  expect(read({ invoiceDate: '2026-11-03' }).amendmentHash).not.toBe(hash);
  expect(read({}, [finding('B')]).amendmentHash).not.toBe(hash);
  expect(read({}, []).amendmentHash).not.toBe(hash);
});

test('masters change neither hash', () => {
  const masters = { ...invoice.masters, masterAccount: '0000001' };
  expect(read({ masters }).amendmentHash).toBe(read().amendmentHash);
  expect(read({ masters }, []).amendmentHash).toBe(read({}, []).amendmentHash);
});

test('a record is settling when all that is wrong may come right by itself', () => {
  const settling = (findings: readonly Finding[]) =>
    'settling' in foundRecord(listed, { document: invoice, findings }, ({ code }) => code === 'PACKING');
  expect(settling([finding('PACKING'), finding('PACKING')])).toBe(true);
  expect(settling([finding('PACKING'), finding('A')])).toBe(false);
  expect(settling([])).toBe(false);
});
