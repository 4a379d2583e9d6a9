import { Decimal } from 'decimal.js';
import type { Row } from '../database.ts';
import type { TakenNumber } from '../numbering.ts';
import { decimalOf } from './convert.ts';
import type { Random } from './random.ts';

/** What the site keeps of a dispatch note beside SYSPRO's own tables. */
export interface Packing {
  /** Its row in the custom form `MdnMaster+`. */
  readonly form: Row | undefined;
  /** Its rows in EdiCarton. */
  readonly cartons: readonly Row[];
}

/** Packs the goods of a dispatch note in cartons on pallets: each line in one to three, some cartons shared with the line before. */
export function packDispatchNote(random: Random, taken: TakenNumber, lines: readonly Row[]): Packing {
  const { ordinal, number } = taken;
  const tracking = `1Z${String(ordinal).padStart(8, '0')}`;
  const cartons: Row[] = [];
  let carton = 0;
  let weight = new Decimal(0);
  for (const line of lines.filter((one) => one['LineType'] === '1' || one['LineType'] === '7')) {
    const whole = decimalOf(line, 'MQtyToDispatch');
    const parts = split(whole, random.integer(1, 3));
    const shared = carton > 0 && random.chance(0.2);
    for (const [i, quantity] of parts.entries()) {
      if (!(shared && i === 0)) carton += 1;
      const mass = quantity.times('0.45').plus('0.5').toDecimalPlaces(3);
      weight = weight.plus(mass);
      cartons.push({
        DispatchNote: number,
        DispatchNoteLine: line['DispatchNoteLine'] ?? null,
        CartonNo: carton,
        Quantity: quantity.toFixed(6),
        Sscc: sscc('0', ordinal, carton),
        PalletSscc: sscc('1', ordinal, Math.ceil(carton / 12)),
        PackageType: 'CTN25',
        TrackingNumber: `${tracking}${String(carton).padStart(4, '0')}`,
        Weight: mass.toFixed(3),
      });
    }
  }
  const form: Row = {
    DispatchNote: number,
    Scac: random.pick(['RDWY', 'UPSN', 'FXFE', 'ABFS']),
    BillOfLading: `BOL${String(ordinal).padStart(8, '0')}`,
    ProNumber: String(700_000_000 + ordinal),
    TrackingNumber: tracking,
    Trailer: `TR${random.integer(1000, 9999)}`,
    Seal: `SL${random.integer(100_000, 999_999)}`,
    PackageCount: carton,
    Weight: weight.toFixed(3),
  };
  return { form, cartons };
}

/** Splits a quantity in whole parts; the last takes the rest. */
function split(whole: Decimal, parts: number): Decimal[] {
  const part = whole.dividedBy(parts).toDecimalPlaces(0, Decimal.ROUND_DOWN);
  if (part.isZero()) return [whole];
  return Array.from({ length: parts }, (_, i) => (i < parts - 1 ? part : whole.minus(part.times(parts - 1))));
}

/** An SSCC-18: extension digit, GS1 company prefix 0614141, nine digits of ours, check digit. */
function sscc(extension: string, ordinal: number, n: number): string {
  const digits = `${extension}0614141${String(ordinal % 1_000_000).padStart(6, '0')}${String(n % 1000).padStart(3, '0')}`;
  const sum = digits.split('').reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
