import { describe, expect, test } from 'vitest';
import type { DocumentProfile } from '../../src/partners/index.ts';
import { renderGroups, translateDocument, type GroupContent } from '../../src/translation/index.ts';
import { readInterchanges } from '../../src/x12/index.ts';
import { golden, invoiceWith, orderWith, profileOf } from './support.ts';

const at = new Date('2026-11-23T02:05:00Z');
const timeZone = 'America/Chicago';
const settings = '    controlNumbers: { groupDigits: 9 }\n    interchange: { setControlDigits: 6 }\n';

function groupOf(type: 'purchase-order' | 'invoice', control: number, sets: number[]): GroupContent {
  const profile: DocumentProfile = profileOf(type, settings);
  const { set } = translateDocument(type === 'invoice' ? invoiceWith() : orderWith(), profile, {
    made: { at, timeZone },
  });
  if (!set) throw new Error(`the ${type} is not valid`);
  return { profile, control, sets: sets.map((number) => ({ set, control: number })) };
}

describe('an interchange of several groups', () => {
  test('has each type in a group of its own, with counts and numbers that agree', () => {
    const groups = [groupOf('purchase-order', 41, [1, 2]), groupOf('invoice', 42, [7])];
    const text = renderGroups({ groups, interchange: 12, at, timeZone });
    expect(text).toBe(golden('interchanges/orders-and-invoice', text));
    const { interchanges, findings } = readInterchanges(text);
    expect(findings).toEqual([]);
    expect(
      interchanges[0]?.groups.map(({ functionalId, control, sets }) => [
        functionalId,
        control,
        sets.map((set) => set.control),
      ]),
    ).toEqual([
      ['PO', '000000041', ['000001', '000002']],
      ['IN', '000000042', ['000007']],
    ]);
  });

  test('refuses what cannot be one', () => {
    const orders = groupOf('purchase-order', 1, [1]);
    const invoice = groupOf('invoice', 1, [2]);
    const render = (groups: GroupContent[]) => () => renderGroups({ groups, interchange: 1, at, timeZone });
    expect(render([])).toThrow(/at least one group/);
    expect(render([{ ...orders, sets: [...orders.sets, ...invoice.sets] }])).toThrow(/all of one kind/);
    expect(render([groupOf('purchase-order', 1, [3, 3])])).toThrow(/two sets/);
    expect(render([{ ...orders, sets: [] }])).toThrow(/at least one set/);
  });
});
