import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dialectOf } from '../../local/partner-dialects.ts';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import type { ReconcileResult } from '../../src/activities/index.ts';
import type { DocumentSummary } from '../../src/ledger/queries.ts';
import type { Gap } from '../../src/ledger/reconciliation-gaps.ts';
import type { PollCycleResult } from '../../src/workflows/poll-cycle.ts';
import { arrivals, segmentsOf, type Arrival } from '../support/arrivals.ts';
import {
  agreedMarks,
  cannotBeTold,
  dueInvoices,
  dueNotes,
  dueOrders,
  hasBrokenProfile,
  localDay,
  paysWhatWasAnnounced,
  type DueDocument,
  type DueInvoice,
  type DueNote,
  type Span,
} from '../support/due.ts';
import { openHouse, type CommandResult, type House } from '../support/house.ts';

/*
 * The three streams by every mix of services, each document judged by SYSPRO's own tables.
 */

let house: House;
let span: Span;
let orders: DueDocument[];
let invoices: DueInvoice[];
let notes: DueNote[];

/** Kinds of business with partners that each want something else done with them. */
const extras = [
  ['ALDEFAST', 'credit'],
  ['ALDEBEAR', 'credit'],
  ['BEACBEAR', 'credit-as-invoice'],
  ['BEACBEAR', 'without-sales-order'],
  ['DELTFAST', 'debit'],
  ['DELTCAST', 'partial'],
  ['ALDEPACK', 'consolidated'],
  ['BEACPACK', 'lower-case'],
  ['DELTPACK', 'billed'],
  ['ALDECAST', 'credit'],
  ['ALDEPOLY', 'zero-value'],
  ['BEACFAST', 'deposit'],
] as const;

beforeAll(async () => {
  house = await openHouse({
    orders: 60,
    sandbox: { invoices: 80, dispatchNotes: 60 },
    configure({ companies: [company] }) {
      Object.assign(company?.streams.invoices ?? {}, { poll: 'odata', fetch: 'enet' });
      Object.assign(company?.streams.shipments ?? {}, { poll: 'enet', fetch: 'enet' });
    },
  });
  // What chance has left out.
  for (const [code, kind] of extras) {
    const customer = tradingPartners.find((partner) => partner.code === code)?.customer;
    await house.syspro.post('invoices', { json: { kind, customer } });
  }
  span = { company: 'A', from: localDay(-30), to: localDay(1) };
  [orders, invoices, notes] = await Promise.all([
    dueOrders(house, span),
    dueInvoices(house, span),
    dueNotes(house, { ...span, to: localDay(60) }),
  ]);
  await house.startWorker();
}, 120_000);
afterAll(() => house?.close());

type Polled = PollCycleResult & { stream: string; documents: DocumentSummary[] };
const streams = ['purchase-orders', 'invoices', 'shipments'];
async function poll(...options: string[]): Promise<{ code: number; cycles: Polled[] }> {
  const { code, out } = await house.run('poll', '--wait', '--json', ...options);
  return { code, cycles: JSON.parse(out) as Polled[] };
}
async function reconcile(): Promise<CommandResult & { results: (ReconcileResult & { gaps: Gap[] })[] }> {
  const run = await house.run('reconcile', '--json');
  return { ...run, results: JSON.parse(run.out || '[]') as (ReconcileResult & { gaps: Gap[] })[] };
}
const keys = (documents: readonly { key: string }[]): string[] => documents.map(({ key }) => key).toSorted();
const ofSet = (all: readonly Arrival[], set: string): Arrival[] => all.filter((arrival) => arrival.set === set);

/** The one message of a document. */
function messageOf(all: readonly Arrival[], set: string, key: string): Arrival {
  const [message, ...others] = ofSet(all, set).filter((arrival) => arrival.key === key);
  if (!message) throw new Error(`${set} ${key} has no message`);
  expect(others).toEqual([]);
  return message;
}

