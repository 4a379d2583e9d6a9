import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SysproDependencies } from '../../src/activities/dependencies.ts';
import { createFetchDocument, type FetchResult } from '../../src/activities/documents/fetch-document.ts';
import type { Sending } from '../../src/documents/disposition.ts';
import type { DocumentKey } from '../../src/documents/document-key.ts';
import { invoiceKey } from '../../src/documents/invoice.ts';
import { purchaseOrderKey } from '../../src/documents/purchase-order.ts';
import { shipNoticeKey } from '../../src/documents/ship-notice.ts';
import { inTransaction } from '../../src/ledger/database.ts';
import { placeHold, queueTransmissions, releaseHold, unqueueTransmissions } from '../../src/ledger/holds.ts';
import { recordReadings } from '../../src/ledger/readings.ts';
import { openTransmission } from '../../src/ledger/transmissions.ts';
import type { FoundRecord, RecordReading } from '../../src/syspro/document-source.ts';
import { useLedger } from '../support/ledger.ts';

const ledger = useLedger();
const claimedAt = new Date('2026-11-20T12:00:00Z');
const minute = 60_000;
let number = 0;
let key: DocumentKey;
let invoice: DocumentKey;

/** What SYSPRO says at the second reading: the claimed record, unless told. */
const found = (of: DocumentKey, other: object = {}): FoundRecord =>
  ({
    key: of,
    party: { role: 'supplier', code: '1' },
    date: '2026-11-19',
    status: '4',
    cancelled: false,
    open: true,
    traits: [],
    amendmentHash: 'h1',
    outcome: 'document',
    document: { type: of.type, company: 'A', number: of.key },
    ...other,
  }) as unknown as FoundRecord;

async function claim(of: DocumentKey): Promise<void> {
  await inTransaction(ledger.db, (tx) =>
    recordReadings(tx, { at: claimedAt, actor: 'poll-cycle' }, [
      {
        key: of,
        partyRole: 'supplier',
        partyCode: '1',
        date: '2026-11-19',
        open: true,
        hash: 'h1',
        document: { number: of.key },
        decision: { claim: true, partner: 'ACME' },
      },
    ]),
  );
}

interface Given {
  readonly reading: RecordReading;
  readonly after?: number;
  readonly sending?: Sending;
  readonly streams?: object;
  readonly whileReading?: () => Promise<unknown>;
}

function fetch(
  of: DocumentKey,
  { reading, after = 5 * minute, sending, streams, whileReading }: Given,
): Promise<FetchResult> {
  const bound = sending ?? { kind: 'send', partner: 'ACME' };
  const deps = {
    db: ledger.db,
    now: () => new Date(claimedAt.getTime() + after),
    config: {
      companies: [
        {
          code: 'A',
          timeZone: 'UTC',
          usage: 'production',
          goLive: new Date('2026-11-01T00:00:00Z'),
          streams: streams ?? { 'purchase-orders': { releasedStatuses: ['4'] }, invoices: {}, shipments: {} },
        },
      ],
    },
    profiles: {
      current: async () => ({
        bindingOf: () =>
          bound.kind === 'unbound' ? bound : { kind: 'bound', partner: 'partner' in bound ? bound.partner : '' },
        optInOf: () => ({ send: true, ...('policies' in bound && { policies: bound.policies }) }),
        documentProfile: () => ({ profile: { type: 'invoice', afterShipNotices: true } }),
      }),
    },
    company: () => ({ stream: () => ({ fetcher: { readByKeys: async () => (await whileReading?.(), [reading]) } }) }),
  } as unknown as SysproDependencies;
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  return environment.run(createFetchDocument(deps), { key: of, settle: minute });
}

beforeEach(async () => {
  number += 1;
  key = purchaseOrderKey('A', String(number));
  invoice = invoiceKey('A', '7', String(number), 'I');
  await claim(key);
});

