import type { Row } from '../database.ts';
import { addDays } from './calendar.ts';
import type { Random } from './random.ts';
import { families, type Family } from './suppliers.ts';

/** A unit, and the factor that leads to it: `M` multiply, `D` divide. */
export interface Conversion {
  readonly uom: string;
  readonly factor: string;
  readonly mulDiv: 'M' | 'D';
}

/** A stock item with the units it is bought and priced in. */
export interface SeedItem {
  readonly stockCode: string;
  readonly description: string;
  readonly longDescription: string;
  readonly family: Family;
  readonly stockUom: string;
  /** Order quantity × or ÷ factor = stocking quantity (MConvFactOrdUm, MMulDivAlloc; the direction is inferred). */
  readonly order: Conversion;
  /**
   * Order quantity × or ÷ factor = quantity in price units (MConvFactPrcUm, MMulDivPrc), as SYSPRO's help says of the
   * purchasing price unit; that the line's columns hold that pair is inferred.
   */
  readonly price: Conversion;
  /** In US dollars, per {@link price} unit. */
  readonly unitPrice: string;
  /** Quantities may be fractional. */
  readonly byWeight: boolean;
  readonly alternateKey: string;
}

interface Packing {
  readonly stock: string;
  readonly order: Conversion;
  readonly price: Conversion;
}

const unit = (uom: string, factor = 1, mulDiv: 'M' | 'D' = 'M'): Conversion => ({
  uom,
  factor: `${factor}.000000`,
  mulDiv,
});
const plain = (uom: string): Packing => ({ stock: uom, order: unit(uom), price: unit(uom) });

const packings: Readonly<Record<Family, readonly Packing[]>> = {
  Fasteners: [
    plain('EA'),
    { stock: 'EA', order: unit('EA'), price: unit('HU', 100, 'D') },
    { stock: 'EA', order: unit('CS', 24), price: unit('EA', 24) },
    { stock: 'EA', order: unit('DZ', 12), price: unit('DZ') },
  ],
  Castings: [plain('EA'), plain('LB')],
  Polymers: [plain('LB'), { stock: 'LB', order: unit('BG', 50), price: unit('LB', 50) }],
  Bearings: [
    plain('EA'),
    { stock: 'EA', order: unit('DZ', 12), price: unit('EA', 12) },
    { stock: 'CS', order: unit('EA', 12, 'D'), price: unit('CS', 12, 'D') },
  ],
  Packaging: [plain('CS'), { stock: 'FT', order: unit('RL', 500), price: unit('RL') }, plain('EA')],
};

const nouns: Readonly<Record<Family, readonly string[]>> = {
  Fasteners: ['Hex bolt', 'Lock nut', 'Flat washer', 'Socket screw', 'Threaded rod'],
  Castings: ['Pump housing', 'Bracket', 'Valve body', 'Cover plate'],
  Polymers: ['HDPE resin', 'Nylon 66 pellet', 'ABS regrind', 'Silicone seal'],
  Bearings: ['Ball bearing', 'Roller bearing', 'Bushing', 'Pillow block'],
  Packaging: ['Corrugated carton', 'Stretch film', 'Foam corner', 'Strapping'],
};

/** 300 stock items, 60 in each family. Without `conversions` each is stocked, ordered and priced in one unit. */
export function createStockItems(random: Random, conversions = true): readonly SeedItem[] {
  return families.flatMap((family, f) =>
    Array.from({ length: 60 }, (_, i) => {
      const packed = random.pick(packings[family]);
      const packing = conversions ? packed : plain(packed.stock);
      const size = random.integer(2, 60);
      const noun = random.pick(nouns[family]);
      const number = (f + 1) * 10_000 + i * 7 + 1;
      return {
        stockCode: `${family.slice(0, 2).toUpperCase()}-${number}`,
        description: `${noun} ${size} mm`,
        longDescription: `${noun}, nominal ${size} mm, ${random.pick(['zinc plated', 'plain', 'black', 'stainless', 'natural'])}`,
        family,
        stockUom: packing.stock,
        order: packing.order,
        price: packing.price,
        // SYSPRO keeps prices to five decimals, and sites use them all.
        unitPrice: `${random.integer(0, 90)}.${String(random.integer(1, 99_999)).padStart(5, '0')}`,
        byWeight: packing.order.uom === 'LB',
        alternateKey: gtin14(String(2_061_414_000_000 + number)),
      };
    }),
  );
}

/** A GTIN-14 of its first 13 digits: the last digit is checked by GS1's weights 3 and 1. */
function gtin14(digits: string): string {
  const sum = Array.from(digits).reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** The item's row in InvMaster. */
export function stockItemRow(item: SeedItem, today: string): Row {
  return {
    StockCode: item.stockCode,
    Description: item.description,
    LongDesc: item.longDescription,
    AlternateKey1: item.alternateKey,
    StockUom: item.stockUom,
    AlternateUom: item.order.uom,
    OtherUom: item.stockUom,
    ConvFactAltUom: item.order.factor,
    ConvMulDiv: item.order.mulDiv,
    ConvFactOthUom: '1.000000',
    MulDiv: 'M',
    Mass: '1.000000',
    Decimals: item.byWeight ? 3 : 0,
    ProductClass: item.family.slice(0, 4).toUpperCase(),
    Buyer: 'BUY1',
    WarehouseToUse: 'D1',
    CountryOfOrigin: 'US',
    StockOnHold: '',
    PartCategory: 'B',
    DateStkAdded: addDays(today, -700),
  };
}