async function raiseNote(status: string, header: Record<string, string | null> = {}): Promise<string> {
  const customer = tradingPartners[0]?.customer;
  const answer = house.syspro.post('dispatch-notes', { json: { customer, status, header } });
  return (await answer.json<{ dispatchNotes: string[] }>()).dispatchNotes[0] ?? '';
}

async function trailLength(): Promise<number> {
  const { rows } = await house.db.query<{ entries: number }>(`select count(*)::int as entries from ledger.trail`);
  return rows[0]?.entries ?? 0;
}

describe('one poll of everything', () => {
  let sent: Arrival[];
  let first: { code: number; cycles: Polled[] };
  let parked: DueDocument[];

  beforeAll(async () => {
    const { notable } = await house.syspro.get('notable').json<{ notable: { key: string; purchaseOrder: string }[] }>();
    const bad = notable.filter(({ key }) => ['no-lines', 'unknown-unit'].includes(key));
    const badOrders = new Set(bad.map(({ purchaseOrder }) => purchaseOrder));
    parked = [
      ...[...orders, ...invoices, ...notes].filter(hasBrokenProfile),
      ...orders.filter((order) => badOrders.has(order.key)),
      ...notes.filter(cannotBeTold),
    ];
    first = await poll();
    sent = await arrivals(house);
  }, 180_000);

  test('reads all three to the end, and leaves for a person only what cannot be told', () => {
    expect(first.code).toBe(0);
    expect(first.cycles.map(({ stream, outcome }) => [stream, outcome])).toEqual(
      streams.map((stream) => [stream, 'complete']),
    );
    const waiting = first.cycles.flatMap(({ documents }) => documents).filter(({ attention }) => attention !== null);
    expect(waiting.map(({ key }) => key.key).toSorted()).toEqual(keys(parked));
  });

  test('sends exactly the orders, invoices and dispatch notes that are due, each once', () => {
    const due = { '850': orders, '810': invoices, '856': notes };
    for (const [set, documents] of Object.entries(due)) {
      const right = documents.filter((document) => !parked.includes(document));
      expect(right.length).toBeGreaterThan(10);
      expect({ set, keys: keys(ofSet(sent, set)) }).toEqual({ set, keys: keys(right) });
    }
    expect(sent.filter(({ set }) => !Object.hasOwn(due, set))).toEqual([]);
  });

  test('puts each into its partner’s mailbox', () => {
    for (const [set, documents] of [
      ['850', orders],
      ['810', invoices],
      ['856', notes],
    ] as const)
      for (const document of documents.filter((one) => !parked.includes(one)))
        expect(messageOf(sent, set, document.key)).toMatchObject({
          company: 'A',
          partner: document.partner.code,
          mailboxPath: document.partner.mailbox,
        });
  });

  test('bills what SYSPRO billed: TDS01 is the invoice’s value in cents, a credit’s with the sign its partner wants', async () => {
    const billed = invoices.filter((invoice) => !parked.includes(invoice));
    const stated = await Promise.all(
      billed.map(async ({ key }) => {
        const segments = await segmentsOf(house, messageOf(sent, '810', key));
        return { key, total: segments.find(([id]) => id === 'TDS')?.[1] };
      }),
    );
    const withSign = ({ cents, isCredit, partner }: DueInvoice): string =>
      isCredit && dialectOf(partner) !== 'retail-pick-and-pack' ? cents.replace('-', '') : cents;
    expect(stated).toEqual(billed.map((invoice) => ({ key: invoice.key, total: withSign(invoice) })));
  });

  test('was put to the test by credits, foreign currency, a lower-case type, and what has no sales order', async () => {
    const billed = invoices.filter((invoice) => !parked.includes(invoice));
    const credits = billed.filter(({ isCredit }) => isCredit).map(({ key }) => key.split('|')[2]);
    expect(new Set(credits)).toEqual(new Set(['C', 'I']));
    expect(billed.some(({ partner }) => partner.currency === 'CAD')).toBe(true);
    expect(billed.some(({ key }) => key.endsWith('|i'))).toBe(true);
    const [without] = await house.sysproSql<{ count: string }>(
      `select count(*) from "SysproCompanyA"."ArInvoice"
        where rtrim("SalesOrder") = '' and rtrim("Customer") || '|' || rtrim("Invoice") || '|' || "DocumentType" = any($1)`,
      [keys(billed)],
    );
    expect(Number(without?.count)).toBeGreaterThan(0);
  });

  test('tells every carton and pallet of a dispatch note once, to the partners that receive by them', async () => {
    const told = notes.filter((note) => !parked.includes(note));
    const marks = await Promise.all(
      told.map(async (note) => {
        const segments = await segmentsOf(house, messageOf(sent, '856', note.key));
        const serials = segments.filter(([id]) => id === 'MAN').map(([, kind, mark]) => `${kind} ${mark}`);
        return { key: note.key, serials: serials.toSorted() };
      }),
    );
    const right = told.map((note) => ({ key: note.key, serials: agreedMarks(note) }));
    expect(marks).toEqual(right);
    expect(right.filter(({ serials }) => serials.length > 0).length).toBeGreaterThan(5);
  });

  test('posts an invoice after the ship notices of what it bills, to the partners that want it so', async () => {
    const { rows } = await house.db.query<{ set: string; key: string; posted: Date }>(
      `select d.type as set, d.key, t.posted_at as posted from ledger.document d
         join ledger.transmission_document td on td.document_id = d.id join ledger.transmission t on t.id = td.transmission_id
        where d.type in ('invoice', 'ship-notice')`,
    );
    const posted = new Map(rows.map(({ set, key, posted: at }) => [`${set} ${key}`, at]));
    const sentNotes = new Set(keys(ofSet(sent, '856')));
    const after = invoices
      .filter(paysWhatWasAnnounced)
      .flatMap(({ key, notes: billed }) =>
        billed.filter((note) => sentNotes.has(note)).map((note) => ({ invoice: key, note })),
      );
    expect(after.length).toBeGreaterThan(1);
    const tooEarly = after.filter(({ invoice, note }) => {
      const [billedAt, announcedAt] = [posted.get(`invoice ${invoice}`), posted.get(`ship-notice ${note}`)];
      return !billedAt || !announcedAt || billedAt < announcedAt;
    });
    expect(tooEarly).toEqual([]);
  });

  test('a second poll sends none of them again', async () => {
    const again = await poll();
    expect(again.code).toBe(0);
    expect(again.cycles.map(({ started }) => started)).toEqual([0, 0, 0]);
    expect(await arrivals(house)).toEqual(sent);
  }, 60_000);

  test('any poll finds a dispatch note, whatever it was planned for, and a deep one an order without a date; what has none waits for it', async () => {
    const [order = ''] = await house.raise({
      supplier: tradingPartners[0]?.supplier,
      header: { OrderEntryDate: null },
    });
    const note = await raiseNote('5', { PlannedDeliverDate: localDay(-20) });
    const undated = await raiseNote('5', { PlannedDeliverDate: null });
    const started = ({ cycles }: { cycles: Polled[] }): number[] => cycles.map((cycle) => cycle.started);
    const ordinary = await poll();
    expect(started(ordinary)).toEqual([0, 0, 2]);
    const deep = await poll('--deep');
    expect({ code: deep.code, started: started(deep) }).toEqual({ code: 0, started: [1, 0, 0] });
    expect((await arrivals(house)).slice(sent.length)).toMatchObject([{ set: '856', key: note }]);
    const waiting = [ordinary, deep].flatMap(({ cycles }) => cycles.flatMap(({ documents }) => documents));
    expect(waiting.filter(({ attention }) => attention !== null)).toMatchObject([
      { key: { key: undated }, findings: [{ record: `MdnMaster ${undated}`, field: 'ActualDeliveryDate' }] },
      { key: { key: order }, findings: [{ record: `PorMasterHdr ${order}`, field: 'OrderEntryDate' }] },
    ]);
  }, 90_000);
});

