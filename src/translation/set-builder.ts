import type { Finding } from '../documents/finding.ts';
import type { DocumentProfile } from '../partners/index.ts';
import {
  elementReference,
  matchesStep,
  parseSelector,
  type Segment,
  type SegmentSelector,
  type SetGuide,
  type StructureNode,
} from '../x12/index.ts';
import { applyCharacterPolicy } from './character-policy.ts';
import type { TranslationCodes } from './finding-codes.ts';
import type { Cell, ElementSource, Origin } from './cells/source.ts';

/** Who says where a finding belongs: see `findings.ts`. */
export type Describe = (origin: Origin) => Pick<Finding, 'record' | 'field'>;

/** A segment made, with where its elements come from. */
export interface BuiltSegment {
  readonly segment: Segment;
  readonly sources: readonly Omit<ElementSource, 'position'>[];
}

type LengthRule = DocumentProfile['lengths'][string];

/** A transaction set being built, segment by segment, with the source of each element. */
export class SetBuilder {
  readonly segments: Segment[] = [];
  readonly sources: ElementSource[] = [];
  readonly findings: Finding[] = [];
  readonly #found = new Set<string>();
  readonly #profile: DocumentProfile;
  readonly #guide: SetGuide;
  readonly #describe: Describe;
  readonly #codes: TranslationCodes;
  /** The partner's lengths per segment, those of more qualifiers first. */
  readonly #lengths: ReadonlyMap<string, readonly { readonly selector: SegmentSelector; readonly rule: LengthRule }[]>;

  constructor(profile: DocumentProfile, guide: SetGuide, describe: Describe, codes: TranslationCodes) {
    this.#profile = profile;
    this.#guide = guide;
    this.#describe = describe;
    this.#codes = codes;
    // Lengths of segments in certain loops are checked once the loops are known.
    const lengths = Object.entries(profile.lengths)
      .map(([text, rule]) => ({ selector: parseSelector(text), rule }))
      .filter(({ selector }) => selector.loops.length === 0 && selector.part === undefined)
      .sort((a, b) => b.selector.segment.qualifiers.length - a.selector.segment.qualifiers.length);
    this.#lengths = Map.groupBy(lengths, ({ selector }) => selector.segment.id);
  }

  /** Adds a segment; cells in element order, undefined for an element not sent. Without data nothing is added. */
  add(id: string, cells: readonly (Cell | undefined)[]): void {
    const position = this.segments.length + 2;
    const made = this.made(id, cells);
    if (!made) return;
    this.segments.push(made.segment);
    for (const { segment, element, origin } of made.sources) this.sources.push({ position, segment, element, origin });
  }

  /** A segment as {@link add} makes it, without adding it; undefined without data. */
  made(id: string, cells: readonly (Cell | undefined)[]): BuiltSegment | undefined {
    const sources: Omit<ElementSource, 'position'>[] = [];
    const elements = cells.map((cell, index) => {
      const text = cell ? this.#text(cell, id, index + 1, cells) : '';
      if (cell && text !== '') sources.push({ segment: id, element: index + 1, origin: cell.origin });
      return text;
    });
    while (elements.at(-1) === '') elements.pop();
    return elements.length === 0 ? undefined : { segment: { id, elements }, sources };
  }

