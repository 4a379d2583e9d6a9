import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  followed,
  isReceived,
  openUntil,
  stageAfter,
  visibilityOf,
  whyUnseen,
  type Binding,
  type Followed,
  type Observation,
  type Watched,
} from '../../src/documents/following.ts';
import { stages } from '../../src/documents/stage.ts';

const minute = 60_000;
const hour = 60 * minute;
const posted = new Date('2026-11-02T08:00:00Z');
const after = (milliseconds: number): Date => new Date(posted.getTime() + milliseconds);

const byPartner: Binding = {
  takenBy: 'partner',
  removedWhenTaken: false,
  takenWithin: 24 * hour,
  extractable: 'count',
  count: 1,
};
const byProcess: Binding = { ...byPartner, takenBy: 'process' };
const always = { extractable: 'always', count: undefined } as const;
const there = (count?: number): Observation => ({ kind: 'there', ...(count !== undefined && { count }) });

/** What sweeps, five minutes apart, make of a message: what the last came to, and everything it ever reached. */
function sweeps(binding: Binding, seen: readonly Observation[], from: Partial<Watched> = {}) {
  let watched: Watched = { postedAt: posted, ...from };
  const results: Followed[] = [];
  for (const [index, observation] of seen.entries()) {
    const result = followed(binding, watched, observation, after((index + 1) * 5 * minute));
    results.push(result);
    watched = { postedAt: posted, ...result };
    if (result.closes) break;
  }
  return { results, reached: results.map(({ reached }) => reached), last: results.at(-1) as Followed };
}

describe('what shows of a message after its post', () => {
  test.each([
    ['count', byPartner],
    ['count', byProcess],
    ['nothing', { ...byPartner, ...always }],
    ['nothing', { ...byPartner, extractable: 'until' as const }],
    // Of a partner, absence proves nothing, whatever is said of processes.
    ['nothing', { ...byPartner, ...always, removedWhenTaken: true }],
    ['nothing', { ...byProcess, ...always }],
    ['absence', { ...byProcess, ...always, removedWhenTaken: true }],
  ])('%s: %o', (shows, binding) => {
    expect(visibilityOf(binding)).toBe(shows);
    expect(whyUnseen(binding) === undefined).toBe(shows !== 'nothing');
  });

  test('why it does not show is told in words', () => {
    expect(whyUnseen({ ...byPartner, ...always })).toBe(
      'pick-up cannot be seen: the mailbox’s messages stay extractable always',
    );
    expect(whyUnseen({ ...byPartner, extractable: 'until' })).toMatch(/until their time is over$/);
    expect(whyUnseen({ ...byProcess, ...always })).toMatch(/^routing cannot be seen/);
  });
});

