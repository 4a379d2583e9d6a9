import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import type { PollCycleResult } from '../../src/workflows/poll-cycle.ts';
import { arrivals, type Arrival } from '../support/arrivals.ts';
import { cannotBeTold, dueInvoices, dueNotes, dueOrders, hasBrokenProfile, localDay } from '../support/due.ts';
import { openHouse, type House } from '../support/house.ts';

/*
 * A second company: alphanumeric numbers with dashes and slashes, an operator and a go-live of its own, read by other services; the same
 * partners. Nothing of one company may be taken for the other's.
 */

const operator = { password: 'edibot-enet', odataPassword: 'edibot-odata' };
const day = 86_400_000;
/** How many days ago each company went live. */
const lived = { A: 30, B: 12 };
const companies = ['A', 'B'] as const;
type Company = (typeof companies)[number];

interface InvoiceKey {
  readonly customer: string;
  readonly invoice: string;
  readonly documentType: string;
}

let house: House;
beforeAll(async () => {
  house = await openHouse({
    orders: 40,
    partnersOf: companies,
    sandbox: {
      operators: [
        { code: 'EDIBOT', ...operator },
        { code: 'EDIBOT2', ...operator },
      ],
      companies: [
        { id: 'A', name: 'Great Lakes', password: '' },
        { id: 'B', name: 'Ohio Valley', password: '', numberStyle: 'alphanumeric' },
      ],
    },
    configure(config) {
      const [first] = config.companies;
      if (!first) throw new Error('the house has no company');
      const second = structuredClone(first);
      second.code = 'B';
      second.name = 'Ohio Valley Manufacturing';
      second.goLive = new Date(Date.now() - lived.B * day).toISOString();
      Object.assign(second.syspro.enet, { operator: 'EDIBOT2', companyId: 'B' });
      Object.assign(second.syspro.odata, { company: 'B', username: 'EDIBOT2' });
      Object.assign(second.streams['purchase-orders'] ?? {}, { poll: 'enet', fetch: 'enet', every: '10m' });
      Object.assign(second.streams.invoices ?? {}, { poll: 'enet', fetch: 'odata' });
      Object.assign(second.streams.shipments ?? {}, { poll: 'odata', fetch: 'enet' });
      config.companies.push(second);
    },
  });
  await house.startWorker();
}, 120_000);
afterAll(() => house?.close());

// One that takes credit notes, and the underscore SYSPRO numbers them with.
const customer = tradingPartners.find(({ code }) => code === 'ALDEBEAR')?.customer ?? '';
const supplier = tradingPartners.find(({ code }) => code === 'ALDEFAST')?.supplier ?? '';
const keyOf = (invoice: InvoiceKey): string => [invoice.customer, invoice.invoice, invoice.documentType].join('|');

async function raiseInvoices(company: Company, kind: string): Promise<string[]> {
  const answer = house.syspro.post('invoices', { json: { company, kind, customer } });
  return (await answer.json<{ invoices: InvoiceKey[] }>()).invoices.map(keyOf);
}

async function raiseNote(company: Company): Promise<string> {
  const answer = house.syspro.post('dispatch-notes', { json: { company, customer } });
  return (await answer.json<{ dispatchNotes: string[] }>()).dispatchNotes[0] ?? '';
}

/** What is due in a company, as the set and key of its messages. */
async function due(company: Company): Promise<string[]> {
  const span = { company, from: localDay(-lived[company]), to: localDay(1) };
  const { notable } = await house.syspro
    .get('notable', { searchParams: { company } })
    .json<{ notable: { key: string; purchaseOrder: string }[] }>();
  const bad = new Set(
    notable.filter(({ key }) => ['no-lines', 'unknown-unit'].includes(key)).map(({ purchaseOrder }) => purchaseOrder),
  );
  const [orders, invoices, notes] = [
    (await dueOrders(house, span)).filter(({ key }) => !bad.has(key)),
    await dueInvoices(house, span),
    (await dueNotes(house, { ...span, to: localDay(60) })).filter((note) => !cannotBeTold(note)),
  ];
  return Object.entries({ '850': orders, '810': invoices, '856': notes })
    .flatMap(([set, documents]) =>
      documents.filter((document) => !hasBrokenProfile(document)).map(({ key }) => `${set} ${key}`),
    )
    .toSorted();
}

const textOf = ({ set, key }: Arrival): string => `${set} ${key}`;
async function sent(company: Company): Promise<string[]> {
  return (await arrivals(house))
    .filter((arrival) => arrival.company === company)
    .map(textOf)
    .toSorted();
}

async function poll(...options: string[]): Promise<PollCycleResult[]> {
  const { out } = await house.run('poll', '--wait', '--json', ...options);
  return JSON.parse(out) as PollCycleResult[];
}

