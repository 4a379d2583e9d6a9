import { describe, expect, test } from 'vitest';
import { directoryWith } from '../translation/support.ts';

const codes = (sterling: string): string[] =>
  directoryWith('purchase-order', `    sterling: ${sterling}\n`).findings.map(
    ({ code, field, message }) => `${code} ${field}: ${message}`,
  );

describe('settings of posting', () => {
  test('by batches go with messages that may be taken always, and with nothing else', () => {
    expect(codes('{ post: messagebatches, extractable: always }')).toEqual([]);
    expect(codes('{ post: by-size, extractable: { count: 1 } }')).toEqual([]);
    expect(codes('{ post: messagebatches, extractable: { count: 1 } }')).toEqual([
      expect.stringMatching(/^PARTNER-POST sterling.post: is messagebatches, which makes every message/),
    ]);
  });

  // The base file says { count: 1 }: merged, both were there, and no file could say otherwise.
  test('may replace a count by a time', () => {
    expect(codes('{ extractable: { count: null, until: 30d } }')).toEqual([]);
    expect(codes('{ extractable: { until: 30d } }')).toEqual([
      expect.stringMatching(/sterling.extractable: is always, \{ count: 1 \} or \{ until: 30d \}/),
    ]);
    expect(codes('{ extractable: { often: 3 } }')).toEqual([expect.stringMatching(/^PARTNER-SCHEMA/)]);
  });

  test('have blackouts by a clock that is one', () => {
    expect(codes("{ blackouts: [{ from: '22:00', to: '06:00', timeZone: Europe/Paris }] }")).toEqual([]);
    expect(codes("{ blackouts: [{ from: '22:00', to: '06:00', timeZone: Mars/Olympus }] }")).toEqual([
      expect.stringMatching(/^PARTNER-BLACKOUT sterling.blackouts.0.timeZone: is Mars\/Olympus/),
    ]);
    expect(codes("{ blackouts: [{ from: '25:00', to: '06:00' }] }")).toEqual([
      expect.stringMatching(/is a time of day/),
    ]);
  });
});