  /** Whether a cell still has text after the profile's character policy. */
  hasText(cell: Cell | undefined): cell is Cell {
    return cell !== undefined && applyCharacterPolicy(cell, this.#profile).text !== '';
  }

  /** A free text of an element, in pieces that fit: broken at blanks where there are any. */
  pieces(cell: Cell, id: string, element: number): Cell[] {
    const max = this.maxLength(id, element);
    const pieces: string[] = [];
    let rest = applyCharacterPolicy(cell, this.#profile).text;
    while (rest.length > max) {
      const blank = rest.lastIndexOf(' ', max);
      const cut = blank > 0 ? blank : max;
      pieces.push(rest.slice(0, cut).trimEnd());
      rest = rest.slice(cut).trimStart();
    }
    if (rest !== '') pieces.push(rest);
    // The pieces are cut from the source's text; the policy finds nothing more to change in them.
    this.#report(cell, applyCharacterPolicy(cell, this.#profile).replaced);
    return pieces.map((text) => ({ ...cell, text }));
  }

  /** Whether the guide has a segment in the loop another one leads. */
  loopHas(leader: string, segment: string): boolean {
    const within = (nodes: readonly StructureNode[]): boolean =>
      nodes.some(
        ({ id, children = [] }) =>
          (id === leader && children.some((child) => child.id === segment)) || within(children),
      );
    return within(this.#guide.structure);
  }

  /** Whether the guide has an element in every segment of its kind. */
  isMandatory(id: string, element: number): boolean {
    return this.#guide.segments[id]?.elements[element - 1]?.required ?? false;
  }

  /** The longest text an element takes, by the guide and the profile. */
  maxLength(id: string, element: number): number {
    const release = this.#guide.segments[id]?.elements[element - 1]?.max ?? Infinity;
    return Math.min(release, this.#lengthRule(id, element, [])?.max ?? release);
  }

  /** A finding about where a value comes from. Of a value that is sent in several places it is told once. */
  find(
    code: string,
    origin: Origin,
    message: string,
    fix: string,
    more: Partial<Pick<Finding, 'severity' | 'value' | 'element'>> = {},
  ): void {
    const finding: Finding = { code, severity: 'error', ...this.#describe(origin), message, fix, ...more };
    const key = JSON.stringify(finding);
    if (this.#found.has(key)) return;
    this.#found.add(key);
    this.findings.push(finding);
  }

  /** The partner's length of an element, by the segment's other elements where it goes by them. */
  #lengthRule(id: string, element: number, cells: readonly (Cell | undefined)[]): LengthRule | undefined {
    const rules = this.#lengths.get(id);
    if (!rules) return undefined;
    const segment = { id, elements: cells.map((cell) => cell?.text.trim() ?? '') };
    return rules.find(({ selector }) => selector.element === element && matchesStep(segment, selector.segment))?.rule;
  }

  #text(cell: Cell, id: string, element: number, cells: readonly (Cell | undefined)[]): string {
    const { text, replaced } = applyCharacterPolicy(cell, this.#profile);
    this.#report(cell, replaced);
    const reference = elementReference(id, element);
    const policy = this.#lengthRule(id, element, cells);
    if (policy?.underflow === 'zeros') return filled(text, policy.min ?? 0);
    const max = Math.min(this.#guide.segments[id]?.elements[element - 1]?.max ?? Infinity, policy?.max ?? Infinity);
    if (policy?.overflow !== 'truncate' || cell.kind !== 'free' || text.length <= max) return text;
    this.find(
      this.#codes.textCut,
      cell.origin,
      `has ${text.length} characters and was cut to ${max} for ${reference}`,
      `Shorten it in SYSPRO, or agree a longer ${reference} with the partner.`,
      {
        severity: 'warning',
        value: text.slice(0, 80),
      },
    );
    return text.slice(0, max).trimEnd();
  }

  #report(cell: Cell, replaced: readonly string[]): void {
    if (replaced.length === 0) return;
    const which = replaced.map((character) => JSON.stringify(character)).join(', ');
    this.find(
      this.#codes.textReplaced,
      cell.origin,
      `contains ${which}, which this partner cannot take and was replaced`,
      'Nothing, or write it without in SYSPRO.',
      {
        severity: 'warning',
        value: Array.from(cell.text).slice(0, 80).join(''),
      },
    );
  }
}

/** A number with leading zeros, its sign before them; anything else as it is. */
function filled(text: string, digits: number): string {
  const [, sign = '', number] = /^(-?)(\d+)$/.exec(text) ?? [];
  return number === undefined ? text : sign + number.padStart(digits, '0');
}
