/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { code, listOf, text, timeOfDay, whenMissing, words, type TextSchema } from './values.ts';

/** One DTM segment. @param sources the dates documents of this type have */
export function dateEntry(sources: readonly string[]) {
  const days = z.int().min(-366).max(366);
  return z.strictObject({
    qualifier: code.meta({ description: 'DTM01' }),
    source: z.enum(sources),
    addDays: days.default(0).meta({ description: 'So many days later; earlier where negative' }),
    until: z
      .strictObject({ source: z.enum(sources), addDays: days.default(0) })
      .optional()
      .meta({ description: 'A period: RD8 and both days in DTM05 and DTM06, without DTM02' }),
    time: z
      .union([z.enum(['minutes', 'seconds']), timeOfDay], { error: 'is minutes, seconds or a time such as "0800"' })
      .optional()
      .meta({
        description:
          'DTM03: always this time of day, or that of the source to the minute (HHMM) or second (HHMMSS). Only created has a time',
      }),
    zone: text(/^[A-Z0-9]{2}$/, 'is a code of two, such as ET, UT or LT')
      .optional()
      .meta({ description: 'DTM04, the time’s zone: ET Eastern, CT Central, UT universal, LT local' }),
    whenMissing,
  });
}
export type DateEntry = z.output<ReturnType<typeof dateEntry>>;

/** DTM segments. */
export function dates(sources: readonly string[]) {
  return listOf(dateEntry(sources), 10);
}

/** The FOB segment. */
export function fob(named: TextSchema) {
  return z.strictObject({
    payment: code.meta({ description: 'FOB01: CC collect, PP prepaid, PC prepaid and charged, PU pickup' }),
    location: code.optional().meta({ description: 'FOB02: OR origin, DE destination' }),
    description: z
      .union([words, named], { error: 'is a text, or { source: … }' })
      .optional()
      .meta({ description: 'FOB03' }),
    incoterm: z
      .strictObject({ qualifier: code.default('01'), code: text(/^[A-Z]{3}$/, 'is three letters such as EXW') })
      .optional()
      .meta({ description: 'FOB04 and FOB05: 01 is an Incoterm' }),
    title: z
      .strictObject({ location: code, description: words.optional() })
      .optional()
      .meta({ description: 'FOB06 and FOB07: where title passes' }),
  });
}
