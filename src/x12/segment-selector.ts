import { isEmptyElement, type Element, type Segment } from './types.ts';

/** One step of a selector: a segment, by its identifier and what its first elements are. An empty qualifier stands for anything. */
export interface SelectorStep {
  readonly id: string;
  readonly qualifiers: readonly string[];
}

/**
 * Names segments of a transaction set, or an element of them, as partners' guides speak of them:
 *
 * - `CTT`, `REF*IA`: every CTT; every REF whose first element is IA. `SAC*A*C310` goes by two, `TD5**2` by the second alone.
 *   `HL*P` goes by the level's code, HL03.
 * - `PO1/REF*IA`, `N1*ST/N4`: those inside a loop, told by its leader.
 * - `heading/REF`, `summary/SAC`: those before the first loop of items, and after the last, in no other loop.
 * - `BEG03`, `REF*IA-02`, `HL*P/MAN-02`: an element of such segments.
 */
export interface SegmentSelector {
  readonly part?: 'heading' | 'summary';
  /** The leaders of the loops around the segment, outermost first. Without {@link part} there may be more around those. */
  readonly loops: readonly SelectorStep[];
  readonly segment: SelectorStep;
  /** 1 for the first element. */
  readonly element?: number;
}

const step = '[A-Z][A-Z0-9]{1,2}(?:\\*[A-Z0-9]*)*';
const path = `(?:(?:heading|summary)/)?(?:${step}/)*`;

/** The form of a selector of segments. */
export const segmentSelectorForm = new RegExp(`^${path}${step}$`);
/** The form of a selector of elements. */
export const elementSelectorForm = new RegExp(`^${path}(?:[A-Z][A-Z0-9]{1,2}\\d\\d|${step}-\\d\\d)$`);

/** @throws SyntaxError when the text has neither form */
export function parseSelector(text: string): SegmentSelector {
  const element = elementSelectorForm.test(text) && !segmentSelectorForm.test(text);
  if (!element && !segmentSelectorForm.test(text)) throw new SyntaxError(`${text} names no segment`);
  const steps = (element ? text.slice(0, -2).replace(/-$/, '') : text).split('/');
  const part = steps[0] === 'heading' || steps[0] === 'summary' ? steps[0] : undefined;
  const named = steps.slice(part ? 1 : 0).map((one) => parseStep(one));
  return {
    ...(part ? { part } : {}),
    loops: named.slice(0, -1),
    segment: named.at(-1) ?? parseStep(''),
    ...(element ? { element: Number(text.slice(-2)) } : {}),
  };
}

function parseStep(text: string): SelectorStep {
  const [id = '', ...qualifiers] = text.split('*');
  // A level is told by its code, which is the third element: the first two are numbers.
  return { id, qualifiers: id === 'HL' && qualifiers.length === 1 ? ['', '', ...qualifiers] : qualifiers };
}

/** Whether a segment is of a step. */
export function matchesStep(segment: Segment, { id, qualifiers }: SelectorStep): boolean {
  return (
    segment.id === id &&
    qualifiers.every((qualifier, index) => qualifier === '' || textOf(segment.elements[index]) === qualifier)
  );
}

/** An element's text; that of a composite's first component. */
function textOf(element: Element | undefined): string {
  if (element === undefined || isEmptyElement(element)) return '';
  if (typeof element === 'string') return element;
  const first = 'repetitions' in element ? element.repetitions[0] : element;
  return typeof first === 'string' ? first : (first?.[0] ?? '');
}
