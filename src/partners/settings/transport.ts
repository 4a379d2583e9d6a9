/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { code, codeMap, decimal, listOf, whenMissing, words, type TextSchema } from './values.ts';

/** TD1: packaging, count, weights and volume. */
export const ladingSettings = z.strictObject({
  at: z
    .array(z.enum(['S', 'O', 'T', 'P']))
    .default(['S'])
    .meta({ description: 'The levels that have a TD1: S shipment, O order, T pallet, P carton' }),
  kinds: codeMap.default({}).meta({ description: 'The site’s kind of packaging → TD101, such as CTN25' }),
  kind: code.optional().meta({ description: 'TD101 where the kind is not known or not mapped' }),
  perKind: z
    .boolean()
    .default(false)
    .meta({ description: 'A TD1 for each kind of packaging, where there are several' }),
  palletKind: code
    .optional()
    .meta({ description: 'TD101 of a further TD1 of the shipment with the number of pallets, such as PLT71' }),
  count: whenMissing.meta({ description: 'TD102, the number of packages, where nobody knows it' }),
  weight: whenMissing.meta({ description: 'TD107, the gross weight, where nobody knows it' }),
  weightUnit: code.default('LB').meta({ description: 'TD108: the company’s unit of mass, or that of weightFactor' }),
  weightFactor: decimal
    .optional()
    .meta({ description: 'Units of weightUnit in one of the company’s: "2.20462" from kilograms to pounds' }),
  net: z
    .boolean()
    .default(false)
    .meta({ description: 'A further TD1 with the net weight (N), where the mass of every item is known' }),
  volumeUnit: code.optional().meta({ description: 'TD110, the company’s unit of volume. Absent: no volume is sent' }),
});
export type LadingLevel = z.output<typeof ladingSettings>['at'][number];

/** TD5: the carrier. */
export const carrierSettings = z.strictObject({
  qualifier: code
    .default('2')
    .meta({ description: 'TD502: 2 SCAC, or 91 or 92 for codes of ours or of the partner’s' }),
  codes: z
    .record(words, z.strictObject({ scac: code, mode: code.optional(), service: code.optional() }))
    .default({})
    .meta({
      description:
        'Carrier, shipping instructions code or shipping instructions → TD503 (SCAC), TD504 (mode) and TD512 (service level)',
    }),
  mode: code.optional().meta({ description: 'TD504 of a carrier that is not mapped' }),
  sequence: code.optional().meta({ description: 'TD501, such as O origin carrier or B origin and delivery' }),
  routing: z.boolean().default(true).meta({ description: 'Send the shipping instructions as TD505' }),
  orderStatus: z
    .strictObject({ complete: code.optional(), partial: code.optional() })
    .optional()
    .meta({ description: 'TD506 of a shipment of all that was ordered, and of any other, such as CC and PR' }),
  whenMissing: whenMissing.meta({ description: 'What happens to a notice without a SCAC' }),
});

/** TD3: the trailer or container and its seal. */
export const equipmentSettings = z.strictObject({
  type: code.default('TL').meta({ description: 'TD301: TL trailer, CN container, RT reefer' }),
  splitInitial: z
    .boolean()
    .default(false)
    .meta({ description: 'The letters a number begins with as TD302: ABCD123456 → ABCD and 123456' }),
  whenMissing,
});

/** TD4: special handling and hazardous materials. @param named the texts that may be its description */
export function handlingSettings(named: TextSchema) {
  return listOf(
    z.strictObject({
      code: code.optional().meta({ description: 'TD401' }),
      hazard: z
        .strictObject({ qualifier: code, class: words })
        .optional()
        .meta({ description: 'TD402 and TD403: the kind of hazardous material class, and the class' }),
      description: named.optional().meta({ description: 'TD404' }),
    }),
    5,
  );
}

/** MEA segments. @param sources what of the level they belong to can be measured */
export function measures<const Sources extends readonly [string, ...string[]]>(sources: Sources) {
  return listOf(
    z.strictObject({
      reference: code.default('PD').meta({ description: 'MEA01: PD physical dimensions, WT weights, CT counts' }),
      qualifier: code.meta({ description: 'MEA02: G gross weight, N net weight, VOL volume' }),
      source: z.enum(sources),
      unit: code.meta({ description: 'MEA04' }),
      whenMissing,
    }),
    40,
  );
}
