import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenProfile, notOptedIn } from '../../local/partner-profiles.ts';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import { contentOf } from '../support/arrivals.ts';
import { openHouse, type House } from '../support/house.ts';

interface Notable {
  readonly key: string;
  readonly purchaseOrder: string;
}

const day = 86_400_000;
let house: House;
let notable: ReadonlyMap<string, string>;
/** The number of a seeded order that is wrong on purpose. */
function notableOrder(key: string): string {
  const number = notable.get(key);
  if (number === undefined) throw new Error(`the sandbox has no order ${key}: ${[...notable.keys()].join(', ')}`);
  return number;
}

beforeAll(async () => {
  house = await openHouse({ orders: 150 });
  await house.startWorker();
  const { notable: rows } = await house.syspro.get('notable').json<{ notable: Notable[] }>();
  notable = new Map(rows.map(({ key, purchaseOrder }) => [key, purchaseOrder]));
}, 120_000);
afterAll(() => house?.close());

const short = (number: string | undefined): string => (number ?? '').replace(/^0+/, '');
const poll = (...more: string[]) => house.run('poll', 'purchase-orders', '--wait', '--json', ...more);
/** The SYSPRO numbers of the messages Sterling accepted, from their names: PARTNER_A_850_<key>_<sequence>.x12. */
async function postedNumbers(): Promise<string[]> {
  return (await house.messages()).map(({ name }) => name.split('_').at(-2) ?? '').sort();
}
/** Where the first cycle's interchanges are saved. */
const saved = (): string => join(house.folder, 'saved');
const updateDocument = (number: string, update: string, message: object) =>
  house.temporal.client.workflow
    .getHandle(`document/A/purchase-order/${number}`)
    .executeUpdate(update, { args: [message] });

