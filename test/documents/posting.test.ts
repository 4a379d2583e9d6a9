import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextPostingStep, type PostAttempt } from '../../src/documents/posting.ts';

const attemptLimit = 60;
const serverLimit = 30;
const at = (time: number): Date => new Date(time);

/** What befalls one attempt to post. */
interface Fate {
  /** Where our side stops: before it asks for the message, after, or not at all; then it writes down what it knows. */
  readonly crash: 'before-request' | 'after-request' | 'no';
  /** Whether Sterling acts on the request, and how long after it was made, within what its own time-out allows. */
  readonly accepted: boolean;
  readonly delay: number;
  /** What we are told, where we live to be told. */
  readonly answer: 'posted' | 'unknown' | 'not-received';
  /** Time that passes after the attempt, until anyone looks again. */
  readonly pause: number;
}

const fate: fc.Arbitrary<Fate> = fc
  .record({
    crash: fc.constantFrom('before-request', 'after-request', 'no'),
    accepted: fc.boolean(),
    delay: fc.integer({ min: 0, max: serverLimit - 1 }),
    answer: fc.constantFrom('posted', 'unknown', 'not-received'),
    pause: fc.integer({ min: 0, max: 200 }),
  })
  // Sterling's word is true: it says `posted` only of what it accepted, and a request it refused had no effect.
  .map((one) => ({
    ...one,
    ...(one.answer === 'posted' && { accepted: true }),
    ...(one.answer === 'not-received' && one.crash === 'no' && { accepted: false }),
  }));

/** Sterling and the ledger, in simulated time, driven by nextPostingStep as the transmit activity is. */
function simulate(
  fates: readonly Fate[],
  messagesStay: number,
  stay: number,
  answersAfter = Number.POSITIVE_INFINITY,
): { messages: number; end: string; attempts: number } {
  let now = 0;
  const accepted: number[] = [];
  let last: PostAttempt | undefined;
  const remaining = [...fates];
  const visible = (): boolean => accepted.some((time) => time <= now && now <= time + stay);
  for (let turn = 0; turn < 200; turn += 1) {
    // Its partner answers what it got, so long after.
    const answered = accepted.some((time) => time + answersAfter <= now);
    const step = nextPostingStep(last, messagesStay, at(now), answered);
    switch (step.step) {
      case 'done':
      case 'record-arrived':
        return { messages: accepted.length, end: 'done', attempts: last?.attempt ?? 0 };
      case 'ask':
        return { messages: accepted.length, end: 'ask', attempts: step.attempt };
      case 'wait':
        expect(step.until.getTime()).toBeGreaterThan(now);
        now = step.until.getTime();
        break;
      case 'look-up':
        last = { ...(last as PostAttempt), lookedUpAt: at(now), lookUpResult: visible() ? 'found' : 'absent' };
        break;
      case 'post': {
        // When the fates run out, everything works.
        const { crash, answer, delay, pause, ...next } = remaining.shift() ?? {
          crash: 'no',
          accepted: true,
          delay: 0,
          answer: 'posted',
          pause: 0,
        };
        const opened = {
          attempt: step.attempt,
          startedAt: at(now),
          deadline: at(now + attemptLimit),
          lookAfter: at(now + attemptLimit + serverLimit),
        };
        if (crash === 'before-request') {
          last = opened;
        } else {
          now += 5;
          const sent = { ...opened, messageSentAt: at(now) };
          if (next.accepted) accepted.push(now + delay);
          now += 5;
          last = crash === 'after-request' ? sent : { ...sent, outcome: answer, lookAfter: at(now + serverLimit) };
        }
        now += pause;
      }
    }
  }
  throw new Error('it never comes to an end');
}

