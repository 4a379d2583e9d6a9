import { describe, expect, test } from 'vitest';
import { directoryWith } from '../translation/support.ts';

const codes = (settings: string): string[] =>
  directoryWith('purchase-order', settings).findings.map(({ code, field, message }) => `${code} ${field}: ${message}`);

describe('settings of what leaves together', () => {
  test('are complete with a limit in time', () => {
    expect(codes('    batching: { maxAge: 15m }\n')).toEqual([]);
    expect(
      codes("    batching: { cutOff: ['17:00'], timeZone: Europe/Paris, maxBytes: 100000, groups: per-set }\n"),
    ).toEqual([]);
    const built = directoryWith('purchase-order', '    batching: { maxAge: 15m }\n').documentProfile(
      'EXAMPLE',
      'purchase-order',
      'test',
    );
    expect(built).toMatchObject({
      profile: { batching: { maxSets: 50, maxAge: 900_000, cutOff: [], groups: 'per-type' }, strictlyRising: false },
    });
  });

  test.each([
    ['no limit in time', '{ maxSets: 5 }', /^PARTNER-BATCHING batching: has neither maxAge nor cutOff/],
    ['no time zone', '{ maxAge: 1m, timeZone: Mars/Olympus }', /^PARTNER-BATCHING batching.timeZone: is Mars\/Olympus/],
    ['no time of day', '{ cutOff: ["25:00"] }', /is a time of day/],
  ])('with %s are refused, by name and line', (_, batching, expected) => {
    expect(codes(`    batching: ${batching}\n`)).toEqual([expect.stringMatching(expected)]);
  });

  test('do not go with a GS06 that is the number of ISA13, but for one group', () => {
    const rising = (groups: string): string[] =>
      codes(`    controlNumbers: { group: interchange }\n    batching: { maxAge: 1m, groups: ${groups} }\n`);
    expect(rising('one')).toEqual([]);
    expect(rising('per-type')).toEqual([expect.stringMatching(/^PARTNER-BATCHING batching.groups: is per-type/)]);
  });
});
