import { MockActivityEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { changesOfSync } from '../../src/ledger/master-changes.ts';
import { masterAgreement, readingsOf } from '../../src/ledger/master-data.ts';
import {
  decideFinding,
  masterFinding,
  standingFindings,
  waits,
  type MasterFinding,
} from '../../src/ledger/master-findings.ts';
import { useLedger } from '../support/ledger.ts';
import { forgetMasters, mastersHouse, party, password, supplier, type MastersHouse } from './masters-house.ts';

const ledger = useLedger();
let house: MastersHouse;
beforeEach(async () => {
  await forgetMasters(ledger.db);
  house = mastersHouse(ledger.db);
  house.mappings['ACME'] = {};
  house.suppliers.set('00ACME', supplier('ACME'));
  house.parties.set('ACME Inc', party('ACME'));
});

const inSterling = () => house.parties.get('ACME Inc');
const inSyspro = () => house.suppliers.get('00ACME') ?? {};
const change = (columns: Record<string, string | undefined>): void => {
  const row: Record<string, string | undefined> = { ...inSyspro(), ...columns };
  house.suppliers.set('00ACME', JSON.parse(JSON.stringify(row)) as Record<string, string>);
};
const edit = (fields: Partial<ReturnType<typeof party>>): void => {
  house.parties.set('ACME Inc', { ...party('ACME'), ...inSterling(), ...fields });
};
const standing = async (): Promise<string[]> =>
  (await standingFindings(ledger.db)).map(({ kind, field }) => `${kind} ${field}`.trim());
const only = async (): Promise<MasterFinding> => {
  const [found, more] = await standingFindings(ledger.db);
  if (!found || more) throw new Error(`not one finding: ${(await standing()).join(', ')}`);
  return found;
};
const settle = async (take: string): Promise<MasterFinding | undefined> => {
  const { id } = await only();
  expect(await decideFinding(ledger.db, id, take, 'clerk')).toBe(true);
  await house.sync({ partners: ['ACME'] });
  return masterFinding(ledger.db, id);
};

describe('a change', () => {
  beforeEach(() => house.sync());

  test('in SYSPRO goes to Sterling, with everything else as it was there', async () => {
    change({ SupAddr1: '1 Road', SupAddr3: 'Gary', Contact: 'Bo Roe' });
    const { id, written } = await house.sync();
    expect(written).toBe(3);
    expect(inSterling()).toEqual({
      ...party('ACME'),
      addressLine1: '1 Road',
      city: 'Gary',
      givenName: 'Bo',
      surname: 'Roe',
    });
    expect(await changesOfSync(ledger.db, id)).toMatchObject([
      { side: 'sterling', field: 'contact', before: 'Ann Doe', after: 'Bo Roe', made: 'Bo Roe', givenUp: null },
      { field: 'addressLine1', before: null, after: '1 Road' },
      { field: 'city', after: 'Gary' },
    ]);
    expect(house.sent).toHaveLength(1);
    expect(house.sent[0]?.put).not.toHaveProperty('password');
    expect((await house.sync()).work).toEqual([]);
  });

  test('that Sterling cuts without a word is agreed as it is there, shown, and not written again', async () => {
    change({ SupAddr1: '12345 Long Road' });
    await house.sync();
    expect(inSterling()?.addressLine1).toBe('12345 Long R');
    expect((await masterAgreement(ledger.db, 'ACME'))?.fields.addressLine1).toEqual({
      syspro: '12345 Long Road',
      sterling: '12345 Long R',
    });
    expect(await standing()).toEqual(['altered addressLine1']);
    expect((await house.sync()).work).toEqual([]);
    expect(await standing()).toEqual(['altered addressLine1']);
    // A cut of the documented 35 is no difference at all.
    change({ SupAddr1: '1 Road', SupAddr3: 'Llanfairpwllgwyngyllgogerychwyrndrobwll' });
    await house.sync();
    expect(await standing()).toEqual([]);
    expect(inSterling()?.city).toHaveLength(35);
  });

  test('in Sterling of a field SYSPRO owns is a conflict: raised once, brought up to date, and gone by itself', async () => {
    edit({ phone: '555-0199' });
    await house.sync();
    const first = await only();
    expect(first).toMatchObject({ kind: 'conflict', agreed: '555-0100', syspro: '555-0100', sterling: '555-0199' });
    edit({ phone: '555-0200' });
    await house.sync();
    // A number stands for the values it was shown with: other values are another finding.
    const second = await only();
    expect(second).toMatchObject({ sterling: '555-0200' });
    expect(second.id).not.toBe(first.id);
    await house.sync();
    expect(await only()).toMatchObject({ id: second.id, raisedAt: second.raisedAt });
    expect(await decideFinding(ledger.db, first.id, 'syspro', 'clerk')).toBe(false);
    change({ Telephone: '555-0200' });
    await house.sync();
    expect(await standing()).toEqual([]);
    expect(await masterFinding(ledger.db, second.id)).toMatchObject({ settlement: 'gone', settledBy: null });
    expect(house.sent).toEqual([]);
  });

  test('to SYSPRO is written where the configuration names the field, and asked about where not', async () => {
    house.settings = { owners: { phone: 'sterling' } };
    edit({ phone: '555-0199' });
    await house.sync();
    expect(await standing()).toEqual(['not-writable phone']);
    house.settings = { owners: { phone: 'sterling' }, toSyspro: ['phone'] };
    const { id } = await house.sync();
    expect(inSyspro()['Telephone']).toBe('555-0199');
    expect(await changesOfSync(ledger.db, id)).toMatchObject([{ side: 'syspro', field: 'phone', made: '555-0199' }]);
    expect(await standing()).toEqual([]);
    expect((await house.sync()).work).toEqual([]);
    expect(house.setups).toHaveLength(1);
  });

  test('that SYSPRO cuts is agreed as it is there', async () => {
    house.settings = { owners: { phone: 'sterling' }, toSyspro: ['phone'] };
    edit({ phone: '555-0100-77' });
    await house.sync();
    expect(inSyspro()['Telephone']).toBe('555-0100');
  });

  test('that a side refuses keeps no other back, and is not tried again until something changes', async () => {
    change({ Email: 'nobody', SupAddr3: 'Gary' });
    expect(await house.sync()).toMatchObject({ written: 1, refused: 1, failed: 0 });
    expect(inSterling()).toMatchObject({ city: 'Gary', emailAddress: 'edi@example.com' });
    expect(await only()).toMatchObject({ kind: 'refused', field: 'emailAddress', syspro: 'nobody' });
    expect((await house.sync()).work).toEqual([]);
    change({ Email: 'some@example.com' });
    expect(await house.sync()).toMatchObject({ written: 1 });
    expect(await standing()).toEqual([]);
  });

  test('whose answer is lost is found to be done, also where Sterling cut it; an outage changes nothing', async () => {
    change({ SupAddr1: '12345 Long Road' });
    house.faults.push('answer-lost');
    expect(await house.sync()).toMatchObject({ failed: 0 });
    expect(house.sent).toHaveLength(1);
    expect(await standing()).toEqual(['altered addressLine1']);

    change({ SupAddr1: '2 Road' });
    house.faults.push('failed', 'failed', 'failed');
    const agreed = await masterAgreement(ledger.db, 'ACME');
    expect(await house.sync()).toMatchObject({ failed: 1, written: 0 });
    expect(await masterAgreement(ledger.db, 'ACME')).toEqual(agreed);
    expect(await house.sync()).toMatchObject({ written: 1 });
    expect(inSterling()?.addressLine1).toBe('2 Road');
  });

  test('whose answer was lost for good does not hide what SYSPRO changed meanwhile', async () => {
    change({ SupAddr1: '12345 Long Road' });
    house.faults.push('answer-lost', 'none');
    const edited = house.sync();
    await edited;
    change({ SupAddr1: '9 Lane' });
    await house.sync();
    expect(inSterling()?.addressLine1).toBe('9 Lane');
  });

  test('of a mapping is no change of a party: nothing is written over another’s data', async () => {
    house.suppliers.set('00OTHER', supplier('ACME', { Email: 'other@example.com' }));
    house.mappings['ACME'] = { code: '00OTHER' };
    await house.sync();
    expect(await standing()).toEqual(['conflict emailAddress']);
    expect(house.sent).toEqual([]);
  });
});

describe('a person’s word', () => {
  beforeEach(async () => {
    await house.sync();
    change({ SupAddr3: 'Gary' });
    edit({ city: 'Hammond' });
    await house.sync();
  });

  test('is carried over, and then agreed', async () => {
    expect(await settle('syspro')).toMatchObject({
      settlement: 'syspro',
      settledBy: 'clerk',
      settledAt: expect.any(Date) as Date,
    });
    expect(inSterling()?.city).toBe('Gary');
    expect((await house.sync()).work).toEqual([]);
    expect(await standing()).toEqual([]);
  });

  test('that cannot be followed leaves the difference, and says why', async () => {
    expect(await settle('sterling')).toMatchObject({
      settledAt: null,
      settlement: null,
      detail: { cannot: 'masterData.toSyspro does not name this field' },
    });
    house.settings = { toSyspro: ['city'] };
    expect(await settle('sterling')).toMatchObject({ settlement: 'sterling' });
    expect(inSyspro()['SupAddr3']).toBe('Hammond');
  });

  test('that both keep theirs holds until one changes again', async () => {
    expect(await settle('neither')).toMatchObject({ settlement: 'neither' });
    await house.sync();
    expect(await standing()).toEqual([]);
    change({ SupAddr3: 'Chicago' });
    await house.sync();
    expect(inSterling()?.city).toBe('Chicago');
  });

  test('is of what the person saw: where it is another value by then, it is asked again', async () => {
    edit({ city: 'Whiting' });
    expect(await settle('syspro')).toMatchObject({ settlement: 'gone', settledBy: null, sterling: 'Hammond' });
    expect(await only()).toMatchObject({ settlement: null, sterling: 'Whiting' });
    expect(inSterling()?.city).toBe('Whiting');
  });

  test('is kept through an outage', async () => {
    house.faults.push('failed', 'failed', 'failed');
    expect(await settle('syspro')).toMatchObject({ settledAt: null, settlement: 'syspro' });
    await house.sync();
    expect(inSterling()?.city).toBe('Gary');
    expect(await standing()).toEqual([]);
  });
});

describe('a trading partner that is not there', () => {
  const create = {
    community: 'EDI',
    authentication: 'Local',
    password: { env: 'X' },
    connections: ['initiates-consumer'],
  } as const;
  beforeEach(() => {
    house.parties.clear();
    house.settings = { create: { ...create, connections: [...create.connections] } };
  });

  test('is proposed with all values, and made when a person confirms it', async () => {
    await house.sync();
    expect(await only()).toMatchObject({
      kind: 'create',
      detail: { missing: [], values: { partnerName: 'ACME Inc', code: 'ACME', username: 'acme-edi', surname: 'Doe' } },
    });
    expect(house.sent).toEqual([]);
    expect(await settle('confirmed')).toMatchObject({ settlement: 'confirmed', settledBy: 'clerk' });
    expect(house.sent).toMatchObject([{ create: { partnerName: 'ACME Inc', authenticationType: 'Local', password } }]);
    expect((await house.sync()).work).toEqual([]);
    expect(await standing()).toEqual([]);
    // The password went to Sterling and nowhere else.
    for (const table of ['master_finding', 'master_change', 'master_agreement', 'master_reading', 'master_sync'])
      expect(JSON.stringify((await ledger.db.query(`select * from ledger.${table}`)).rows)).not.toContain(password);
  });

  test('is made once, also where the answer is lost', async () => {
    await house.sync();
    house.faults.push('answer-lost');
    expect(await settle('confirmed')).toMatchObject({ settlement: 'confirmed' });
    expect(house.sent).toHaveLength(1);
    expect((await house.sync()).work).toEqual([]);
    expect(await standing()).toEqual([]);
  });

  test('is not made where something is missing, or its name or user is another’s', async () => {
    change({ Email: undefined });
    await house.sync();
    expect(await settle('confirmed')).toMatchObject({
      settlement: null,
      detail: { cannot: 'emailAddress is blank in SYSPRO, and Sterling requires it' },
    });
    change({ Email: 'a@example.com' });
    house.parties.set('ACME Inc', party('ACME', { code: 'OTHER' }));
    await house.sync();
    expect(await settle('confirmed')).toMatchObject({ detail: { cannot: expect.stringContaining('OTHER') as string } });
    house.parties.clear();
    house.parties.set('Else', party('ELSE', { partnerName: 'Else', username: 'acme-edi' }));
    expect(await settle('confirmed')).toMatchObject({ detail: { cannot: 'username is taken' } });
    expect(house.parties.size).toBe(1);
  });

  test('an External partner has no password', async () => {
    house.settings = { create: { community: 'EDI', authentication: 'External', connections: [] } };
    await house.sync();
    await settle('confirmed');
    expect(house.sent[0]?.create).not.toHaveProperty('password');
  });
});

describe('what is gone', () => {
  beforeEach(async () => {
    for (const code of ['B', 'C', 'D', 'E', 'F', 'G']) {
      house.mappings[code] = {};
      house.suppliers.set(`00${code}`, supplier(code));
      house.parties.set(`${code} Inc`, party(code));
    }
    await house.sync();
  });

  test('is put before a person, and neither deleted nor made anew', async () => {
    house.parties.delete('ACME Inc');
    house.suppliers.delete('00B');
    await house.sync();
    await house.sync();
    expect(await standing()).toEqual(['deleted', 'deleted']);
    expect(house.parties.size).toBe(6);
    house.parties.set('ACME Inc', party('ACME'));
    house.suppliers.set('00B', supplier('B'));
    await house.sync();
    expect(await standing()).toEqual([]);
  });

  test('from SYSPRO in great numbers is an outage: nothing is concluded, also of one partner, until a person says so', async () => {
    const before = await ledger.db.query(`select * from ledger.master_agreement order by partner`);
    const rows = [...house.suppliers];
    for (const [code] of rows.slice(0, 4)) house.suppliers.delete(code);
    edit({ timeZone: '-05' });
    expect(await house.sync()).toMatchObject({ cause: 'MASTER-SIDE-SHRUNK', work: [] });
    const shrunk = await only();
    expect(shrunk).toMatchObject({ partner: 'company A', kind: 'side-gone', field: '' });
    expect(await house.sync({ partners: ['G'] })).toMatchObject({ cause: 'MASTER-SIDE-SHRUNK', work: [] });
    house.suppliers.clear();
    expect(await house.sync()).toMatchObject({ cause: 'MASTER-SIDE-EMPTY', work: [] });
    // Of fewer than these the person has not spoken.
    expect(await decideFinding(ledger.db, shrunk.id, 'syspro', 'clerk')).toBe(false);
    expect((await ledger.db.query(`select * from ledger.master_agreement order by partner`)).rows).toEqual(before.rows);
    const empty = await only();
    await decideFinding(ledger.db, empty.id, 'syspro', 'clerk');
    expect(await house.sync()).not.toHaveProperty('cause');
    expect(await masterFinding(ledger.db, empty.id)).toMatchObject({ settlement: 'syspro', settledBy: 'clerk' });
    expect(await standing()).toEqual(Array.from({ length: 7 }, () => 'deleted'));
    for (const [code, row] of rows) house.suppliers.set(code, row);
    await house.sync();
    expect(await standing()).toEqual([]);
  });

  test('an outage of a whole side that is over leaves nothing in the queue', async () => {
    const rows = [...house.suppliers];
    house.suppliers.clear();
    await house.sync();
    expect(await standing()).toEqual(['side-gone']);
    for (const [code, row] of rows) house.suppliers.set(code, row);
    await house.sync();
    expect(await standing()).toEqual([]);
  });

  test('from Sterling is each asked for by its own name: a hole in a list is no deletion, and many that are gone are said', async () => {
    const names = [...house.parties.keys()];
    house.unlisted.add('B Inc');
    await house.sync();
    expect(await standing()).toEqual([]);
    for (const name of names) house.unlisted.add(name);
    await house.sync();
    expect(await standing()).toEqual([]);
    house.parties.clear();
    expect(await house.sync()).not.toHaveProperty('cause');
    expect(await standing()).toEqual(names.map(() => 'deleted'));
  });

  test('is left at that where a person says so, until a side changes', async () => {
    house.settings = { create: { community: 'EDI', authentication: 'External', connections: [] } };
    house.parties.delete('ACME Inc');
    await house.sync();
    expect(await settle('neither')).toMatchObject({ settlement: 'neither', settledBy: 'clerk' });
    await house.sync();
    expect((await standingFindings(ledger.db)).filter(waits)).toEqual([]);
    change({ Email: 'some@example.com' });
    await house.sync();
    expect((await standingFindings(ledger.db)).filter(waits)).toMatchObject([{ kind: 'deleted', settlement: null }]);
  });

  test('a partner that nobody maps any more leaves nothing in the queue', async () => {
    house.parties.delete('ACME Inc');
    await house.sync();
    expect(await standing()).toEqual(['deleted']);
    delete house.mappings['ACME'];
    await house.sync({ partners: ['B'] });
    expect(await standing()).toEqual(['deleted']);
    await house.sync();
    expect(await standing()).toEqual([]);
  });
});

test('the only party there is is seen to be gone', async () => {
  await house.sync();
  house.suppliers.delete('00ACME');
  await house.sync({ partners: ['ACME'] });
  expect(await standing()).toEqual(['deleted']);
});

describe('what did not happen is not said to have', () => {
  beforeEach(() => house.sync());

  test('a write that got no answer and never arrived, where the new value begins with the old one', async () => {
    change({ Telephone: '555-0100-77' });
    house.faults.push('failed');
    expect(await house.sync()).toMatchObject({ written: 1, failed: 0 });
    expect(inSterling()?.phone).toBe('555-0100-77');
    change({ Telephone: '555-0100-77-9' });
    house.faults.push('failed', 'failed', 'failed');
    expect(await house.sync()).toMatchObject({ written: 0, failed: 1 });
    expect(await house.sync()).toMatchObject({ written: 1 });
    expect(inSterling()?.phone).toBe('555-0100-77-9');
    expect(await standing()).toEqual([]);
  });

  test('a person’s word that a side refused stands as it was, with why', async () => {
    change({ Email: 'nobody' });
    edit({ emailAddress: 'x@y' });
    await house.sync();
    expect(await settle('syspro')).toMatchObject({
      kind: 'conflict',
      settledAt: null,
      settlement: null,
      detail: { cannot: 'emailAddress is no address' },
    });
    await house.sync();
    expect(await only()).toMatchObject({ kind: 'conflict', detail: { cannot: 'emailAddress is no address' } });
  });

  test('a difference that went away by itself was not settled as a person had said', async () => {
    edit({ phone: '555-0199' });
    await house.sync();
    change({ Telephone: '555-0199' });
    expect(await settle('syspro')).toMatchObject({ settlement: 'gone', settledBy: null });
    expect(inSterling()?.phone).toBe('555-0199');
  });

  test.each(['syspro', 'sterling'])(
    'a write that follows by itself is not a person’s word on other values: %s',
    async (take) => {
      edit({ phone: '555-0199' });
      await house.sync();
      edit({ phone: '555-0100' });
      change({ Telephone: '555-0300' });
      expect(await settle(take)).toMatchObject({ settlement: 'gone', settledBy: null });
      expect(inSterling()?.phone).toBe('555-0300');
    },
  );

  test('a creation is of the values that were shown', async () => {
    house.settings = { create: { community: 'EDI', authentication: 'External', connections: [] } };
    house.mappings['NEW'] = {};
    house.suppliers.set('00NEW', supplier('NEW'));
    await house.sync();
    const { id } = await only();
    await decideFinding(ledger.db, id, 'confirmed', 'clerk');
    house.suppliers.set('00NEW', supplier('NEW', { Email: 'other@evil.example', Contact: 'Mal Lory' }));
    expect(await house.sync()).toMatchObject({ made: 0 });
    expect(house.parties.has('NEW Inc')).toBe(false);
    expect(await masterFinding(ledger.db, id)).toMatchObject({ settlement: 'gone', settledBy: null });
    expect(await only()).toMatchObject({ kind: 'create', settlement: null });
  });
});

test('a field that a person empties is empty in Sterling; one that Sterling leaves as it was is not done', async () => {
  change({ SupAddr1: '1 Road', SupAddr2: 'Dock 4' });
  await house.sync();
  change({ SupAddr2: undefined });
  await house.sync();
  expect(await settle('syspro')).toMatchObject({ kind: 'would-erase', settlement: 'syspro' });
  expect(inSterling()).not.toHaveProperty('addressLine2');
  expect(await standing()).toEqual([]);

  change({ SupAddr2: 'Dock 5' });
  await house.sync();
  house.deaf = true;
  change({ SupAddr2: 'Dock 6' });
  expect(await house.sync()).toMatchObject({ written: 0, refused: 1 });
  expect(inSterling()?.addressLine2).toBe('Dock 5');
  expect(await standing()).toEqual(['refused addressLine2']);
});

test('trailing blanks of a code keep nothing from being written to SYSPRO', async () => {
  house.settings = { toSyspro: ['phone'], owners: { phone: 'sterling' } };
  house.mappings['ACME'] = { code: '00ACME  ' };
  await house.sync();
  edit({ phone: '555-0199' });
  expect(await house.sync()).toMatchObject({ written: 1 });
  expect(inSyspro()['Telephone']).toBe('555-0199');
  expect((await house.sync()).work).toEqual([]);
});

test('a write for which SYSPRO shows no party is not done, and a person is told', async () => {
  house.settings = { toSyspro: ['phone'], owners: { phone: 'sterling' } };
  await house.sync();
  edit({ phone: '555-0199' });
  const row = inSyspro();
  let reads = 0;
  // Of two tables each: what the sync compares, what it looks at before it writes, what the writing looks at, what it looks at after.
  house.beforeRead = () => {
    reads += 1;
    if (reads === 5) house.suppliers.delete('00ACME');
    if (reads === 7 || reads === 6) house.suppliers.set('00ACME', row);
  };
  const { id, ...result } = await house.sync();
  expect(result).toMatchObject({ written: 0, refused: 1 });
  expect(house.setups).toEqual([]);
  expect(await standing()).toEqual(['refused phone']);
  expect(await changesOfSync(ledger.db, id)).toMatchObject([
    { field: 'phone', writtenAt: null, givenUp: expect.any(String) as string },
  ]);
});

test('a sync that has ended is not gone on with: what it read is forgotten, and what was agreed stays', async () => {
  await house.sync({ id: 'first' });
  edit({ phone: '555-0199' });
  await house.sync({ id: 'second' });
  const agreed = await masterAgreement(ledger.db, 'ACME');
  await expect(house.sync({ id: 'first' })).rejects.toMatchObject({ type: 'MASTER-SYNC-CLOSED', nonRetryable: true });
  for (const sync of ['first', 'second'])
    await expect(new MockActivityEnvironment().run(house.steps().compareMasters, { sync })).rejects.toMatchObject({
      type: 'MASTER-SYNC-CLOSED',
    });
  expect(await readingsOf(ledger.db, 'first')).toEqual(new Map());
  expect(await masterAgreement(ledger.db, 'ACME')).toEqual(agreed);
  expect(await standing()).toEqual(['conflict phone']);
});

test('two syncs are not at work at once; one that was ended from outside keeps nobody waiting', async () => {
  await ledger.db.query(
    `insert into ledger.master_sync (id, workflow_id, started_at, requested_by) values ('other', 'w', now(), 'x')`,
  );
  house.running.add('other');
  await expect(house.sync()).rejects.toThrow('another sync is under way');
  house.running.clear();
  await house.sync();
  const { rows } = await ledger.db.query(`select outcome, cause from ledger.master_sync where id = 'other'`);
  expect(rows).toEqual([{ outcome: 'partial', cause: 'ABANDONED' }]);
});

test('two partners of one trading partner are both left alone', async () => {
  house.mappings['B'] = { tradingPartner: 'ACME Inc' };
  house.suppliers.set('00B', supplier('B', { Email: 'b@example.com' }));
  await house.sync();
  expect(await standing()).toEqual(['shared', 'shared']);
  expect(house.sent).toEqual([]);
});

test('a name the profile gives the trading partner is no difference, until SYSPRO’s changes', async () => {
  house.settings = { create: { community: 'EDI', authentication: 'External', connections: [] } };
  house.mappings['ACME'] = { tradingPartner: 'Fasteners' };
  house.mappings['NEW'] = { tradingPartner: 'New Partner' };
  house.parties.set('Fasteners', party('ACME', { partnerName: 'Fasteners' }));
  house.suppliers.set('00NEW', supplier('NEW', { SupplierName: 'New Co Ltd' }));
  await house.sync();
  await decideFinding(ledger.db, (await only()).id, 'confirmed', 'clerk');
  expect(await house.sync()).toMatchObject({ made: 1 });
  await house.sync();
  expect(await standing()).toEqual([]);
  change({ SupplierName: 'ACME International' });
  await house.sync();
  expect(await standing()).toEqual(['create-only name']);
});

test('what somebody changes in Sterling in the moment before a change is not written over', async () => {
  await house.sync();
  change({ Telephone: '555-0300' });
  house.beforePut = () => edit({ phone: '555-0199' });
  expect(await house.sync()).toMatchObject({ written: 0, refused: 1 });
  expect(inSterling()?.phone).toBe('555-0199');
  await house.sync();
  expect(await standing()).toEqual(['conflict phone']);
});

test('a trading partner that cannot be read is left alone, and keeps no other back', async () => {
  house.mappings['B'] = {};
  house.suppliers.set('00B', supplier('B'));
  house.parties.set('B Inc', party('B'));
  await house.sync();
  house.parties.set('ACME Inc', { partnerName: 'ACME Inc', settings: {}, unreadable: 'is not as expected at phone' });
  house.suppliers.set('00B', supplier('B', { Telephone: '555-0300' }));
  expect(await house.sync()).toMatchObject({ cause: 'MASTER-PARTY-UNREADABLE', written: 1 });
  expect(await standing()).toEqual([]);
  expect(house.parties.get('B Inc')?.phone).toBe('555-0300');
});

test('a country goes to Sterling with the code it shows for it', async () => {
  house.mappings['B'] = {};
  house.suppliers.set('00B', supplier('B', { SupAddr5: 'Spain' }));
  house.parties.set('B Inc', party('B', { countryOrRegion: 'ES' }));
  change({ SupAddr5: 'España' });
  await house.sync();
  expect(inSterling()?.countryOrRegion).toBe('ES');
  expect(await standing()).toEqual([]);
});