describe('the second reading', () => {
  test('comes once the record has settled, and equal to the first is what is sent', async () => {
    expect(await fetch(key, { reading: found(key), after: 0 })).toEqual({ outcome: 'unsettled', wait: minute });
    expect(await fetch(key, { reading: found(key) })).toMatchObject({ outcome: 'settled' });
  });

  test('that differs is a new first reading', async () => {
    expect(await fetch(key, { reading: found(key, { amendmentHash: 'h2' }) })).toMatchObject({ outcome: 'unsettled' });
    expect(await fetch(key, { reading: found(key, { amendmentHash: 'h2' }), after: 7 * minute })).toMatchObject({
      outcome: 'settled',
    });
  });

  test('waits for an order that somebody has open again', async () => {
    expect(await fetch(key, { reading: found(key, { status: '1' }) })).toEqual({
      outcome: 'unsettled',
      wait: 15 * minute,
      for: 'its release in SYSPRO',
    });
  });

  test('parks one that was completed meanwhile: nobody will release it any more', async () => {
    expect(await fetch(key, { reading: found(key, { status: '9', open: false }) })).toMatchObject({
      outcome: 'parked',
      cause: 'RELEASE-PASSED',
    });
  });

  test('sends one that was complete already when a person claimed it', async () => {
    await ledger.db.query(
      `update ledger.transmission t set requested_by = 'edi desk' from ledger.transmission_document td join ledger.document d on d.id = td.document_id
        where td.transmission_id = t.id and d.type = 'purchase-order' and d.key = $1`,
      [key.key],
    );
    const complete = found(key, { status: '9', open: false });
    expect(await fetch(key, { reading: complete })).toMatchObject({ outcome: 'settled' });
  });

  test.each<[string, Sending, string]>([
    ['another partner’s', { kind: 'send', partner: 'OTHER' }, 'PARTY-CHANGED'],
    ['nobody’s', { kind: 'unbound' }, 'PARTY-CHANGED'],
  ])('parks an order that is %s now: it must not reach the one it was claimed for', async (_, sending, cause) => {
    expect(await fetch(key, { reading: found(key), sending })).toMatchObject({ outcome: 'parked', cause });
  });

  test('parks an invoice that turned out to be of a kind its partner never takes', async () => {
    await claim(invoice);
    const deposit = found(invoice, { traits: ['invoice', 'deposit'] });
    expect(await fetch(invoice, { reading: deposit })).toMatchObject({ outcome: 'parked', cause: 'POLICY-DEPOSIT' });
  });

  test('withdraws what was cancelled, parks what is gone or unusable', async () => {
    const [other, third] = [purchaseOrderKey('A', `${number}-2`), purchaseOrderKey('A', `${number}-3`)];
    await claim(other);
    await claim(third);
    expect(await fetch(key, { reading: found(key, { cancelled: true }) })).toMatchObject({ outcome: 'withdrawn' });
    expect(await fetch(other, { reading: { outcome: 'absent', key: other } })).toMatchObject({
      outcome: 'parked',
      cause: 'SYSPRO-RECORD-GONE',
    });
    const findings = [{ code: 'SYSPRO-VALUE-MISSING', severity: 'error', record: 'x', message: 'm', fix: 'f' }];
    expect(await fetch(third, { reading: found(third, { outcome: 'unusable', findings }) })).toMatchObject({
      outcome: 'parked',
      cause: 'SYSPRO-VALUE-MISSING',
    });
  });

  test('gives a record that may be complete shortly an hour before it parks', async () => {
    const findings = [{ code: 'SYSPRO-CARTON-QUANTITY', severity: 'error', record: 'x', message: 'm', fix: 'f' }];
    const packing = found(key, { outcome: 'unusable', findings, settling: true });
    expect(await fetch(key, { reading: packing })).toMatchObject({ outcome: 'unsettled', wait: 5 * minute });
    expect(await fetch(key, { reading: packing, after: 61 * minute })).toMatchObject({
      outcome: 'parked',
      cause: 'SYSPRO-CARTON-QUANTITY',
    });
  });
});

test('a send given up while it was read is not parked: the next try finds it withdrawn', async () => {
  const findings = [{ code: 'SYSPRO-VALUE-MISSING', severity: 'error', record: 'x', message: 'm', fix: 'f' }];
  const given = {
    reading: found(key, { outcome: 'unusable', findings }),
    whileReading: () =>
      ledger.db.query(
        `update ledger.transmission t set stage = 'cancelled' from ledger.transmission_document td join ledger.document d on d.id = td.document_id
          where td.transmission_id = t.id and d.type = 'purchase-order' and d.key = $1`,
        [key.key],
      ),
  };
  await expect(fetch(key, given)).rejects.toMatchObject({ type: 'SEND-CANCELLED', nonRetryable: false });
  expect(await fetch(key, given)).toMatchObject({ outcome: 'withdrawn' });
  const { rowCount } = await ledger.db.query(
    `select from ledger.flag f join ledger.document d on d.id = f.document_id where d.type = 'purchase-order' and d.key = $1`,
    [key.key],
  );
  expect(rowCount).toBe(0);
});

