import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTurnQueue, type TurnQueue } from '../../../src/syspro/enet/turn-queue.ts';

/** Time that passes only when a test says so; what falls due is called in its order, and what that leads to is waited for. */
class Time {
  #now = 0;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];
  readonly now = (): number => this.#now;
  readonly after = (ms: number, callback: () => void): (() => void) => {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((one) => one !== timer));
  };
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      this.#now = next.at;
      this.#timers = this.#timers.filter((one) => one !== next);
      next.callback();
      await settled();
    }
    this.#now = end;
  }
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const turnMs = 1_000;
const lingerMs = 50;

function open(): { time: Time; queue: TurnQueue; ran: string[]; ask: (owner: string, ms?: number) => Promise<void> } {
  const time = new Time();
  const queue = createTurnQueue({ turnMs, lingerMs, clock: time, onIdle: () => undefined });
  const ran: string[] = [];
  const ask = (owner: string, ms = 100): Promise<void> =>
    queue.run(owner, async () => {
      ran.push(owner);
      await new Promise<void>((resolve) => time.after(ms, resolve));
    });
  return { time, queue, ran, ask };
}

test('the owner whose turn it is goes first, and changes are few', async () => {
  const { time, ran, ask } = open();
  for (const owner of ['a', 'b', 'a', 'b', 'a']) void ask(owner);
  await time.pass(10_000);
  expect(ran.join('')).toBe('aaabb');
});

test('it is waited for a little between two tasks, and not longer', async () => {
  const { time, ran, ask } = open();
  const after = (ms: number): Promise<void> => new Promise((resolve) => time.after(ms, resolve));
  void (async () => {
    await ask('a');
    await after(lingerMs - 1);
    await ask('a');
    await after(lingerMs + 1);
    await ask('a');
  })();
  void ask('b');
  await time.pass(10_000);
  expect(ran.join('')).toBe('aaba');
});

test('a turn ends, however much of its owner waits, and two that are always busy change no oftener than that', async () => {
  const { time, ran, ask } = open();
  for (let count = 0; count < 30; count += 1) void ask('a');
  for (let count = 0; count < 30; count += 1) void ask('b');
  await time.pass(10_000);
  expect(ran.join('')).toBe('aaaaaaaaaabbbbbbbbbb'.repeat(3));
});

test('a task that is cancelled while it waits ends at once and never runs', async () => {
  const { time, queue, ran, ask } = open();
  void ask('a');
  const controller = new AbortController();
  const cancelled = queue.run('b', () => Promise.resolve(ran.push('b')), controller.signal);
  controller.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'SYSPRO-CANCELLED' });
  await time.pass(1_000);
  expect(ran).toEqual(['a']);
});

test('closing runs what waits without lingering', async () => {
  const { time, queue, ran, ask } = open();
  void ask('a');
  void ask('b');
  const closed = queue.close();
  await time.pass(200);
  await closed;
  expect(ran).toEqual(['a', 'b']);
});

test('whatever comes when: tasks run one at a time, each owner’s in order, and nobody waits longer than the bound', async () => {
  const owners = ['a', 'b', 'c'];
  const longest = 200;
  const arrival = fc.record({
    owner: fc.constantFrom(...owners),
    at: fc.integer({ min: 0, max: 8_000 }),
    ms: fc.integer({ min: 1, max: longest }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 60 }), async (arrivals) => {
      const time = new Time();
      const queue = createTurnQueue({ turnMs, lingerMs, clock: time, onIdle: () => undefined });
      let atOnce = 0;
      const started: { owner: string; index: number; asked: number; began: number }[] = [];
      arrivals.forEach(({ owner, at, ms }, index) => {
        time.after(at, () => {
          void queue.run(owner, async () => {
            atOnce += 1;
            expect(atOnce).toBe(1);
            started.push({ owner, index, asked: at, began: time.now() });
            await new Promise<void>((resolve) => time.after(ms, resolve));
            atOnce -= 1;
          });
        });
      });
      await time.pass(60_000);
      expect(started).toHaveLength(arrivals.length);
      for (const owner of owners) {
        const own = started.filter((one) => one.owner === owner);
        const inOrder = own.toSorted((a, b) => a.asked - b.asked || a.index - b.index);
        expect(own).toEqual(inOrder);
        // Until its first task in a turn: the others' turns, each with the task that was under way when it ended.
        own.forEach((one, position) => {
          const first = position === 0 || (own[position - 1]?.began ?? 0) < one.asked;
          if (first)
            expect(one.began - one.asked).toBeLessThanOrEqual((owners.length - 1) * (turnMs + longest) + longest);
        });
      }
    }),
    { numRuns: 60 },
  );
});