describe('a purchase order raised in SYSPRO arrives in its supplier’s mailbox as an 850', () => {
  test('one cycle sends exactly the released, opted-in orders since go-live, each into its partner’s mailbox', async () => {
    // What is right is worked out from SYSPRO's own tables and the profiles' bindings, past everything of ours.
    const sendable = tradingPartners.filter(({ code }) => !notOptedIn.has(code) && code !== brokenProfile);
    const goLive = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Chicago' }).format(Date.now() - 30 * day);
    const expected = await house.sysproSql<{ PurchaseOrder: string; Supplier: string }>(
      `select "PurchaseOrder", rtrim("Supplier") as "Supplier" from "SysproCompanyA"."PorMasterHdr"
        where "OrderStatus" = '4' and rtrim("Supplier") = any($1) and "OrderEntryDate" >= $2::date and "OrderEntryDate" <= now() + interval '1 day'
          and "PurchaseOrder" <> all($3) order by 1`,
      [sendable.map(({ supplier }) => supplier), goLive, [notableOrder('no-lines'), notableOrder('unknown-unit')]],
    );
    expect(expected.length).toBeGreaterThan(20);

    const { code, out } = await poll('--save', saved());
    expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' });
    expect(await postedNumbers()).toEqual(expected.map(({ PurchaseOrder }) => PurchaseOrder));

    const mailboxOf = new Map(tradingPartners.map(({ supplier, mailbox }) => [supplier, mailbox]));
    const right = new Map(expected.map(({ PurchaseOrder, Supplier }) => [PurchaseOrder, mailboxOf.get(Supplier)]));
    for (const { name, mailboxPath } of await house.messages())
      expect(mailboxPath).toBe(right.get(name.split('_').at(-2) ?? ''));
  }, 120_000);

  test('what arrived is that order’s 850, with control numbers of its own', async () => {
    const [message] = await house.messages();
    const content = await contentOf(house, message?.id);
    const separator = content[3] ?? '';
    const terminator = content[105] ?? '';
    const segments = content.split(terminator).map((segment) => segment.trim().split(separator));
    const elements = (id: string): string[] => segments.find(([tag]) => tag === id) ?? [];
    const number = message?.name.split('_').at(-2) ?? '';
    expect(elements('BEG').slice(0, 4)).toEqual(['BEG', '00', expect.any(String), short(number)]);
    expect(elements('IEA')[2]).toBe(elements('ISA')[13]);
    const [order] = await house.sysproSql<{ lines: string }>(
      `select count(*) as lines from "SysproCompanyA"."PorMasterDetail" where "PurchaseOrder" = $1 and "LineType" in ('1', '7')`,
      [number],
    );
    expect(segments.filter(([id]) => id === 'PO1')).toHaveLength(Number(order?.lines));
  });

  test('every interchange was saved on request, byte for byte as it arrived', async () => {
    const arrived = await house.messages();
    expect(readdirSync(saved()).sort()).toEqual(arrived.map(({ name }) => name).sort());
    for (const { id, name } of arrived) expect(readFileSync(join(saved(), name), 'utf8')).toBe(await house.payload(id));
  });

  test('what cannot be sent is parked with every finding, and everything else goes on', async () => {
    const noLines = await house.run('show', short(notableOrder('no-lines')));
    expect(noLines.code).toBe(1);
    expect(noLines.out).toContain('PO-NO-LINES');
    expect(noLines.out).toContain(`PorMasterHdr ${notableOrder('no-lines')}`);
    const unit = await house.run('show', short(notableOrder('unknown-unit')));
    expect(unit.out).toMatch(/PO-UNIT-UNMAPPED: PorMasterDetail \d+ line \d+ MOrderUom/);
    const { rows } = await house.db.query(
      `select distinct f.cause from ledger.flag f join ledger.document d on d.id = f.document_id where d.partner = $1`,
      [brokenProfile],
    );
    for (const { cause } of rows) expect(cause).toMatch(/^PARTNER-/);
  });

  test('separators inside a description never reach the partner as separators', async () => {
    const number = notableOrder('x12-separators');
    const message = (await house.messages()).find(({ name }) => name.includes(number));
    const content = await contentOf(house, message?.id);
    const pids = content.split(content[105] ?? '').filter((segment) => segment.trim().startsWith('PID'));
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) expect(pid.split(content[3] ?? '').length).toBeLessThanOrEqual(6);
  });

  test('a second cycle sends none of them again', async () => {
    const before = await postedNumbers();
    const { code, out } = await poll();
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'complete', started: 0, documents: [] });
    expect(await postedNumbers()).toEqual(before);
  });

  test('an order raised since goes out with the next cycle; one that is not released waits until it is', async () => {
    const supplier = tradingPartners.find(({ code }) => code === 'ALDEFAST')?.supplier;
    const [released] = await house.raise({ supplier, status: '4', plain: true });
    const [waiting] = await house.raise({ supplier, status: '1', plain: true });
    await poll();
    expect(await postedNumbers()).toContain(released);
    expect(await postedNumbers()).not.toContain(waiting);
    await house.syspro.post(`purchase-orders/${waiting}`, { json: { status: '4' } });
    await poll();
    expect(await postedNumbers()).toContain(waiting);
  });

  test('a parked order goes out after its cause was corrected in SYSPRO and it was retried', async () => {
    const number = notableOrder('unknown-unit');
    await house.sysproSql(
      `update "SysproCompanyA"."PorMasterDetail" set "MOrderUom" = 'EA', "MPriceUom" = 'EA', "MStockingUom" = 'EA' where "PurchaseOrder" = $1`,
      [number],
    );
    await updateDocument(number, 'retry', { requestedBy: 'clerk', reason: 'unit corrected' });
    await expect.poll(postedNumbers, { timeout: 20_000 }).toContain(number);
    const { out } = await house.run('show', short(number));
    expect(out).toContain('Released for another try: unit corrected [clerk]');
  });

  test('a broken profile, corrected, lets its orders go on retry without a restart', async () => {
    const { rows } = await house.db.query<{ key: string }>(
      `select key from ledger.document where partner = $1 and disposition is null order by id limit 1`,
      [brokenProfile],
    );
    const number = rows[0]?.key ?? '';
    const file = join(house.folder, 'partners', `${brokenProfile.toLowerCase()}.yaml`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('stand-alone', 'SA'));
    await updateDocument(number, 'retry', { requestedBy: 'clerk' });
    await expect.poll(postedNumbers, { timeout: 20_000 }).toContain(number);
  });
});

describe('a preview', () => {
  const numbersTaken = async (): Promise<unknown> =>
    (await house.db.query('select * from ledger.control_series order by 1')).rows;
  const evictions = async (): Promise<number> =>
    (await house.syspro.get('requests').json<{ evictions: number }>()).evictions;

  test('is what was sent, with where each element comes from; it takes no control number and evicts nobody', async () => {
    const [message] = await house.messages();
    const content = await contentOf(house, message?.id);
    const number = short(message?.name.split('_').at(-2));
    const before = await numbersTaken();
    const { code, out } = await house.run('preview', 'purchase-order', number);
    expect(code).toBe(0);
    const sent = content.split(content[105] ?? '').map((segment) => segment.trim());
    const shown = out.split('\n').filter((line) => /^[A-Z][A-Z0-9]{1,2}[^A-Z0-9 ]/.test(line));
    // Between ST and SE, whatever the delimiters look like on a terminal.
    expect(shown.slice(1, -1).map((line) => line.slice(0, -1))).toEqual(
      sent.slice(
        sent.findIndex((s) => s.startsWith('ST')) + 1,
        sent.findIndex((s) => s.startsWith('SE')),
      ),
    );
    expect(out).toMatch(/BEG03 +purchase order number +\S+ +PorMasterHdr \d+, PurchaseOrder\n/);
    expect(out).toContain('Nothing wrong.');
    expect(await numbersTaken()).toEqual(before);
    expect(await evictions()).toBe(0);
    // The reading was handed over and is kept nowhere.
    const { rows } = await house.db.query('select reading from ledger.preview');
    expect(rows).toEqual([{ reading: null }]);
    const { out: stored } = await house.run('preview', 'purchase-order', number, '--stored');
    expect(stored.split('\n').slice(2)).toEqual(out.split('\n').slice(2));
  });

  test('of an order that cannot be sent lists what is wrong, and ends with 1', async () => {
    const { code, out } = await house.run('preview', 'purchase-order', short(notableOrder('no-lines')), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ sendable: false, findings: [{ code: 'PO-NO-LINES' }] });
  });

  test('is by another partner’s profile where one is named, also one that is broken', async () => {
    const [message] = await house.messages();
    const number = short(message?.name.split('_').at(-2));
    const other = await house.run('preview', 'purchase-order', number, '--partner', 'ALDECAST', '--usage', 'test');
    expect(other.out).toContain('for ALDECAST (test)');
    const broken = await house.run('preview', 'purchase-order', number, '--partner', 'NOBODY');
    expect(broken).toMatchObject({ code: 1, out: expect.stringContaining('PARTNER-UNKNOWN') as unknown });
    const absent = await house.run('preview', 'purchase-order', '999999999');
    expect(absent).toMatchObject({ code: 2, err: expect.stringContaining('has no 999999999') as unknown });
  });
});

