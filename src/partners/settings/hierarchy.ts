import { z } from 'zod';
import { code, text } from './values.ts';

const levels = text(/^[A-Z]{2,5}$/, 'is auto, or the levels from the top, such as SOTPI');

/** Which levels a ship notice has, from the top. */
export const structure = z
  .union([z.literal('auto'), levels, z.array(levels).min(1)], {
    error: 'is auto, the levels from the top such as SOTPI, or a list of such structures',
  })
  .default('auto')
  .meta({
    description:
      'The levels from the top: S shipment, O order, T tare (pallet), P pack (carton), I item. SOPI pick and pack, SOTPI and STOPI with pallets, SOIP standard cartons, SPOI and STPOI packs that hold several orders, SOI without packs, SI without orders. A list: the first that tells all that is known of the notice. auto: SOPI where there are cartons, else SOI',
  });
export type StructureSetting = z.output<typeof structure>;

/** BSN05 of structures. */
export const structureCodes = z
  .record(levels, z.union([z.literal('omit'), code], { error: 'is omit or a code such as "0001"' }))
  .default({})
  .meta({
    description:
      'BSN05 of a structure, such as SOTPI: ZZZZ, or omit. Absent: 0001 SOPI, 0002 SOIP, 0003 SPOI, 0004 SOI, with or without T; none of any other',
  });

/** Cartons that are alike. */
export const likeCartons = z.enum(['each', 'together']).default('each').meta({
  description:
    'each: a pack level for each carton. together: one for cartons of the same kind, weight and contents, with the marks of all',
});

/** Cartons that stand on no pallet, where pallets are told. */
export const palletSettings = z
  .strictObject({
    whenMissing: z
      .enum(['omit', 'refuse'])
      .default('omit')
      .meta({ description: 'A carton that stands on no pallet: without a tare level, or the notice is not sent' }),
  })
  .prefault({});

/** The structures a profile allows, the wished first. */
export function structuresOf(setting: StructureSetting): readonly string[] {
  if (setting === 'auto') return ['SOPI', 'SOI'];
  return typeof setting === 'string' ? [setting] : setting;
}
