import type { CharacterSet } from './characters.ts';
import { delimiterCharacters } from './delimiters.ts';
import { elementFaults } from './element-check.ts';
import { shown, type X12Finding } from './finding.ts';
import type { ElementDefinition, SegmentDefinition, SetGuide } from './guide.ts';
import { checkDigits } from './check-digits.ts';
import { checkHierarchy } from './hierarchy.ts';
import { checkInvoiceTotal, type RoundPer } from './invoice-total.ts';
import { brokenNote } from './relational-notes.ts';
import { walkStructure } from './structure-walk.ts';
import { checkWhole, splitReference } from './totals.ts';
import {
  elementReference,
  isEmptyElement,
  repetitionsOf,
  type Delimiters,
  type Element,
  type Segment,
  type TransactionSetBody,
} from './types.ts';

/** What a partner narrows, beyond the release's guide. Elements are named as guides do: `BEG03`. */
export interface ValidationOptions {
  /** Default: the extended set. */
  readonly characterSet?: CharacterSet;
  /** When given, no value may contain one of them. */
  readonly delimiters?: Delimiters;
  /** Maximum lengths shorter than the guide's. */
  readonly maxLengths?: Readonly<Record<string, number>>;
  /** Closed lists: any other code is an error. Without one, a code outside the known ones is a warning. */
  readonly codeLists?: Readonly<Record<string, readonly string[]>>;
  /** Segments (`ITD`) that must occur, and elements (`PO101`) that must not be empty in any occurrence of their segment. */
  readonly required?: readonly string[];
  /** Where the receiver of an invoice rounds to cents when it adds up the lines. Default: each line. */
  readonly roundPer?: RoundPer;
}

/**
 * Checks a transaction set against a guide: order, loops, repetition, requirement, data types, lengths, characters, code
 * lists, relational conditions, totals, check digits, and what the set's guide asks of the whole. Collects every finding, in order of place; changes nothing.
 */
export function validateTransactionSet(
  set: TransactionSetBody,
  guide: SetGuide,
  options: ValidationOptions = {},
): X12Finding[] {
  const findings: X12Finding[] = [];
  const loops = walkStructure(set.segments, guide.structure, findings);
  const check = new SegmentCheck(guide, options, findings);
  set.segments.forEach((segment, index) => check.segment(segment, index + 2, loops[index] || undefined));
  checkWhole(set.segments, guide, findings);
  checkDigits(set.segments, guide, findings);
  if (guide.checks.includes('hierarchy')) checkHierarchy(set.segments, findings);
  if (guide.checks.includes('invoice-total')) checkInvoiceTotal(set.segments, options.roundPer ?? 'line', findings);
  checkRequired(set.segments, options.required ?? [], findings);
  return findings.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}

interface Place {
  readonly segment: string;
  readonly position: number;
  readonly loop: string | undefined;
  readonly element?: number;
  readonly component?: number;
}

class SegmentCheck {
  readonly #guide: SetGuide;
  readonly #options: ValidationOptions;
  readonly #findings: X12Finding[];
  readonly #reserved: readonly string[];

  constructor(guide: SetGuide, options: ValidationOptions, findings: X12Finding[]) {
    this.#guide = guide;
    this.#options = options;
    this.#findings = findings;
    this.#reserved = options.delimiters ? delimiterCharacters(options.delimiters) : [];
  }

