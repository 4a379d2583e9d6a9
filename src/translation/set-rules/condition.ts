import { parseSelector, repetitionsOf, selected, type Loop, type Segment, type SetGuide } from '../../x12/index.ts';

/** When a rule holds: an element is sent somewhere in the set, with one of the values where they are given. */
export interface RuleCondition {
  readonly when: string;
  readonly is?: readonly string[];
}

/** Whether a condition holds in a set; no condition always does. */
export function holds<T extends { readonly segment: Segment }>(
  tree: Loop<T>,
  condition: RuleCondition | undefined,
  guide: SetGuide,
): boolean {
  if (!condition) return true;
  const selector = parseSelector(condition.when);
  const { element = 0 } = selector;
  return selected(tree, selector, guide).some(({ part }) => {
    const value = repetitionsOf(part.item.segment.elements[element - 1] ?? '')[0]?.[0] ?? '';
    return value !== '' && (condition.is?.includes(value) ?? true);
  });
}
