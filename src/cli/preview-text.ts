import type { BusinessDocument } from '../documents/document.ts';
import type { DocumentProfile } from '../partners/profile.ts';
import { describeOrigin, type ElementSource } from '../translation/index.ts';
import {
  elementReference,
  repetitionsOf,
  type Delimiters,
  type Element,
  type Segment,
  type TransactionSetBody,
} from '../x12/index.ts';

// Longer values push their source to the right; everybody else's stay in line.
const widestColumn = 36;

/** A set as text, each segment followed by where its elements come from. */
export function setText(
  document: BusinessDocument,
  profile: DocumentProfile,
  { id, segments }: TransactionSetBody,
  sources: readonly ElementSource[],
): string {
  const describe = describeOrigin(document, profile);
  const byPosition = Map.groupBy(sources, ({ position }) => position);
  const { delimiters } = profile.interchange;
  const whole: Segment[] = [
    { id: 'ST', elements: [id, '0001'] },
    ...segments,
    { id: 'SE', elements: [String(segments.length + 2), '0001'] },
  ];
  const rows = whole.map((segment, index) => ({
    text: visible(segmentText(segment, delimiters)),
    elements: (byPosition.get(index + 1) ?? []).map(({ element, origin }) => {
      const { record, field } = describe(origin);
      return {
        reference: elementReference(segment.id, element),
        value: valueOf(segment.elements[element - 1]),
        source: field === undefined ? record : `${record}, ${field}`,
      };
    }),
  }));
  const widest = Math.max(0, ...rows.flatMap(({ elements }) => elements.map(({ value }) => value.length)));
  const width = Math.min(widest, widestColumn);
  return rows
    .flatMap(({ text, elements }) => [
      text,
      ...elements.map(
        ({ reference, value, source }) => `    ${reference.padEnd(5)}  ${value.padEnd(width)}  ${source}`,
      ),
    ])
    .join('\n');
}

function segmentText({ id, elements }: Segment, { element, segment, component, repetition }: Delimiters): string {
  const texts = elements.map((one) =>
    repetitionsOf(one)
      .map((components) => components.join(component))
      .join(repetition ?? ''),
  );
  return [id, ...texts].join(element) + segment;
}

function valueOf(element: Element | undefined): string {
  return element === undefined ? '' : visible(repetitionsOf(element).flat().join(' '));
}

/** Control characters as their pictures (U+2400 and on), so that a terminal shows them. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => String.fromCharCode(0x2400 + (character.charCodeAt(0) % 0x80)));
}
