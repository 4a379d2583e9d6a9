/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { elementSelectorForm, segmentSelectorForm } from '../../x12/index.ts';
import { listOf, text, words, type TextSchema } from './values.ts';

/** Names segments: see `SegmentSelector` of x12. */
const segments = text(segmentSelectorForm, 'names a segment, such as CTT, REF*IA, PO1/REF*IA or heading/N1*ST/N4');

/** Names an element of segments. */
const elements = text(elementSelectorForm, 'names an element, such as BEG03, REF*IA-02 or HL*P/MAN-02');

const either = 'names a segment or an element, such as CTT, REF*IA, N1*ST/N3 or BIG03';

const name = text(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'is a name of your own: letters, digits and -, a letter first');

/** When a rule holds: an element of the set has one of these values, or any. */
const condition = {
  when: elements.optional().meta({ description: 'Only where this element is sent …' }),
  is: z.array(words).min(1).optional().meta({ description: '… and is one of these values. Absent: any' }),
};

const insertion = (value: TextSchema) =>
  z.strictObject({
    segment: text(/^[A-Z][A-Z0-9]{1,2}$/, 'is a segment such as REF').meta({ description: 'The segment added' }),
    in: text(
      new RegExp(`^(?:heading|summary|${segmentSelectorForm.source.slice(1, -1)})$`),
      'is heading, summary or a loop such as PO1, N1*ST or HL*S',
    )
      .default('heading')
      .meta({
        description:
          'Where: heading, summary, or each loop of this leader (PO1, N1*ST, HL*S). The place in it is that of the release',
      }),
    elements: z
      .array(z.union([z.null(), words, value], { error: 'is a text, { source: … } or null' }))
      .min(1)
      .meta({ description: 'The elements in order: literals, fields of the document, null for one not sent' }),
    ...condition,
  });

/** The rules of a partner on the segments of a set as a whole. @param value a literal or a field of the document */
export function segmentRules(value: TextSchema) {
  return {
    drop: listOf(z.union([segments, elements], { error: either })).meta({
      description:
        'Optional segments and elements the partner does not take: CTT, REF*DP, BIG03. A loop goes with its leader',
    }),
    insert: z
      .record(name, insertion(value))
      .default({})
      .meta({ description: 'Segments that are sent beside those the document gives, each under a name of your own' }),
    defaults: z
      .record(elements, words)
      .default({})
      .meta({ description: 'What an element of a segment sent is where the document leaves it empty: REF03: X' }),
    lengths: z
      .record(
        elements,
        z
          .strictObject({
            min: z.int().min(1).optional(),
            max: z.int().min(1).optional(),
            overflow: z.enum(['fail', 'truncate']).default('fail'),
            underflow: z.enum(['fail', 'zeros']).default('fail').meta({
              description:
                'A number that is too short: refused, or filled with leading zeros, as 000 for nothing in TDS01',
            }),
          })
          .refine(({ min, max }) => min !== undefined || max !== undefined, { error: 'has neither min nor max' }),
      )
      .default({})
      .meta({
        description:
          'Lengths narrower than the release’s, of BEG03 or REF*IA-02. Only descriptions, names and addresses may be cut',
      }),
    codeLists: z
      .record(elements, z.array(text(/^\S{1,10}$/, 'is a code')).min(1))
      .default({})
      .meta({ description: 'The only codes the partner takes in an element: PO103, N1*ST-03' }),
    required: listOf(
      z.union(
        [segments, elements, z.strictObject({ have: z.union([segments, elements], { error: either }), ...condition })],
        {
          error: 'is a segment or an element such as ITD, REF*IA or PO1/N1*ST-04, or { have: …, when: … }',
        },
      ),
    ).meta({
      description:
        'What the partner insists on: segments (ITD, REF*IA), those of each loop (HL*P/MAN), elements of segments sent (PO107)',
    }),
  };
}

/** A partner's rules on segments. */
export type SegmentRules = z.output<z.ZodObject<ReturnType<typeof segmentRules>>>;
