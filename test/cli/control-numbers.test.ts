import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { controlNumbers } from '../../src/cli/control-numbers.ts';
import type { CommandContext } from '../../src/cli/context.ts';
import type { SeriesState } from '../../src/ledger/control-series.ts';
import { useLedger } from '../support/ledger.ts';

const ledger = useLedger();
let said: string[] = [];
let given: unknown;
beforeEach(() => {
  said = [];
  given = undefined;
});

const context = {
  // The example's profiles: ACME's orders, in test.
  config: {
    partners: 'config/partners',
    path: () => fileURLToPath(new URL('../../config/partners', import.meta.url)),
    companies: [{ code: 'MAIN', usage: 'test' }],
  },
  db: () => ledger.db,
  person: 'clerk',
  say: (line: string) => said.push(line),
  give: (result: unknown) => (given = result),
} as unknown as CommandContext;
const run = (action: string, options: Parameters<typeof controlNumbers>[1] = {}) =>
  controlNumbers(context, options, action);
const identity = { sender: '01:006922827', receiver: 'ZZ:ACMETEST', usage: 'test' } as const;

describe('control-numbers', () => {
  test('sets where a series goes on, says so, and lists it with who and why', async () => {
    expect(await run('list')).toBe(0);
    expect(said).toEqual(['No series: nothing was sent yet.']);
    const options = { ...identity, lastInterchange: '4711', lastGroup: '4700', lastSet: '9', reason: 'go-live' };
    expect(await run('set', options)).toBe(0);
    expect(given).toMatchObject({ epoch: 1, last: { interchange: 4_711, group: 4_700, set: 9 } });
    expect(said.at(-1)).toBe(
      '01:006922827 to ZZ:ACMETEST, test goes on after ISA13 4711, GS06 4700, ST02 9, in epoch 1.',
    );
    const [series] = (await run('list', { history: true }), given as SeriesState[]);
    expect(given).toMatchObject([
      {
        sender: '006922827',
        changes: [{ kind: 'set', actor: 'clerk', reason: 'go-live', after: { interchange: 4_711 } }],
      },
    ]);
    expect(said.at(-1)).toMatch(
      /set +epoch 1: ISA13 0, GS06 0, ST02 0 → ISA13 4711, GS06 4700, ST02 9, because: go-live \[clerk\]/,
    );

    await expect(run('set', { series: String(series?.id), lastInterchange: '4710', reason: 'back' })).rejects.toThrow(
      /ISA13 stands at 4711/,
    );
    expect(await run('reset', { series: String(series?.id), lastGroup: '99', reason: 'agreed', by: 'anna' })).toBe(0);
    expect(given).toMatchObject({ epoch: 2, last: { interchange: 0, group: 99, set: 0 } });
  });

  test('finds a partner’s series by its profile, also before anything was sent', async () => {
    expect(await run('set', { partner: 'ACMEFAST', lastInterchange: '20', reason: 'go-live' })).toBe(0);
    await run('list', { partner: 'ACMEFAST' });
    expect(given).toMatchObject([{ partners: ['ACMEFAST'], usage: 'test', last: { interchange: 20 } }]);
  });

  test.each([
    ['no reason', 'reset', { ...identity }, /--reason/],
    ['no number', 'set', { ...identity, reason: 'x' }, /--last-interchange/],
    ['no series', 'reset', { reason: 'x' }, /name the series/],
    ['half a series', 'reset', { sender: '01:1', reason: 'x' }, /together/],
    ['no such series', 'reset', { series: '999', reason: 'x' }, /no series 999/],
    ['no such partner', 'reset', { partner: 'NOBODY', reason: 'x' }, /NOBODY/],
    ['ten digits', 'set', { ...identity, reason: 'x', lastInterchange: '1000000000' }, /nine digits/],
    ['no number but text', 'set', { ...identity, reason: 'x', lastGroup: '-1' }, /whole number/],
    ['a counter without its number', 'set', { ...identity, reason: 'x', functionalId: 'PO' }, /give both/],
    ['another action', 'undo', {}, /list, set or reset/],
  ])('cannot run with %s', async (_, action, options, message) => {
    await expect(run(action, options)).rejects.toThrow(message);
  });
});
