import { delimiterCharacters } from '../delimiters.ts';
import { TextBuffer } from './text-buffer.ts';
import { isEnvelopeId, isSegmentId } from '../segment-ids.ts';
import { shown, type X12Finding } from '../finding.ts';
import { isEmptyElement, type Composite, type Delimiters, type Element } from '../types.ts';

interface Place {
  readonly segment: string;
  readonly position?: number;
  readonly element: number;
  readonly component?: number;
}

/** Writes segments one after the other; what cannot be written is a finding. */
export class SegmentWriter {
  /** How many segments have been written. */
  written = 0;
  readonly #text = new TextBuffer();
  readonly #delimiters: Delimiters;
  readonly #end: string;
  readonly #findings: X12Finding[];
  /** By character code: whether it is a delimiter. */
  readonly #reserved = new Uint8Array(128);
  readonly #separator: number;
  /** Identifiers found to be well formed. */
  readonly #ids = new Set<string>();

  constructor(delimiters: Delimiters, suffix: string, findings: X12Finding[]) {
    this.#delimiters = delimiters;
    this.#separator = delimiters.element.charCodeAt(0);
    this.#end = delimiters.segment + suffix;
    this.#findings = findings;
    // A delimiter beyond ASCII is found before it comes to this.
    for (const character of delimiterCharacters(delimiters)) {
      const code = character.charCodeAt(0);
      if (code < 128) this.#reserved[code] = 1;
    }
  }

  isa(elements: readonly string[]): void {
    this.#text.add(['ISA', ...elements].join(this.#delimiters.element) + this.#end, this.#reserved);
  }

  /** @param position the segment's place in its set (ST is 1), absent for a segment of the envelope */
  write(id: string, elements: readonly Element[], position?: number): void {
    let last = elements.length;
    while (last > 0 && isEmpty(elements[last - 1])) last -= 1;
    if (last === 0) return;
    if (position !== undefined && !this.#ids.has(id)) this.#checkId(id, position);
    const text = this.#text;
    text.add(id, this.#reserved);
    for (let i = 0; i < last; i += 1) {
      const element = elements[i] ?? '';
      text.addCode(this.#separator);
      if (typeof element !== 'string') this.#compound(element, { segment: id, position, element: i + 1 });
      else if (text.add(element, this.#reserved)) this.#refuse(element, { segment: id, position, element: i + 1 });
    }
    text.add(this.#end, this.#reserved);
    this.written += 1;
  }

  text(): string {
    return this.#text.toString();
  }

  #checkId(id: string, position: number): void {
    const place = { severity: 'error', segment: id, position } as const;
    if (!isSegmentId(id)) {
      this.#findings.push({ code: 'X12-SEGMENT-ID', ...place, message: 'is not a segment identifier' });
    } else if (isEnvelopeId(id)) {
      const message = 'belongs to the envelope, and would end or open one inside the set';
      this.#findings.push({ code: 'X12-ENVELOPE', ...place, message });
    } else this.#ids.add(id);
  }

  #compound(element: Exclude<Element, string>, at: Place): void {
    if (!('repetitions' in element)) return this.#composite(element, at);
    const { repetition } = this.#delimiters;
    if (repetition === undefined) {
      this.#findings.push({
        code: 'X12-ELEMENT-REPEATED',
        severity: 'error',
        ...at,
        message: 'repeats, which this version does not know',
      });
      return;
    }
    let last = element.repetitions.length;
    while (last > 0 && isEmpty(element.repetitions[last - 1])) last -= 1;
    element.repetitions.slice(0, last).forEach((one, index) => {
      if (index > 0) this.#text.add(repetition, this.#reserved);
      if (typeof one === 'string') this.#value(one, at);
      else this.#composite(one, at);
    });
  }

  #composite(components: Composite, at: Place): void {
    let last = components.length;
    while (last > 0 && components[last - 1] === '') last -= 1;
    components.slice(0, last).forEach((text, index) => {
      if (index > 0) this.#text.add(this.#delimiters.component, this.#reserved);
      this.#value(text, { ...at, component: index + 1 });
    });
  }

  #value(text: string, at: Place): void {
    if (this.#text.add(text, this.#reserved)) this.#refuse(text, at);
  }

  #refuse(text: string, at: Place): void {
    const found = delimiterCharacters(this.#delimiters).find((character) => text.includes(character));
    this.#findings.push({
      code: 'X12-SEPARATOR-IN-DATA',
      severity: 'error',
      ...at,
      value: shown(text),
      message: `contains ${JSON.stringify(found)}, a delimiter of the interchange`,
    });
  }
}

function isEmpty(element: Element | undefined): boolean {
  return typeof element === 'string' ? element === '' : isEmptyElement(element);
}