describe('reconcile', () => {
  test('accounts for every record of all three since go-live, counted by SYSPRO’s own tables', async () => {
    const { code, err, results } = await reconcile();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    // Posted since, whatever their own date, or still open in SYSPRO: those too can be sent.
    const [counted] = await house.sysproSql<Record<string, string>>(
      `select (select count(*) from "SysproCompanyA"."PorMasterHdr" where "OrderEntryDate" >= $1::date or "OrderStatus" not in ('9', '*')) as "purchase-orders",
              (select count(*) from "SysproCompanyA"."ArInvoice" 
                where "InvoiceDate" >= $1::date or "InvoiceYear" * 100 + "InvoiceMonth" >= to_char($1::date, 'YYYYMM')::int) as invoices,
              (select count(*) from "SysproCompanyA"."MdnMaster" where greatest("ActualDeliveryDate", "InvoiceCreatedDate", "PlannedDeliverDate") >= $1::date or "DispatchNoteStatus" not in ('9', '*')) as shipments`,
      [span.from],
    );
    expect(results.map(({ stream, found }) => [stream, String(found)])).toEqual(
      streams.map((stream) => [stream, counted?.[stream]]),
    );
    for (const result of results)
      expect(result).toMatchObject({ accounted: result.found, missing: 0, tooNew: 0, gone: 0, gaps: [] });
  }, 60_000);

  test('names exactly what the ledger lost, and a backfill of its day heals it, sending nothing twice', async () => {
    const before = await arrivals(house);
    const { rows: lost } = await house.db.query<{ id: number; stream: string; key: string; date: string }>(
      `select distinct on (type) id, case type when 'invoice' then 'invoices' else 'shipments' end as stream, key, document_date as date
         from ledger.document
        where type in ('invoice', 'ship-notice') and disposition in ('not-edi', 'unreleased') and document_date between $1 and $2 and not open
        order by type, id`,
      [span.from, localDay(-6)],
    );
    expect(lost).toHaveLength(2);
    const ids = lost.map(({ id }) => id).join(', ');
    await house.asOwner(
      `alter table ledger.trail disable trigger all;
       delete from ledger.trail where document_id in (${ids}); delete from ledger.document where id in (${ids});
       alter table ledger.trail enable trigger all`,
    );
    const { code, results } = await reconcile();
    expect(code).toBe(1);
    const gaps = results.flatMap(({ stream, gaps: ofStream }) =>
      ofStream.map(({ key, state }) => ({ stream, key, state })),
    );
    expect(gaps).toEqual(lost.map(({ stream, key }) => ({ stream, key, state: 'missing' })));
    expect(results.map(({ found, accounted }) => found - accounted)).toEqual([0, 1, 1]);

    for (const { stream, date } of lost) {
      const days = ['--stream', stream, '--from', date, '--to', date];
      expect(await house.run('backfill', ...days, '--confirm')).toMatchObject({ code: 0, err: '' });
      await expect
        .poll(
          async () => JSON.parse((await house.run('backfill', 'status', '--stream', stream, '--json')).out) as object,
          { timeout: 30_000 },
        )
        .toMatchObject({ outcome: 'complete' });
    }
    expect(await reconcile()).toMatchObject({ code: 0 });
    expect(await arrivals(house)).toEqual(before);
  }, 120_000);
});