describe('two companies with an operator each', () => {
  let same: { A: string[]; B: string[] };
  let cycles: PollCycleResult[];
  beforeAll(async () => {
    // Credit notes are numbered alike in both: the customers, the number and the type of the record are one and the same.
    same = { A: await raiseInvoices('A', 'duplicate-credit'), B: await raiseInvoices('B', 'duplicate-credit') };
    cycles = await poll();
  }, 120_000);

  test('are each sent exactly what is due since their own go-live, by their own numbers', async () => {
    expect(cycles.map(({ outcome }) => outcome)).toEqual(Array(6).fill('complete'));
    for (const company of companies) {
      const right = await due(company);
      for (const set of ['850', '810', '856'])
        expect(right.filter((one) => one.startsWith(set)).length).toBeGreaterThan(2);
      expect({ company, sent: await sent(company) }).toEqual({ company, sent: right });
    }
    expect((await sent('B')).filter((one) => /^856 \d{3}-\d{7}\/\d{4}$/.test(one)).length).toBeGreaterThan(2);
  });

  test('never throw each other’s operator out of SYSPRO', async () => {
    const { logons, evictions } = await house.syspro.get('requests').json<{ logons: number; evictions: number }>();
    expect(evictions).toBe(0);
    expect(logons).toBeGreaterThanOrEqual(2);
  });

  test('have records of one number, each sent for its own company and shown where it is told which', async () => {
    const [shared] = (await sent('A')).filter((one) => one.startsWith(`810 ${customer}|_CR`));
    expect(await sent('B')).toContain(shared);
    const key = shared?.slice(4) ?? '';
    expect([same.A.includes(key), same.B.includes(key)]).toEqual([true, true]);
    expect(await house.run('show', key)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is several documents') as string,
    });
    for (const company of companies) {
      const { code, out } = await house.run('show', key, '--company', company);
      expect({ code, out }).toEqual({
        code: 0,
        out: expect.stringContaining(`of company ${company}: posted`) as string,
      });
    }
  }, 60_000);

  test('are recounted each, with nothing missing', async () => {
    await poll('--deep');
    const { code, out } = await house.run('reconcile', '--json');
    expect(code).toBe(0);
    const counted = JSON.parse(out) as { company: string; found: number; accounted: number; gaps: unknown[] }[];
    expect(counted.map(({ company }) => company)).toEqual(['A', 'A', 'A', 'B', 'B', 'B']);
    for (const { found, accounted, gaps } of counted)
      expect({ accounted, gaps }).toEqual({ accounted: found, gaps: [] });
  }, 120_000);
});

test('mark-sent keeps back what one company sent otherwise, of any stream, and only of that company', async () => {
  const raised = Object.fromEntries(
    await Promise.all(
      companies.map(async (company) => {
        const [order] = await house.raise({ company, supplier, plain: true });
        const [invoice = ''] = await raiseInvoices(company, 'direct');
        return [company, { order: order ?? '', invoice, note: await raiseNote(company) }] as const;
      }),
    ),
  );
  const { A: ofA, B: ofB } = raised;
  if (!ofA || !ofB) throw new Error('nothing was raised');
  const by = ['--company', 'B', '--reason', 'faxed', '--by', 'clerk'];
  for (const [type, number, ...more] of [
    ['purchase-order', ofB.order],
    ['invoice', ofB.invoice.split('|')[1] ?? '', '--party', customer],
    ['ship-notice', ofB.note],
  ] as const)
    expect(await house.run('mark-sent', type, number, ...more, ...by)).toMatchObject({ code: 0, err: '' });
  const before = { A: await sent('A'), B: await sent('B') };
  await poll();
  expect(await sent('B')).toEqual(before.B);
  const added = [`810 ${ofA.invoice}`, `850 ${ofA.order}`, `856 ${ofA.note}`];
  expect(await sent('A')).toEqual([...before.A, ...added].toSorted());
  const shown = await house.run('show', ofB.note, '--company', 'B');
  expect(shown.out).toContain('Went by other means: faxed [clerk]');
}, 120_000);

test('baseline marks what is older than one company’s go-live, in every stream of it, and nothing of the other', async () => {
  const unmarked = async (company: Company): Promise<number> => {
    const shown = await house.run('baseline', '--company', company, '--json');
    expect({ code: shown.code, err: shown.err }).toEqual({ code: 0, err: '' });
    return (JSON.parse(shown.out) as { wouldBeMarked: number }[]).reduce((sum, one) => sum + one.wouldBeMarked, 0);
  };
  const [before, other] = [await unmarked('B'), await unmarked('A')];
  expect(before).toBeGreaterThan(0);
  expect(other).toBeGreaterThan(0);
  const { code, out } = await house.run('baseline', '--company', 'B', '--confirm', '--json');
  expect(code).toBe(0);
  const marked = (JSON.parse(out) as { marked: number }[]).reduce((sum, one) => sum + one.marked, 0);
  expect(marked).toBe(before);
  expect([await unmarked('B'), await unmarked('A')]).toEqual([0, other]);
}, 120_000);
