import { brokenNote } from '../guides/relational-notes.ts';
import { characterClasses, commonClasses, noDelimiter } from './character-classes.ts';
import { holds, type CompiledElement, type CompiledGuide, type CompiledSegment } from '../guides/compiled-guide.ts';
import { delimiterCharacters } from '../delimiters.ts';
import { elementFaults } from './element-check.ts';
import { shown, type X12Finding } from '../finding.ts';
import type { ElementDefinition, SegmentDefinition, SetGuide } from '../guides/guide.ts';
import { isPlainlyRight } from './plain-value.ts';
import { pathOf, type LoopOccurrence } from './structure-walk.ts';
import { elementReference, isEmptyElement, repetitionsOf, type Element, type Segment } from '../types.ts';
import type { ValidationOptions } from './validate.ts';

interface Place {
  readonly segment: string;
  readonly position: number;
  readonly loop: string | undefined;
  readonly element?: number;
  readonly component?: number;
}

/** Checks segments one by one, against their definitions and what a partner narrows. */
export class SegmentCheck {
  readonly #guide: SetGuide;
  readonly #form: CompiledGuide;
  readonly #options: ValidationOptions;
  readonly #findings: X12Finding[];
  readonly #reserved: readonly string[];
  readonly #classes: Uint8Array;

  constructor(guide: SetGuide, form: CompiledGuide, options: ValidationOptions, findings: X12Finding[]) {
    this.#guide = guide;
    this.#form = form;
    this.#options = options;
    this.#findings = findings;
    this.#reserved = options.delimiters ? delimiterCharacters(options.delimiters) : [];
    this.#classes = characterClasses(options.characterSet ?? 'extended', this.#reserved);
  }

  segment(segment: Segment, position: number, loop: LoopOccurrence | undefined): void {
    const form = this.#form.segments.get(segment.id);
    // Nearly all segments have nothing wrong with them; the others are looked at again, by the rules and in their order.
    if (form?.narrow && this.#isRight(segment.elements, form)) return;
    this.#inspect(segment, form?.definition ?? this.#definition(segment.id), {
      segment: segment.id,
      position,
      loop: pathOf(loop),
    });
  }

  #definition(id: string): SegmentDefinition | undefined {
    return Object.hasOwn(this.#guide.segments, id) ? this.#guide.segments[id] : undefined;
  }

  #isRight(values: readonly Element[], form: CompiledSegment): boolean {
    if (values.length === 0 || values.length > form.elements.length) return false;
    let present = 0;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index] ?? '';
      if (value === '') continue;
      const element = form.elements[index];
      if (typeof value !== 'string' || !element || !this.#isRightValue(value, element)) return false;
      present |= 1 << index;
    }
    if ((present & form.required) !== form.required || values.at(-1) === '') return false;
    for (const note of form.notes) if (!holds(note, present)) return false;
    return true;
  }

  #isRightValue(value: string, { type, min, max, reference, codes }: CompiledElement): boolean {
    const common = commonClasses(value, this.#classes);
    if (type === undefined || (common & noDelimiter) === 0) return false;
    if (!isPlainlyRight(value, type, min, max, common)) return false;
    const { maxLengths, codeLists } = this.#options;
    if (maxLengths && value.length > (maxLengths[reference] ?? Infinity)) return false;
    const closed = codeLists?.[reference];
    return closed ? closed.includes(value) : !codes || codes.has(value);
  }

  #inspect(segment: Segment, definition: SegmentDefinition | undefined, place: Place): void {
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
    const most = definition.repeat ?? 1;
    if (repetitions.length > most) {
      const message =
        most === 1 ? 'may not repeat' : `is repeated ${repetitions.length} times where ${most} are allowed`;
      this.#find('X12-ELEMENT-REPEATED', place, message);
    }
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
      whole ? this.#options.zeroFilled?.[reference] : undefined,
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
    if (this.#form.codes.get(definition.number)?.has(value) === false) {
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
