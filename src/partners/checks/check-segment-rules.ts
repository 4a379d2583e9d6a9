import {
  brokenNote,
  elementFaults,
  elementReference,
  parseSelector,
  placesOf,
  splitReference,
  type ElementDefinition,
  type SegmentSelector,
  type SetGuide,
  type StructureNode,
} from '../../x12/index.ts';
import type { SettingPath } from '../profile-file.ts';
import type { CommonSettings } from '../settings/common.ts';
import { neverFilled } from './elements-given.ts';
import { codeFaults, error, unknownElement, type SettingFault } from './fault.ts';
import type { SegmentRules } from '../settings/segment-rules.ts';

// Data elements whose content may be cut without changing what is ordered: names, addresses, descriptions and messages.
const cuttable: ReadonlySet<string> = new Set(['93', '166', '19', '352', '387', '933', '1551']);

/**
 * Data elements of amounts, prices, rates, percentages of allowances and quantities: N2 amount, monetary amount, unit price, rate,
 * percent, quantity, quantity invoiced or ordered, units shipped, hash total. They are the document's, never the profile's.
 */
const figures: ReadonlySet<string> = new Set(['610', '782', '212', '118', '332', '380', '358', '330', '382', '347']);
// What a SAC comes to: its amount, percentage, rate or quantity.
const chargeFigures: ReadonlySet<number> = new Set([5, 7, 8, 10]);

type Settings = SegmentRules & Pick<CommonSettings, 'characters'>;

/** Checks a partner's rules on segments against the release's guide. */
export function checkSegmentRules(settings: Settings, guide: SetGuide): SettingFault[] {
  const check = new RuleCheck(settings, guide);
  check.drops();
  check.insertions();
  check.defaults();
  check.lengths();
  check.codeLists();
  check.required();
  return check.faults;
}

class RuleCheck {
  readonly faults: SettingFault[] = [];
  readonly #settings: Settings;
  readonly #guide: SetGuide;
  /** Segments that totals count, or of which they sum an element. */
  readonly #totalled: ReadonlySet<string>;