describe('a count', () => {
  test('that is lower in one sweep proves nothing: the extraction may be taken back', () => {
    expect(sweeps(byPartner, [there(1), there(0), there(1), there(1)]).reached).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('that is lower in two sweeps in a row is a pick-up by the partner, or the process’s routing', () => {
    expect(sweeps(byPartner, [there(1), there(0), there(0), there(0)]).reached).toEqual([
      undefined,
      undefined,
      'picked-up',
      undefined,
    ]);
    expect(sweeps(byProcess, [there(1), there(0), there(0)]).reached.at(-1)).toBe('routed');
  });

  test('that went down before anybody looked is lower than what was posted', () => {
    expect(sweeps(byPartner, [there(0), there(0)]).reached).toEqual([undefined, 'picked-up']);
    // What was posted is not known to have been a count: the first look is where it begins.
    expect(sweeps({ ...byPartner, ...always }, [there(3), there(3), there(2), there(2)]).reached).toEqual([
      undefined,
      undefined,
      undefined,
      'picked-up',
    ]);
  });

  test('that two separate extractions lowered, each taken back, is none', () => {
    const { last, reached } = sweeps(byPartner, [there(0), there(1), there(0), there(1)]);
    expect(reached.every((one) => one === undefined)).toBe(true);
    expect(last).toMatchObject({ undone: false, closes: false });
    expect(last.lowerSince).toBeUndefined();
  });

  test('of one of several takings is one too', () => {
    expect(sweeps({ ...byPartner, count: 3 }, [there(3), there(2), there(2)]).reached.at(-1)).toBe('picked-up');
  });

  test('that is back up after it was recorded is said, once, and stays recorded', () => {
    const { results, last } = sweeps(byPartner, [there(1), there(0), there(0), there(1), there(1)]);
    expect(results.map(({ undone }) => undone)).toEqual([false, false, false, true, false]);
    expect(last.takenAt).toEqual(after(15 * minute));
    expect(last.overdue).toBeUndefined();
  });

  test('that somebody raised is the new measure', () => {
    expect(sweeps(byPartner, [there(1), there(5), there(4), there(4)]).reached.at(-1)).toBe('picked-up');
  });

  test('of a message that may be taken always is none', () => {
    expect(sweeps(byPartner, [there(), there(), there()]).reached.every((one) => one === undefined)).toBe(true);
  });
});

describe('a message that is not there any more', () => {
  const gone: Observation = { kind: 'gone' };
  const moved: Observation = { kind: 'moved', to: '/ACME/Archive' };

  test.each([
    ['gone-unproven', byPartner, gone],
    ['gone-unproven', { ...byPartner, removedWhenTaken: true }, gone],
    ['gone-unproven', byPartner, moved],
    ['gone-unproven', byProcess, gone],
    ['routed', { ...byProcess, removedWhenTaken: true }, gone],
    ['routed', { ...byProcess, ...always, removedWhenTaken: true }, gone],
    // Only something of Sterling's moves messages.
    ['routed', byProcess, moved],
  ])('is %s: %o', (reached, binding, seen) => {
    expect(sweeps(binding, [there(1), seen]).last).toMatchObject({ reached, closes: true });
    expect(sweeps(binding, [seen]).last).toMatchObject({ reached, closes: true });
  });

  test('after it was taken says nothing new', () => {
    const { last, reached } = sweeps(byPartner, [there(0), there(0), gone]);
    expect(reached).toEqual([undefined, 'picked-up', undefined]);
    expect(last).toMatchObject({ closes: true, takenAt: after(10 * minute) });
  });

  test('whose count was seen lower once only is not proven to have been taken', () => {
    expect(sweeps(byPartner, [there(1), there(0), gone]).last.reached).toBe('gone-unproven');
  });
});

describe('overdue', () => {
  const late = (binding: Binding, seen: Observation, watched: Partial<Watched> = {}, waited = 25 * hour) =>
    followed(binding, { postedAt: posted, ...watched }, seen, after(waited)).overdue;

  test('is what nobody has taken in its time, where that would show', () => {
    expect(late(byPartner, there(1))).toBe('NOT-PICKED-UP');
    expect(late(byProcess, there(1))).toBe('STUCK-IN-MAILBOX');
    expect(late({ ...byProcess, ...always, removedWhenTaken: true }, there())).toBe('STUCK-IN-MAILBOX');
    expect(late(byPartner, there(1), {}, 24 * hour)).toBeUndefined();
    expect(late(byPartner, there(1), {}, 24 * hour + 1)).toBe('NOT-PICKED-UP');
  });

  test('is nothing whose pick-up cannot be seen, or that is taken, or may just be', () => {
    expect(late({ ...byPartner, ...always }, there())).toBeUndefined();
    expect(late({ ...byPartner, extractable: 'until' }, there())).toBeUndefined();
    expect(late({ ...byProcess, ...always }, there())).toBeUndefined();
    expect(late(byPartner, there(0))).toBeUndefined();
    expect(late(byPartner, there(1), { takenAt: posted })).toBeUndefined();
    expect(late(byPartner, { kind: 'gone' })).toBeUndefined();
  });
});

describe('properties', () => {
  const binding: fc.Arbitrary<Binding> = fc
    .record({
      takenBy: fc.constantFrom('partner', 'process'),
      removedWhenTaken: fc.boolean(),
      takenWithin: fc.integer({ min: 1, max: 100 * hour }),
      posted: fc.oneof(
        fc.record({ extractable: fc.constant('count' as const), count: fc.integer({ min: 1, max: 4 }) }),
        fc.record({ extractable: fc.constantFrom('always' as const, 'until' as const) }),
      ),
    })
    .map(({ posted: how, ...rest }) => ({ ...rest, ...how }));
  const observation: fc.Arbitrary<Observation> = fc.oneof(
    { weight: 8, arbitrary: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }).map(there) },
    { weight: 1, arbitrary: fc.constant<Observation>({ kind: 'gone' }) },
    { weight: 1, arbitrary: fc.constant<Observation>({ kind: 'moved', to: '/X' }) },
  );
  const seen = fc.array(observation, { minLength: 1, maxLength: 12 });

  test('a taking is recorded once, by whom the binding says, and never on one lower count', () => {
    fc.assert(
      fc.property(binding, seen, (bound, observations) => {
        const { results, reached } = sweeps(bound, observations);
        const known = reached.filter((one) => one !== undefined);
        expect(known.length).toBeLessThanOrEqual(1);
        expect(known).not.toContain(bound.takenBy === 'partner' ? 'routed' : 'picked-up');
        const index = reached.findIndex((one) => one !== undefined);
        if (index < 0 || observations[index]?.kind !== 'there') return;
        const before = results[index - 1];
        expect(before?.lowerSince).toBeDefined();
        expect(before?.seenCount).toBeLessThan(before?.postedCount ?? 0);
      }),
    );
  });

  test('the same sweep twice is once', () => {
    fc.assert(
      fc.property(binding, seen, fc.nat(), (bound, observations, pick) => {
        const at = after(pick % (200 * hour));
        const [first = there()] = observations;
        const watched = {
          postedAt: posted,
          ...sweeps(
            bound,
            observations.slice(1).filter((o) => o.kind === 'there'),
          ).last,
        };
        const once = followed(bound, watched, first, at);
        const twice = followed(bound, { postedAt: posted, ...once }, first, at);
        const kept = ({ postedCount, seenCount, lowerSince, takenAt, closes }: Followed) => ({
          postedCount,
          seenCount,
          lowerSince,
          takenAt,
          closes,
        });
        expect(kept(twice)).toEqual(kept(once));
        if (first.kind === 'there') expect(twice.reached).toBeUndefined();
      }),
    );
  });

  test('what cannot be seen is neither recorded nor awaited while it is there', () => {
    fc.assert(
      fc.property(binding, fc.nat(), (bound, waited) => {
        fc.pre(visibilityOf(bound) === 'nothing');
        const result = followed(bound, { postedAt: posted }, there(), after(waited));
        expect(result.reached).toBeUndefined();
        expect(result.overdue).toBeUndefined();
        expect(result.closes).toBe(false);
      }),
    );
  });

  test('a document never goes back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stages), fc.constantFrom(...stages), (stage, reached) => {
        const next = stageAfter(stage, reached);
        if (next === undefined) return;
        expect(['picked-up', 'acknowledged', 'rejected', 'cancelled']).not.toContain(
          reached === 'gone-unproven' ? stage : undefined,
        );
        expect(next).toBe(reached);
      }),
    );
  });
});

test('a message its process took is not unproven when the process deletes it', () => {
  expect(stageAfter('routed', 'gone-unproven')).toBeUndefined();
  expect(stageAfter('posted', 'gone-unproven')).toBe('gone-unproven');
  expect(stageAfter('acknowledged', 'picked-up')).toBeUndefined();
  expect(stageAfter('gone-unproven', 'picked-up')).toBe('picked-up');
});

test.each(stages)('received is acknowledged, or picked up where no acknowledgement is expected: %s', (stage) => {
  expect(isReceived(stage, true)).toBe(stage === 'acknowledged');
  expect(isReceived(stage, false)).toBe(stage === 'acknowledged' || stage === 'picked-up');
});

test('a document stays open until received plus the window for re-sends, and never longer than it is followed', () => {
  const windows = { resendWindow: 7 * 24 * hour, followFor: 30 * 24 * hour };
  expect(openUntil({ postedAt: posted }, windows)).toEqual(after(windows.followFor));
  expect(openUntil({ postedAt: posted, receivedAt: after(hour) }, windows)).toEqual(after(hour + windows.resendWindow));
  expect(openUntil({ postedAt: posted, receivedAt: after(25 * 24 * hour) }, windows)).toEqual(after(windows.followFor));
});
