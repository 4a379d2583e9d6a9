import { z } from 'zod';

const decimals = z.int().min(0).max(6);
const leastDecimals = decimals
  .default(0)
  .meta({ description: 'Filled with zeros to so many decimals: 12.5 → 12.50 with 2' });
const leadingZero = z.boolean().default(true).meta({ description: '0.5; or .5, where false' });

/** How a decimal number (X12 type R) of one kind is written. */
export const numberShape = {
  maxDecimals: decimals
    .optional()
    .meta({ description: 'A number with more decimals is refused, never rounded; 0 takes integers only' }),
  minDecimals: leastDecimals,
  leadingZero,
};
const numberFormat = z.strictObject(numberShape);
export type NumberFormat = z.output<typeof numberFormat>;

/** How a decimal number is written, whatever it may have for decimals. */
export type DecimalForm = Pick<NumberFormat, 'minDecimals' | 'leadingZero'>;

/** How decimal numbers are written that are neither quantity nor price. */
export const numberSettings = z
  .strictObject({
    amount: numberFormat.prefault({}).meta({ description: 'Amounts with a point: AMT02, TXI02' }),
    percent: numberFormat.prefault({}).meta({ description: 'Percentages: ITD03, SAC07, TXI03' }),
    weight: z
      .strictObject({
        decimals: decimals.default(3).meta({
          description: 'Weights and volumes are measured, not counted: rounded half up to so many decimals',
        }),
        minDecimals: leastDecimals,
        leadingZero,
      })
      .prefault({})
      .meta({ description: 'Weights and volumes: CTT03, CTT05, ISS03' }),
  })
  .prefault({});

/** How quantities are written. */
export const quantityFormat = numberFormat.prefault({}).meta({ description: 'How quantities are written' });