  constructor(settings: Settings, guide: SetGuide) {
    this.#settings = settings;
    this.#guide = guide;
    this.#totalled = new Set([
      ...guide.totals.map((rule) => ('countOf' in rule ? rule.countOf : splitReference(rule.sumOf)[0])),
      ...(guide.checks.includes('invoice-total') ? ['SAC', 'TXI'] : []),
      // Allowances of an order's lines are what its gross prices are less.
      ...(guide.id === '850' ? ['SAC'] : []),
    ]);
  }

  drops(): void {
    this.#settings.drop.forEach((text, index) => {
      const path = ['drop', index];
      const named = this.#named(path, text);
      if (!named) return;
      const { selector, places, element } = named;
      if (selector.element !== undefined) {
        const reference = elementReference(selector.segment.id, selector.element);
        const summed = this.#guide.totals.some((rule) => 'sumOf' in rule && rule.sumOf === reference);
        if (element?.required === true) this.#find('PARTNER-DROP', path, `is ${text}, which is mandatory`);
        else if (selector.segment.id === 'SAC' && chargeFigures.has(selector.element))
          this.#find(
            'PARTNER-DROP',
            path,
            `is ${text}, without which a charge or allowance does not say how much it is`,
          );
        else if (summed) this.#find('PARTNER-DROP', path, `is ${text}, which a total of the set is the sum of`);
        return;
      }
      if (places.some(([node]) => (node?.min ?? 0) > 0))
        this.#find('PARTNER-DROP', path, `is ${text}, which is mandatory`);
      const lost = places.flatMap(([node]) => (node ? idsOf(node) : [])).find((id) => this.#isTotalled(id, selector));
      if (lost !== undefined) {
        const along = lost === selector.segment.id ? '' : ` with which ${lost} would go`;
        this.#find('PARTNER-DROP', path, `is ${text},${along} which the totals of the set are made of`);
      }
    });
  }

  insertions(): void {
    for (const [name, { segment, in: loop, elements, when, is }] of Object.entries(this.#settings.insert)) {
      const path = ['insert', name];
      this.#condition(path, when, is);
      const named = this.#named([...path, 'in'], `${loop}/${segment}`, `has no place for ${segment}`);
      if (!named) continue;
      if (this.#totalled.has(segment) && segment !== 'SAC' && segment !== 'TXI') {
        this.#find('PARTNER-INSERT', [...path, 'segment'], `is ${segment}, which the totals of the set are made of`);
        continue;
      }
      if (named.places.every(([node]) => node.min > 0 && node.max === 1)) {
        const why = `is ${segment}, which every document has, once`;
        this.#find('PARTNER-INSERT', [...path, 'segment'], why);
        continue;
      }
      const definition = this.#guide.segments[segment];
      if (!definition) continue;
      elements.forEach((element, index) => {
        const at = [...path, 'elements', index];
        const known = definition.elements[index];
        if (!known)
          this.#find('PARTNER-ELEMENT', at, `is beyond the ${definition.elements.length} elements of ${segment}`);
        else if (element === null) return;
        else if (typeof element === 'string') this.#value(at, element, elementReference(segment, index + 1), known);
        else if ('value' in element)
          this.#value([...at, 'value'], element.value, elementReference(segment, index + 1), known);
      });
      const has = (position: number): boolean => (elements[position - 1] ?? null) !== null;
      definition.elements.forEach((element, index) => {
        if (element.required && !has(index + 1))
          this.#find('PARTNER-INSERT', path, `lacks ${elementReference(segment, index + 1)}, which is mandatory`);
      });
      for (const note of definition.notes) {
        const broken = brokenNote(note, has);
        if (broken) this.#find('PARTNER-INSERT', path, `makes a ${segment} that ${broken.message} (${note.text})`);
      }
    }
  }

  defaults(): void {
    for (const [text, value] of Object.entries(this.#settings.defaults)) {
      const path = ['defaults', text];
      const named = this.#named(path, text);
      if (named?.element)
        this.#value(
          path,
          value,
          elementReference(named.selector.segment.id, named.selector.element ?? 0),
          named.element,
        );
      if (named?.element) this.#relation(path, named.selector);
    }
  }

  /** Finds a default that needs another element which only a setting could give: conditional notes (C) of the segment. */
  #relation(path: SettingPath, { segment: { id }, element = 0 }: SegmentSelector): void {
    const others = Object.keys(this.#settings.defaults).map((text) => parseSelector(text));
    const given = (position: number): boolean =>
      position === element ||
      !neverFilled.has(elementReference(id, position)) ||
      others.some((other) => other.segment.id === id && other.element === position);
    for (const note of this.#guide.segments[id]?.notes ?? []) {
      const broken = brokenNote(note, given);
      if (broken && note.positions.includes(element))
        this.#find('PARTNER-ELEMENT', path, `makes a ${id} that ${broken.message} (${note.text})`);
    }
  }

  lengths(): void {
    for (const [text, { min, max, overflow, underflow }] of Object.entries(this.#settings.lengths)) {
      const path = ['lengths', text];
      const named = this.#named(path, text);
      if (!named?.element) continue;
      const { element, selector } = named;
      const range = `the release allows ${element.min} to ${element.max}`;
      const outside = (length: number): boolean => length > element.max || length < element.min;
      if (max !== undefined && outside(max)) this.#find('PARTNER-LENGTH', [...path, 'max'], `is ${max}, and ${range}`);
      if (min !== undefined && outside(min)) this.#find('PARTNER-LENGTH', [...path, 'min'], `is ${min}, and ${range}`);
      if (min !== undefined && max !== undefined && min > max)
        this.#find('PARTNER-LENGTH', [...path, 'min'], `is ${min}, more than the longest, ${max}`);
      if (overflow === 'truncate' && !cuttable.has(element.number)) {
        const only = 'but only names, addresses and descriptions may be cut, never codes, numbers or amounts';
        this.#find('PARTNER-LENGTH', [...path, 'overflow'], `is truncate, ${only}`);
      }
      if (overflow === 'truncate' && (selector.loops.length > 0 || selector.part !== undefined)) {
        const why = 'but what is cut is told by its segment alone, without the loops around it';
        this.#find('PARTNER-LENGTH', [...path, 'overflow'], `is truncate, ${why}`);
      }
      if (underflow === 'zeros' && ['R', 'DT', 'TM', undefined].includes(element.type)) {
        const why = 'but decimals, dates and times have no leading zeros that say nothing';
        this.#find('PARTNER-LENGTH', [...path, 'underflow'], `is zeros, ${why}`);
      }
      if (underflow === 'zeros' && min === undefined)
        this.#find('PARTNER-LENGTH', [...path, 'underflow'], 'is zeros, but there is no min to fill to');
      if (underflow === 'zeros' && (selector.loops.length > 0 || selector.part !== undefined)) {
        const why = 'but what is filled is told by its segment alone, without the loops around it';
        this.#find('PARTNER-LENGTH', [...path, 'underflow'], `is zeros, ${why}`);
      }
    }
  }

  codeLists(): void {
    for (const [text, codes] of Object.entries(this.#settings.codeLists)) {
      const path = ['codeLists', text];
      const named = this.#named(path, text);
      if (!named?.element) continue;
      const { element, selector } = named;
      codes.forEach((code, index) => {
        const reference = elementReference(selector.segment.id, selector.element ?? 0);
        this.faults.push(...codeFaults([...path, index], code, reference, element, this.#guide));
      });
    }
  }

  required(): void {
    this.#settings.required.forEach((entry, index) => {
      const path = ['required', index];
      if (typeof entry === 'string') {
        this.#named(path, entry);
        this.#dropped(path, entry);
        return;
      }
      this.#named([...path, 'have'], entry.have);
      this.#dropped([...path, 'have'], entry.have);
      this.#condition(path, entry.when, entry.is);
    });
  }

  /** Finds what is insisted on, left out, and not given otherwise. */
  #dropped(path: SettingPath, text: string): void {
    const { drop, insert, defaults } = this.#settings;
    const index = drop.indexOf(text);
    const { segment } = parseSelector(text);
    const added = Object.values(insert).some((insertion) => insertion.segment === segment.id);
    if (index === -1 || added || Object.hasOwn(defaults, text)) return;
    this.#find('PARTNER-DROP', path, `is ${text}, which drop.${index} leaves out: no document could be sent`);
  }

  #condition(path: SettingPath, when: string | undefined, is: readonly string[] | undefined): void {
    if (when === undefined) {
      if (is) this.#find('PARTNER-ELEMENT', [...path, 'is'], 'says a value, but there is no when that says of what');
      return;
    }
    this.#named([...path, 'when'], when);
  }

  /** What a selector names; finds what is wrong with it. */
  #named(
    path: SettingPath,
    text: string,
    otherwise?: string,
  ): { selector: SegmentSelector; places: [StructureNode][]; element?: ElementDefinition } | undefined {
    const selector = parseSelector(text);
    const { segment, element } = selector;
    const definition = Object.hasOwn(this.#guide.segments, segment.id) ? this.#guide.segments[segment.id] : undefined;
    const places = placesOf(selector, this.#guide).flatMap((nodes): [StructureNode][] => {
      const node = nodes.at(-1);
      return node ? [[node]] : [];
    });
    const found = element === undefined ? undefined : definition?.elements[element - 1];
    if (!definition || places.length === 0 || (element !== undefined && !found)) {
      if (otherwise === undefined) this.faults.push(unknownElement(path, text, this.#guide));
      else
        this.#find('PARTNER-ELEMENT', path, `${otherwise} in the ${this.#guide.id} of release ${this.#guide.release}`);
      return undefined;
    }
    for (const step of [...selector.loops, segment]) {
      step.qualifiers.forEach((qualifier, index) => {
        const known = this.#guide.segments[step.id]?.elements[index];
        const reference = elementReference(step.id, index + 1);
        if (qualifier === '') return;
        if (!known) this.faults.push(unknownElement(path, reference, this.#guide));
        else this.faults.push(...codeFaults(path, qualifier, reference, known, this.#guide));
      });
    }
    return { selector, places, ...(found ? { element: found } : {}) };
  }

  /** A literal that is sent as it stands. */
  #value(path: SettingPath, value: string, reference: string, element: ElementDefinition): void {
    const { characters, codeLists } = this.#settings;
    if (figures.has(element.number) && !reference.startsWith('CSH')) {
      const why = 'an amount, a price or a quantity, which is the document’s to say and never a literal';
      this.#find('PARTNER-VALUE', path, `is for ${reference}, ${why}`);
      return;
    }
    if (element.type === undefined) {
      this.#find('PARTNER-ELEMENT', path, `is the composite ${reference}, which a literal cannot be`);
      return;
    }
    const text = characters.upperCase ? value.trim().toUpperCase() : value.trim();
    const faults = elementFaults(text, element.type, element.min, element.max, characters.set);
    for (const { message } of faults) this.#find('PARTNER-VALUE', path, `is ${JSON.stringify(value)}: it ${message}`);
    if (faults.length > 0) return;
    const closed = codeLists[reference];
    if (!closed) this.faults.push(...codeFaults(path, text, reference, element, this.#guide));
    else if (!closed.includes(text))
      this.#find('PARTNER-CODE', path, `is ${text}, which is not on this partner’s list for ${reference}`);
  }

  #isTotalled(id: string, selector: SegmentSelector): boolean {
    // Taxes of lines say once more what those of the summary say.
    if (id === 'TXI' && selector.segment.id === 'TXI' && selector.loops[0]?.id === 'IT1') return false;
    return this.#totalled.has(id);
  }

  #find(code: string, path: SettingPath, message: string): void {
    this.faults.push(error(code, path, message));
  }
}

/** The segments that go when one goes. */
function idsOf(node: StructureNode): string[] {
  return [node.id, ...(node.children ?? []).flatMap((child) => idsOf(child))];
}