describe('a re-send', () => {
  let number: string;
  beforeAll(async () => {
    number = (await postedNumbers())[0] ?? '';
  });
  const sends = async () => (await house.messages()).filter(({ name }) => name.includes(`_${number}_`));

  test('from the command line is a new message with new control numbers and a recorded reason', async () => {
    const { code, out, err } = await house.run(
      'resend',
      'purchase-order',
      short(number),
      '--reason',
      'the partner lost it',
      '--by',
      'clerk',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('will be sent again');
    await expect.poll(sends, { timeout: 20_000 }).toHaveLength(2);
    const [first, second] = await Promise.all((await sends()).map(({ id }) => house.payload(id)));
    const control = (content: string | undefined): string => content?.slice(90, 99) ?? '';
    expect(Number(control(second))).toBeGreaterThan(Number(control(first)));
    const shown = await house.run('show', number);
    expect(shown.out).toContain('Send 2: posted, because: the partner lost it (clerk)');
  });

  test('by a signal, as the Temporal UI sends it, works too', async () => {
    await house.temporal.client.workflow
      .getHandle(`document/A/purchase-order/${number}`)
      .signal('resend', { reason: 'asked by phone', requestedBy: 'clerk' });
    await expect.poll(sends, { timeout: 20_000 }).toHaveLength(3);
  });

  test('is refused without a reason, and for a document that was never sent', async () => {
    const handle = house.temporal.client.workflow.getHandle(`document/A/purchase-order/${number}`);
    await expect(
      handle.executeUpdate('resend', { args: [{ reason: ' ', requestedBy: 'clerk' }] }),
    ).rejects.toMatchObject({ cause: { message: 'a re-send needs a reason' } });
    const { rows } = await house.db.query<{ number: string }>(
      `select number from ledger.document where disposition = 'not-edi' limit 1`,
    );
    const never = await house.run('resend', 'purchase-order', rows[0]?.number ?? '', '--reason', 'x');
    expect(never).toMatchObject({ code: 2, err: expect.stringContaining('was never sent') as string });
  });

  test('works for a document whose workflow is closed', async () => {
    const handle = house.temporal.client.workflow.getHandle(`document/A/purchase-order/${number}`);
    await handle.terminate('closed by the test');
    await house.run('resend', 'purchase-order', number, '--reason', 'after it was closed', '--data', 'current');
    await expect.poll(sends, { timeout: 20_000 }).toHaveLength(4);
  });
});

describe('what the Temporal UI shows', () => {
  test('documents are found by SYSPRO number, with what stage they are in', async () => {
    const [number] = await postedNumbers();
    await expect
      .poll(
        async () => {
          const found = [];
          for await (const execution of house.temporal.client.workflow.list({
            query: `DocumentNumber = '${short(number)}' and DocumentStage = 'posted'`,
          }))
            found.push(execution.workflowId);
          return found;
        },
        { timeout: 20_000 },
      )
      .toContain(`document/A/purchase-order/${number}`);
  });

  test('each step says what it does', async () => {
    const number = (await postedNumbers())[3] ?? '';
    const history = await house.temporal.client.workflow
      .getHandle(`document/A/purchase-order/${number}`)
      .fetchHistory();
    const summaries = (history.events ?? [])
      .map((event) => event.userMetadata?.summary?.data)
      .filter((data) => data !== null && data !== undefined)
      .map((data) => JSON.parse(Buffer.from(data).toString()) as string);
    expect(summaries).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`Read ${short(number)} from SYSPRO`),
        expect.stringContaining(`Translate ${short(number)}`),
        expect.stringContaining(`Post ${short(number)}`),
      ]),
    );
  });
});