  segment(segment: Segment, position: number, loop: string | undefined): void {
    const place: Place = { segment: segment.id, position, loop };
    const definition = Object.hasOwn(this.#guide.segments, segment.id) ? this.#guide.segments[segment.id] : undefined;
    if (segment.elements.every((element) => isEmptyElement(element))) {
      this.#find('X12-SEGMENT-EMPTY', place, 'carries no data and must not be sent');
      return;
    }
    this.#separators(segment, place);
    if (!definition) {
      this.#findings.push({
        code: 'X12-SEGMENT-UNCHECKED',
        severity: 'warning',
        ...place,
        message: 'has elements this guide does not define; only its place was checked',
      });
      return;
    }
    if (isEmptyElement(segment.elements.at(-1))) {
      this.#find(
        'X12-ELEMENT-TRAILING',
        { ...place, element: segment.elements.length },
        'is empty at the end of the segment and must not be sent',
      );
    }
    this.#elements(segment.elements, definition, place, 'element');
  }

  /** The elements of a segment, or the components of a composite. */
  #elements(
    values: readonly Element[],
    definition: SegmentDefinition,
    place: Place,
    part: 'element' | 'component',
  ): void {
    const has = (position: number): boolean => !isEmptyElement(values[position - 1]);
    definition.elements.forEach((element, index) => {
      const at = { ...place, [part]: index + 1 };
      const value = values[index];
      if (value !== undefined && has(index + 1)) this.#element(value, element, at);
      else if (element.required) this.#find('X12-ELEMENT-MISSING', at, 'is mandatory and empty', { rule: 'M' });
    });
    values.slice(definition.elements.length).forEach((_, index) => {
      const extra = { ...place, [part]: definition.elements.length + index + 1 };
      this.#find('X12-ELEMENT-EXTRA', extra, `is beyond the ${definition.elements.length} the guide has`);
    });
    for (const note of definition.notes) {
      const broken = brokenNote(note, has);
      if (broken) this.#find('X12-RELATION', { ...place, [part]: broken.element }, broken.message, { rule: note.text });
    }
  }

  #element(value: Element, definition: ElementDefinition, place: Place): void {
    const repetitions = repetitionsOf(value);
    if (repetitions.length > 1) this.#find('X12-ELEMENT-REPEATED', place, 'may not repeat');
    for (const components of repetitions) {
      if (definition.components) {
        this.#elements(components, definition.components, place, 'component');
        if (components.at(-1) === '')
          this.#find('X12-ELEMENT-TRAILING', place, 'ends with an empty component, which must not be sent');
        continue;
      }
      if (components.length > 1) {
        this.#find('X12-ELEMENT-COMPOSITE', place, `has ${components.length} components and is a simple element`, {
          value: components.join('|'),
        });
        continue;
      }
      this.#simple(components[0] ?? '', definition, place);
    }
  }

  #simple(value: string, definition: ElementDefinition, place: Place): void {
    if (definition.type === undefined) return;
    const reference = elementReference(place.segment, place.element ?? 0);
    const whole = place.component === undefined;
    const max = Math.min(definition.max, (whole ? this.#options.maxLengths?.[reference] : undefined) ?? definition.max);
    for (const fault of elementFaults(
      value,
      definition.type,
      definition.min,
      max,
      this.#options.characterSet ?? 'extended',
    )) {
      this.#find(fault.code, place, fault.message, { value, rule: fault.rule });
    }
    const closed = whole ? this.#options.codeLists?.[reference] : undefined;
    if (closed) {
      if (!closed.includes(value))
        this.#find('X12-CODE', place, `is not one of the partner’s codes ${closed.join(', ')}`, {
          value,
          rule: 'closed list',
        });
      return;
    }
    const known = this.#guide.codes[definition.number];
    if (known && !Object.hasOwn(known, value)) {
      this.#findings.push({
        code: 'X12-CODE',
        severity: 'warning',
        ...place,
        value: shown(value),
        rule: `code list ${definition.number}`,
        message: `is not among the known codes of data element ${definition.number}`,
      });
    }
  }

  #separators(segment: Segment, place: Place): void {
    if (this.#reserved.length === 0) return;
    segment.elements.forEach((element, index) => {
      for (const components of repetitionsOf(element)) {
        components.forEach((text, component) => {
          const found = this.#reserved.find((character) => text.includes(character));
          if (found === undefined) return;
          const at = { ...place, element: index + 1, ...(components.length > 1 ? { component: component + 1 } : {}) };
          this.#find('X12-SEPARATOR-IN-DATA', at, `contains ${JSON.stringify(found)}, a delimiter of the interchange`, {
            value: text,
          });
        });
      }
    });
  }

  #find(code: X12Finding['code'], place: Place, message: string, more: { value?: string; rule?: string } = {}): void {
    const value = more.value === undefined ? undefined : shown(more.value);
    this.#findings.push({ code, severity: 'error', ...place, value, rule: more.rule, message });
  }
}

function checkRequired(segments: readonly Segment[], required: readonly string[], findings: X12Finding[]): void {
  for (const reference of required) {
    if (reference.length <= 3) {
      if (!segments.some((segment) => segment.id === reference)) {
        findings.push({
          code: 'X12-REQUIRED',
          severity: 'error',
          segment: reference,
          position: 1,
          rule: 'partner',
          message: 'is missing, and the partner insists on it',
        });
      }
      continue;
    }
    const [id, element] = splitReference(reference);
    segments.forEach((segment, index) => {
      if (segment.id !== id || !isEmptyElement(segment.elements[element - 1])) return;
      findings.push({
        code: 'X12-REQUIRED',
        severity: 'error',
        segment: id,
        position: index + 2,
        element,
        rule: 'partner',
        message: 'is empty, and the partner insists on it',
      });
    });
  }
}
