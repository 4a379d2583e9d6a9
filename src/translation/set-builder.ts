import type { Finding } from '../documents/finding.ts';
import type { DocumentProfile } from '../partners/index.ts';
import { elementReference, type Segment, type SetGuide } from '../x12/index.ts';
import { applyCharacterPolicy } from './character-policy.ts';
import type { TranslationCodes } from './codes.ts';
import type { Cell, ElementSource, Origin } from './source.ts';

/** Who says where a finding belongs: see `findings.ts`. */
export type Describe = (origin: Origin) => Pick<Finding, 'record' | 'field'>;

/** A transaction set being built, segment by segment, with the source of each element. */
export class SetBuilder {
  readonly segments: Segment[] = [];
  readonly sources: ElementSource[] = [];
  readonly findings: Finding[] = [];
  readonly #profile: DocumentProfile;
  readonly #guide: SetGuide;
  readonly #describe: Describe;
  readonly #codes: TranslationCodes;

  constructor(profile: DocumentProfile, guide: SetGuide, describe: Describe, codes: TranslationCodes) {
    this.#profile = profile;
    this.#guide = guide;
    this.#describe = describe;
    this.#codes = codes;
  }

  /** Adds a segment; cells in element order, undefined for an element not sent. Without data nothing is added. */
  add(id: string, cells: readonly (Cell | undefined)[]): void {
    const position = this.segments.length + 2;
    const sources: ElementSource[] = [];
    const elements = cells.map((cell, index) => {
      const text = cell ? this.#text(cell, id, index + 1) : '';
      if (cell && text !== '') sources.push({ position, segment: id, element: index + 1, origin: cell.origin });
      return text;
    });
    while (elements.at(-1) === '') elements.pop();
    if (elements.length === 0) return;
    this.segments.push({ id, elements });
    this.sources.push(...sources);
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

  /** The longest text an element takes, by the guide and the profile. */
  maxLength(id: string, element: number): number {
    const release = this.#guide.segments[id]?.elements[element - 1]?.max ?? Infinity;
    return Math.min(release, this.#profile.lengths[elementReference(id, element)]?.max ?? release);
  }

  /** A finding about where a value comes from. */
  find(
    code: string,
    origin: Origin,
    message: string,
    fix: string,
    more: Partial<Pick<Finding, 'severity' | 'value' | 'element'>> = {},
  ): void {
    this.findings.push({ code, severity: 'error', ...this.#describe(origin), message, fix, ...more });
  }

  #text(cell: Cell, id: string, element: number): string {
    const { text, replaced } = applyCharacterPolicy(cell, this.#profile);
    this.#report(cell, replaced);
    const reference = elementReference(id, element);
    const policy = this.#profile.lengths[reference];
    const max = this.maxLength(id, element);
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
