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
  return whole
    .flatMap((segment, index) => [
      visible(segmentText(segment, delimiters)),
      ...(byPosition.get(index + 1) ?? []).map(({ segment: name, element, origin }) => {
        const { record, field } = describe(origin);
        const value = valueOf(segment.elements[element - 1]);
        return `    ${elementReference(name, element)}  ${value.padEnd(24)}  ${record}${field === undefined ? '' : `, ${field}`}`;
      }),
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
