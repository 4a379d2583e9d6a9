import { cut } from './short-texts.ts';
import type { Delimiters, Element } from '../types.ts';

/** Delimiters as character codes; -1 where there is none. */
export interface SeparatorCodes {
  readonly element: number;
  readonly component: number;
  readonly repetition: number;
  readonly delimiters: Delimiters;
}

export function separatorCodes(delimiters: Delimiters): SeparatorCodes {
  return {
    element: delimiters.element.charCodeAt(0),
    component: delimiters.component.charCodeAt(0),
    repetition: delimiters.repetition?.charCodeAt(0) ?? -1,
    delimiters,
  };
}

/**
 * Adds the elements that stand from one offset of a text to another, separators between them.
 * @param plain whether components and repetitions are left as they are
 * @returns false when there are more than the limit; those beyond are not added
 */
export function elementsOf(
  text: string,
  from: number,
  to: number,
  codes: SeparatorCodes,
  plain: boolean,
  limit: number,
  elements: Element[],
): boolean {
  // Looked up once: the loop runs for every character of a file.
  const { element, component, repetition } = codes;
  let start = from;
  let compound = false;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === element) {
      if (elements.length === limit) return false;
      const value = cut(text, start, at);
      elements.push(compound ? compoundOf(value, codes.delimiters) : value);
      start = at + 1;
      compound = false;
    } else if (code === component || code === repetition) compound = !plain;
  }
  if (elements.length === limit) return false;
  const value = cut(text, start, to);
  elements.push(compound ? compoundOf(value, codes.delimiters) : value);
  return true;
}

function compoundOf(text: string, delimiters: Delimiters): Element {
  if (delimiters.repetition === undefined || !text.includes(delimiters.repetition))
    return componentsOf(text, delimiters);
  return { repetitions: text.split(delimiters.repetition).map((one) => componentsOf(one, delimiters)) };
}

function componentsOf(text: string, delimiters: Delimiters): string | readonly string[] {
  return text.includes(delimiters.component) ? text.split(delimiters.component) : text;
}