describe('after a document was sent', () => {
  test('receipts, payments, proofs of delivery, billing and reprints change nothing', async () => {
    const sent = await arrivals(house);
    const [order, invoice] = ['850', '810'].map((set) => ofSet(sent, set)[0]?.key ?? '');
    const before = { trail: await trailLength(), sent };
    await house.syspro.post(`purchase-orders/${order}`, { json: { receive: true, reprint: true } });
    const path = (invoice ?? '').split('|').map(encodeURIComponent).join('/');
    await house.syspro.post(`invoices/${path}`, { json: { pay: true, proofOfDelivery: true } });
    const [note] = await house.sysproSql<{ key: string }>(
      `select rtrim("DispatchNote") as key from "SysproCompanyA"."MdnMaster" where "DispatchNoteStatus" = '5' and "DispatchNote" = any($1::bpchar[]) limit 1`,
      [keys(ofSet(sent, '856'))],
    );
    for (const status of ['7', '9']) await house.syspro.post(`dispatch-notes/${note?.key}`, { json: { status } });
    expect((await poll('--deep')).code).toBe(0);
    expect({ trail: await trailLength(), sent: await arrivals(house) }).toEqual(before);
  }, 60_000);

  test('an amendment that moves no date is found by the deep poll, shown line by line, and not sent', async () => {
    const sent = await arrivals(house);
    // Longer ago than a poll looks back, and still open.
    const [row] = await house.sysproSql<{ key: string; line: number; quantity: string }>(
      `select rtrim(h."PurchaseOrder") as key, d."Line"::int as line, d."MOrderQty"::float::text as quantity
         from "SysproCompanyA"."PorMasterHdr" h join "SysproCompanyA"."PorMasterDetail" d on d."PurchaseOrder" = h."PurchaseOrder"
        where h."PurchaseOrder" = any($1::bpchar[]) and h."OrderEntryDate" < $2::date and d."LineType" = '1' order by 1 desc, 2 limit 1`,
      [keys(ofSet(sent, '850')), localDay(-6)],
    );
    if (!row) throw new Error('no order was sent that is old enough');
    const { key, line, quantity } = row;
    await house.syspro.post(`purchase-orders/${key}`, {
      json: { lines: [{ Line: line, MOrderQty: Number(quantity) + 5 }] },
    });
    const changed = async (): Promise<unknown[]> =>
      (
        await house.db.query(
          `select 1 from ledger.trail e join ledger.document d on d.id = e.document_id where d.key = $1 and e.event = 'changed-after-sending'`,
          [key],
        )
      ).rows;
    await house.run('poll', 'purchase-orders');
    expect(await changed()).toHaveLength(0);
    await house.run('poll', 'purchase-orders', '--deep', '--wait');
    expect(await changed()).toHaveLength(1);
    const shown = await house.run('show', key);
    expect(shown.out).toContain('Changed in SYSPRO after it was sent');
    expect(shown.out).toContain(`lines[${line}].quantity: ${quantity} → ${Number(quantity) + 5}\n`);
    expect(await arrivals(house)).toEqual(sent);
  }, 60_000);
});

test('what is cancelled before it was sent is not sent, whether it was seen before or not', async () => {
  const sent = await arrivals(house);
  const supplier = tradingPartners[0]?.supplier;
  const seen = { order: (await house.raise({ supplier, status: '1' }))[0], note: await raiseNote('3') };
  expect((await poll()).code).toBe(0);
  const unseen = { order: (await house.raise({ supplier, status: '4' }))[0], note: await raiseNote('7') };
  for (const { order, note } of [seen, unseen]) {
    await house.syspro.post(`purchase-orders/${order}`, { json: { status: '*' } });
    await house.syspro.post(`dispatch-notes/${note}`, { json: { status: '*' } });
  }
  expect((await poll()).code).toBe(0);
  expect(await arrivals(house)).toEqual(sent);
  const { rows } = await house.db.query<{ cause: string }>(
    `select disposition_cause as cause from ledger.document where key = any($1)`,
    [[seen.order, seen.note, unseen.order, unseen.note]],
  );
  expect(rows.map(({ cause }) => cause)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED', 'CANCELLED']);
}, 60_000);