describe('whatever befalls the attempts', () => {
  const fates = fc.array(fate, { maxLength: 8 });

  test('where messages stay, exactly one arrives and nobody is asked', () => {
    fc.assert(
      fc.property(fates, (history) => {
        const { messages, end } = simulate(history, 1_000_000, Number.POSITIVE_INFINITY);
        expect({ messages, end }).toEqual({ messages: 1, end: 'done' });
      }),
      { numRuns: 2_000 },
    );
  });

  test('where nobody knows how long they stay, never two arrive, and none is lost unless a person is asked', () => {
    fc.assert(
      fc.property(fates, fc.nat(500), (history, stay) => {
        const { messages, end } = simulate(history, 0, stay);
        expect(messages).toBeLessThanOrEqual(1);
        if (end === 'done') expect(messages).toBe(1);
      }),
      { numRuns: 2_000 },
    );
  });

  test('where partners answer sooner than anybody looks, never two arrive, whatever is said of how long they stay', () => {
    fc.assert(
      fc.property(fates, fc.nat(400), fc.nat(400), (history, stay, claimed) => {
        const { messages, end } = simulate(history, claimed, stay, 0);
        expect(messages).toBeLessThanOrEqual(1);
        if (end === 'done') expect(messages).toBe(1);
      }),
      { numRuns: 2_000 },
    );
  });

  test('where they surely stay for some time, a look-up that comes later than that asks instead of posting again', () => {
    fc.assert(
      fc.property(fates, fc.integer({ min: 1, max: 400 }), (history, stay) => {
        const { messages, end } = simulate(history, stay, stay);
        expect(messages).toBeLessThanOrEqual(1);
        if (end === 'done') expect(messages).toBe(1);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('nextPostingStep', () => {
  const attempt: PostAttempt = { attempt: 1, startedAt: at(0), deadline: at(60), lookAfter: at(90) };
  const sent = { ...attempt, messageSentAt: at(10) };
  const absent = { ...sent, outcome: 'unknown', lookedUpAt: at(100), lookUpResult: 'absent' } as const;

  test.each<[string, PostAttempt | undefined, number, number, object]>([
    ['posts first', undefined, 0, 0, { step: 'post', attempt: 1 }],
    ['waits for one that may still go on to ask for the message', attempt, 0, 59, { step: 'wait', until: at(60) }],
    ['posts after one that cannot any more', attempt, 0, 60, { step: 'post', attempt: 2 }],
    ['waits until neither side can be at work', sent, 0, 89, { step: 'wait', until: at(90) }],
    ['then looks', sent, 0, 90, { step: 'look-up', attempt: 1 }],
    ['an unknown outcome is looked up too', { ...sent, outcome: 'unknown' }, 0, 90, { step: 'look-up', attempt: 1 }],
    [
      'what did not reach Sterling is posted again',
      { ...sent, outcome: 'not-received' },
      0,
      11,
      { step: 'post', attempt: 2 },
    ],
    ['what was refused is too', { ...sent, outcome: 'refused' }, 0, 11, { step: 'post', attempt: 2 }],
    ['what was posted is done', { ...sent, outcome: 'posted' }, 0, 11, { step: 'done' }],
    ['what was found is done', { ...absent, lookUpResult: 'found' }, 0, 100, { step: 'done' }],
    ['absent where messages stay as long as that: posts again', absent, 100, 101, { step: 'post', attempt: 2 }],
    ['absent where they may have gone meanwhile: asks', absent, 99, 101, { step: 'ask', attempt: 1 }],
    ['a person’s word is enough', { ...absent, decidedAt: at(200) }, 0, 201, { step: 'post', attempt: 2 }],
  ])('%s', (_, last, messagesStay, now, expected) => {
    expect(nextPostingStep(last, messagesStay, at(now))).toEqual(expected);
  });

  const arrived = { step: 'record-arrived', attempt: 1 };
  test.each<[string, PostAttempt | undefined, number, number, object]>([
    ['nothing was tried: there is nothing it can prove', undefined, 0, 0, { step: 'post', attempt: 1 }],
    ['the last attempt is under way', attempt, 0, 59, { step: 'wait', until: at(60) }],
    ['it came to nothing: an earlier one arrived', attempt, 0, 60, arrived],
    ['Sterling may yet say its number', sent, 0, 89, { step: 'wait', until: at(90) }],
    ['a look-up may yet find its number', sent, 0, 90, { step: 'look-up', attempt: 1 }],
    ['looked up and not there', absent, 0, 101, arrived],
    ['looked up and not there, where it would be', absent, 100, 101, arrived],
    ['a person would have it posted again', { ...absent, decidedAt: at(200) }, 0, 201, arrived],
    ['the last was not received: an earlier one arrived', { ...sent, outcome: 'not-received' }, 0, 11, arrived],
    ['the last was refused: an earlier one arrived', { ...sent, outcome: 'refused' }, 0, 11, arrived],
    ['found', { ...absent, lookUpResult: 'found' }, 0, 100, { step: 'done' }],
    ['posted', { ...sent, outcome: 'posted' }, 0, 11, { step: 'done' }],
  ])('answered by its partner: %s', (_, last, messagesStay, now, expected) => {
    expect(nextPostingStep(last, messagesStay, at(now), true)).toEqual(expected);
  });
});
