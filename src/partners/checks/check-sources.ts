import { elementReference, parseSelector, placesOf, type SegmentSelector, type SetGuide } from '../../x12/index.ts';
import type { SettingPath } from '../profile-file.ts';
import type { CodeSent } from '../settings/code-sent.ts';
import type { TypedSettings } from '../settings/typed-settings.ts';
import { codesSent } from './codes-sent.ts';
import { filledBySettings, neverFilled } from './elements-given.ts';
import { error, type SettingFault } from './fault.ts';

// Segments that documents give: those of all types, for which of them a set has its guide says. A test compares them with the translations.
export const segmentsSent: ReadonlySet<string> = new Set(
  `AMT BEG BIG BSN CAD CSH CTB CTP CTT CUR DTM FOB HL ISS IT1 ITD LIN MAN MEA MSG MTX N1 N2 N3 N4 N9 NTE PER PID PKG PO1 PO4 PRF REF SAC SCH SDQ
   SLN SN1 TAX TD1 TD3 TD4 TD5 TDS TXI`.split(/\s+/),
);

// Segments whose first element is a setting's code wherever they are sent, so that no setting of the code means no such segment.
const codedBySettings: ReadonlySet<string> = new Set(['CUR', 'DTM', 'FOB', 'N1', 'PER', 'REF']);

/** Finds what the partner insists on, and nothing of the profile gives. */
export function checkSources(typed: TypedSettings, guide: SetGuide): SettingFault[] {
  const given = new Sources(typed);
  return typed.settings.required.flatMap((entry, index): SettingFault[] => {
    const text = typeof entry === 'string' ? entry : entry.have;
    const path: SettingPath = typeof entry === 'string' ? ['required', index] : ['required', index, 'have'];
    const selector = parseSelector(text);
    // What the set does not have is said elsewhere.
    if (placesOf(selector, guide).length === 0) return [];
    if (selector.element === undefined) {
      if (given.segment(selector)) return [];
      const fix = 'Give it a source (references, parties, dates …), or add it (insert).';
      const message = `is ${text}, which nothing in the profile gives: no document could be sent`;
      return [error('PARTNER-SOURCE', path, message, fix)];
    }
    if (given.element(selector, selector.element)) return [];
    const fix = 'Give it a source, or say what it is (defaults).';
    const message = `is ${text}, which nothing in the profile fills: no document with ${selector.segment.id} could be sent`;
    return [error('PARTNER-SOURCE', path, message, fix)];
  });
}

/** What the settings give. */
class Sources {
  readonly #settings: TypedSettings['settings'];
  readonly #codes: readonly CodeSent[];
  readonly #filled: Readonly<Record<string, boolean>>;

  constructor(typed: TypedSettings) {
    this.#settings = typed.settings;
    this.#codes = codesSent(typed);
    this.#filled = filledBySettings(typed);
  }

  segment(selector: SegmentSelector): boolean {
    const { id, qualifiers } = selector.segment;
    const [qualifier = ''] = qualifiers;
    if (this.#inserted(selector).length > 0) return true;
    if (!segmentsSent.has(id)) return false;
    if (!codedBySettings.has(id)) return true;
    return this.#codes.some(({ element, value }) => element === `${id}01` && (qualifier === '' || value === qualifier));
  }

  element(selector: SegmentSelector, element: number): boolean {
    const reference = elementReference(selector.segment.id, element);
    if (!neverFilled.has(reference) && this.#filled[reference] !== false) return true;
    const filled = Object.keys(this.#settings.defaults).some((text) => {
      const { segment, element: other = 0 } = parseSelector(text);
      return elementReference(segment.id, other) === reference;
    });
    return filled || this.#inserted(selector).some(({ elements }) => (elements[element - 1] ?? null) !== null);
  }

  /** Added segments a selector may name. */
  #inserted({ segment: { id, qualifiers } }: SegmentSelector): TypedSettings['settings']['insert'][string][] {
    const [qualifier = ''] = qualifiers;
    return Object.values(this.#settings.insert).filter(({ segment, elements: [first] }) => {
      const literal = typeof first === 'object' && first !== null && 'value' in first ? first.value : first;
      return segment === id && (qualifier === '' || typeof literal !== 'string' || literal === qualifier);
    });
  }
}
