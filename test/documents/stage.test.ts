import { describe, expect, test } from 'vitest';
import { isPosted, mayFollow, stages, type Stage } from '../../src/documents/stage.ts';

describe('the stages of a transmission', () => {
  const reachable = (from: Stage): Set<Stage> => {
    const seen = new Set<Stage>([from]);
    for (const stage of seen) for (const next of stages) if (mayFollow(stage, next)) seen.add(next);
    return seen;
  };

  test('all come after its discovery', () => {
    expect(reachable('discovered')).toEqual(new Set(stages));
  });

  test('what is posted never becomes unposted, nor cancelled', () => {
    for (const stage of stages.filter(isPosted))
      expect([...reachable(stage)].filter((later) => !isPosted(later))).toEqual([]);
  });

  test('posting is passed before posted: nothing is in the mailbox that was not meant to be', () => {
    expect(stages.filter((stage) => mayFollow(stage, 'posted'))).toEqual(['posting']);
  });

  test('cancelled is the end, and a partner’s verdict may be corrected', () => {
    expect(reachable('cancelled')).toEqual(new Set(['cancelled']));
    expect(mayFollow('rejected', 'acknowledged')).toBe(true);
    expect(mayFollow('acknowledged', 'rejected')).toBe(true);
    expect(mayFollow('acknowledged', 'picked-up')).toBe(false);
  });

  test('staying is no transition', () => {
    for (const stage of stages) expect(mayFollow(stage, stage)).toBe(false);
  });

  test('posted is what Sterling has accepted', () => {
    expect(stages.filter(isPosted)).toEqual([
      'posted',
      'routed',
      'picked-up',
      'acknowledged',
      'rejected',
      'gone-unproven',
    ]);
  });
});
