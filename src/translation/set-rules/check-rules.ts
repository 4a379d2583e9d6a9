import type { DocumentProfile } from '../../partners/index.ts';
import {
  elementLength,
  elementReference,
  isEmptyElement,
  matchesStep,
  parseSelector,
  selected,
  treeOf,
  type Loop,
  type Placed,
  type Segment,
  type SegmentSelector,
  type SetGuide,
  type X12Finding,
} from '../../x12/index.ts';
import { holds } from './condition.ts';

/** A segment and its place in the set; ST is 1. */
interface At {
  readonly segment: Segment;
  readonly position: number;
}

type Rules = Pick<DocumentProfile, 'lengths' | 'codeLists' | 'required'>;

// What validation knows by itself: a segment or an element, whatever its qualifier and the loops around it.
const plain = /^[A-Z][A-Z0-9]{1,2}(?:\d\d)?$/;

/** The partner's rules that validation against the guide takes. */
export function plainRules({ lengths, codeLists, required }: Rules): {
  maxLengths: Record<string, number>;
  zeroFilled: Record<string, number>;
  codeLists: Record<string, string[]>;
  required: string[];
} {
  return {
    maxLengths: Object.fromEntries(
      Object.entries(lengths).flatMap(([text, { max }]) =>
        max !== undefined && plain.test(text) ? [[text, max]] : [],
      ),
    ),
    // By element, whatever the qualifier: the length itself is checked for each.
    zeroFilled: Object.fromEntries(
      Object.entries(lengths)
        .flatMap(([text, { min, underflow }]) => {
          const { segment, element } = parseSelector(text);
          return underflow === 'zeros' && min !== undefined && element !== undefined
            ? [[elementReference(segment.id, element), min] as const]
            : [];
        })
        .sort(([, one], [, other]) => one - other),
    ),
    codeLists: Object.fromEntries(Object.entries(codeLists).filter(([text]) => plain.test(text))),
    required: required.filter((entry) => typeof entry === 'string' && plain.test(entry)) as string[],
  };
}

/** Checks a set by the partner's other rules: those of a qualifier or a loop, those with a condition, and least lengths. */
export function checkSetRules(segments: readonly Segment[], rules: Rules, guide: SetGuide): X12Finding[] {
  const lengths = Object.entries(rules.lengths).filter(([text, { min }]) => min !== undefined || !plain.test(text));
  const codeLists = Object.entries(rules.codeLists).filter(([text]) => !plain.test(text));
  const required = rules.required.filter((entry) => typeof entry !== 'string' || !plain.test(entry));
  if (lengths.length + codeLists.length + required.length === 0) return [];
  const items = segments.map((segment, index) => ({ segment, position: index + 2 }));
  const check = new RuleCheck(treeOf(items, guide.structure), guide);
  for (const [text, { min, max }] of lengths) check.length(text, min, plain.test(text) ? undefined : max);
  for (const [text, codes] of codeLists) check.codes(text, codes);
  for (const entry of required) {
    if (typeof entry === 'string') check.required(entry);
    else if (entry.when === undefined || check.holds(entry.when, entry.is)) check.required(entry.have);
  }
  return check.findings;
}

class RuleCheck {
  readonly findings: X12Finding[] = [];
  readonly #tree: Loop<At>;
  readonly #guide: SetGuide;

  constructor(tree: Loop<At>, guide: SetGuide) {
    this.#tree = tree;
    this.#guide = guide;
  }

  holds(when: string, is: readonly string[] | undefined): boolean {
    return holds(this.#tree, { when, ...(is ? { is } : {}) }, this.#guide);
  }

  length(text: string, min: number | undefined, max: number | undefined): void {
    const selector = parseSelector(text);
    const type = this.#guide.segments[selector.segment.id]?.elements[(selector.element ?? 0) - 1]?.type;
    if (type === undefined) return;
    const rule = `the partner’s ${text} ${min ?? ''}/${max ?? ''}`;
    for (const { value, placed } of this.#values(selector)) {
      const length = elementLength(value, type);
      if (min !== undefined && length < min)
        this.#find('X12-ELEMENT-TOO-SHORT', placed, selector, `has ${length} characters, fewer than ${min}`, {
          rule,
          value,
        });
      if (max !== undefined && length > max)
        this.#find('X12-ELEMENT-TOO-LONG', placed, selector, `has ${length} characters, more than ${max}`, {
          rule,
          value,
        });
    }
  }

  codes(text: string, codes: readonly string[]): void {
    const selector = parseSelector(text);
    for (const { value, placed } of this.#values(selector)) {
      if (codes.includes(value)) continue;
      const message = `is not one of the partner’s codes ${codes.join(', ')}`;
      this.#find('X12-CODE', placed, selector, message, { rule: text, value });
    }
  }

  required(text: string): void {
    const selector = parseSelector(text);
    const { loops, segment, element } = selector;
    const rule = `required: ${text}`;
    const leader = loops.at(-1);
    if (element !== undefined) {
      for (const placed of selected(this.#tree, selector, this.#guide)) {
        if (isEmptyElement(placed.part.item.segment.elements[element - 1]))
          this.#find('X12-REQUIRED', placed, selector, 'is empty, and the partner insists on it', { rule });
      }
    } else if (leader) {
      const around: SegmentSelector = { ...selector, loops: loops.slice(0, -1), segment: leader };
      for (const placed of selected(this.#tree, around, this.#guide)) {
        if (placed.part.loop?.parts.some(({ item }) => matchesStep(item.segment, segment)) === true) continue;
        const message = `lacks ${[segment.id, ...segment.qualifiers].join('*')}, and the partner insists on it`;
        this.#find('X12-REQUIRED', placed, around, message, { rule });
      }
    } else if (selected(this.#tree, selector, this.#guide).length === 0) {
      const message = 'is missing, and the partner insists on it';
      this.findings.push({ code: 'X12-REQUIRED', severity: 'error', segment: segment.id, position: 1, rule, message });
    }
  }

  /** The values of a simple element that are sent. */
  #values(selector: SegmentSelector): { readonly value: string; readonly placed: Placed<At> }[] {
    return selected(this.#tree, selector, this.#guide).flatMap((placed) => {
      const value = placed.part.item.segment.elements[(selector.element ?? 0) - 1];
      return typeof value === 'string' && value !== '' ? [{ value, placed }] : [];
    });
  }

  #find(
    code: X12Finding['code'],
    { part, leaders }: Placed<At>,
    { segment, element }: SegmentSelector,
    message: string,
    more: { readonly rule: string; readonly value?: string },
  ): void {
    const loop = leaders.map(({ id }) => id).join('/');
    this.findings.push({
      code,
      severity: 'error',
      segment: segment.id,
      position: part.item.position,
      ...(loop === '' ? {} : { loop }),
      ...(element === undefined ? {} : { element }),
      message,
      ...more,
    });
  }
}