describe('an invoice whose partner wants the ship notices first', () => {
  const billing = (notes: readonly string[]): FoundRecord =>
    found(invoice, { document: { type: 'invoice', company: 'A', dispatchNotes: notes } });
  const sent = (note: string): Promise<unknown> =>
    ledger.db.query(
      `update ledger.transmission t set stage = 'posted', posted_at = now()
         from ledger.transmission_document td join ledger.document d on d.id = td.document_id
        where td.transmission_id = t.id and d.type = 'ship-notice' and d.key = $1`,
      [note],
    );

  test('waits for those under way and those nobody has read yet, then goes', async () => {
    await claim(invoice);
    const [one, two] = [`${number}-1`, `${number}-2`];
    await claim(shipNoticeKey('A', one));
    expect(await fetch(invoice, { reading: billing([one, two]) })).toMatchObject({
      outcome: 'unsettled',
      for: `the ship notice of ${one}, ${two}`,
    });
    await claim(shipNoticeKey('A', two));
    await sent(one);
    expect(await fetch(invoice, { reading: billing([one, two]) })).toMatchObject({ for: `the ship notice of ${two}` });
    await sent(two);
    expect(await fetch(invoice, { reading: billing([one, two]) })).toMatchObject({ outcome: 'settled' });
  });

  test('looks the more rarely the longer it waits, and needs a person after two days', async () => {
    await claim(invoice);
    const after = (time: number): Promise<FetchResult> => fetch(invoice, { reading: billing(['unread']), after: time });
    expect(await after(10 * minute)).toMatchObject({ wait: 5 * minute });
    expect(await after(24 * 60 * minute)).toMatchObject({ wait: 15 * minute });
    expect(await after(49 * 60 * minute)).toMatchObject({ outcome: 'parked', cause: 'SHIP-NOTICE-AWAITED' });
  });

  test('waits on while one of them is held back, and two days more when that is over', async () => {
    await claim(invoice);
    const note = `${number}-1`;
    await claim(shipNoticeKey('A', note));
    const { id } = await openTransmission(ledger.db, { at: claimedAt, actor: 'document' }, shipNoticeKey('A', note));
    const after = (time: number): Promise<FetchResult> => fetch(invoice, { reading: billing([note]), after: time });
    const later = (time: number): Date => new Date(claimedAt.getTime() + time);
    const hour = 60 * minute;
    const at = { at: later(hour), actor: 'clerk' };
    const { hold } = await placeHold(ledger.db, at, { partner: 'ACME' }, 'down');
    await queueTransmissions(ledger.db, at, [id], { for: 'hold', hold });
    expect(await after(100 * hour)).toMatchObject({ outcome: 'unsettled', for: `the ship notice of ${note}` });
    await releaseHold(ledger.db, { at: later(101 * hour), actor: 'clerk' }, { partner: 'ACME' });
    await unqueueTransmissions(ledger.db, [id]);
    expect(await after(102 * hour)).toMatchObject({ outcome: 'unsettled' });
    const until = later(200 * hour);
    await queueTransmissions(ledger.db, { at: later(103 * hour), actor: 'document' }, [id], { for: 'blackout', until });
    expect(await after(199 * hour)).toMatchObject({ outcome: 'unsettled' });
    await unqueueTransmissions(ledger.db, [id]);
    expect(await after(201 * hour)).toMatchObject({ outcome: 'unsettled' });
    expect(await after(249 * hour)).toMatchObject({ outcome: 'parked', cause: 'SHIP-NOTICE-AWAITED' });
  });

  test('waits for none in a company that polls no shipments', async () => {
    await claim(invoice);
    expect(await fetch(invoice, { reading: billing(['unread']), streams: { invoices: {} } })).toMatchObject({
      outcome: 'settled',
    });
  });
});
