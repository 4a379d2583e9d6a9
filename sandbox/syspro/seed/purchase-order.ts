import { Decimal } from 'decimal.js';
import type { Row } from '../database.ts';
import type { TakenNumber } from '../numbering.ts';
import { addDays } from './calendar.ts';
import { canadianRate } from './convert.ts';
import { createRandom, type Random } from './random.ts';
import type { SeedItem } from './stock-items.ts';
import type { SeedSupplier } from './suppliers.ts';
import { deliveryAddress, warehouses } from './warehouses.ts';

/** PorMasterHdr.OrderStatus: 0 in process, 1 ready to print, 4 printed (released to the supplier), 9 complete, * cancelled. */
export type OrderStatus = '0' | '1' | '4' | '9' | '*';
export const orderStatuses: readonly OrderStatus[] = ['0', '1', '4', '9', '*'];

export interface OrderSpec {
  readonly taken: TakenNumber;
  readonly supplier: SeedSupplier;
  readonly status: OrderStatus;
  readonly orderDate: string;
  /** Lines of goods; by chance, 1 to 8, when absent. */
  readonly goodsLines?: number;
  /** Goods lines only: no comments, freight or charges between them. */
  readonly plain?: boolean;
}

export interface OrderRows {
  readonly header: Row;
  readonly lines: readonly Row[];
}

const comments = [
  'Deliver between 07:00 and 15:00',
  'Certificate of conformity required',
  'Pack on heat-treated pallets',
  'Mark cartons with the order number',
];

/** The rows of one purchase order; the same seed, number and spec give the same order. */
export function createPurchaseOrder(seed: number, items: readonly SeedItem[], spec: OrderSpec): OrderRows {
  const random = createRandom(seed, spec.taken.ordinal);
  const { supplier, status, orderDate } = spec;
  const foreign = supplier.currency !== 'USD';
  const warehouse = random.pick(warehouses);
  const dueDate = addDays(orderDate, random.integer(7, 30));
  const printed = status === '4' || status === '9' || (status === '*' && random.chance(0.5));
  const header: Row = {
    PurchaseOrder: spec.taken.number,
    OrderStatus: status,
    CancelledFlag: status === '*' ? 'Y' : '',
    Supplier: supplier.supplier,
    SupplierClass: supplier.family.slice(0, 4).toUpperCase(),
    OrderType: foreign ? 'I' : 'L',
    TaxStatus: 'E',
    ExchRateFixed: 'N',
    Currency: foreign ? supplier.currency : '$',
    ExchangeRate: foreign ? canadianRate.toFixed(6) : '1.000000',
    OrderEntryDate: orderDate,
    OrderDueDate: dueDate,
    MemoDate: dueDate,
    DateLastDocPrt: printed ? orderDate : null,
    DatePoCompleted: status === '9' ? dueDate : null,
    PaymentTerms: '30',
    ShippingInstrs: random.pick(['Best way', 'Prepaid, carrier of your choice', 'Collect', '']),
    Buyer: random.pick(['BUY1', 'BUY2', 'BUY3']),
    DeliveryName: warehouse.description,
    ...deliveryAddress(warehouse),
    Warehouse: warehouse.code,
    PrintCount: printed ? 1 : 0,
  };
  return { header, lines: createLines(random, items, spec, warehouse.code, dueDate) };
}

function createLines(
  random: Random,
  items: readonly SeedItem[],
  spec: OrderSpec,
  warehouse: string,
  dueDate: string,
): Row[] {
  const range = items.filter((item) => item.family === spec.supplier.family);
  const foreign = spec.supplier.currency !== 'USD';
  const lines: Row[] = [];
  let next = 1;
  const add = (row: Row): number => {
    // Lines that were entered and deleted again leave gaps in the numbers.
    if (spec.plain !== true && random.chance(0.1)) next += 1;
    lines.push({ PurchaseOrder: spec.taken.number, Line: next, ...row });
    return next++;
  };
  const extras = spec.plain !== true;
  const goods = spec.goodsLines ?? random.integer(1, 8);
  if (extras && random.chance(0.15)) add({ LineType: '6', NComment: random.pick(comments), NCommentFromLin: 0 });
  for (let i = 0; i < goods; i++) {
    const nonStocked = extras && random.chance(0.05);
    const line = add({
      ...goodsLine(random, random.pick(range), foreign, nonStocked),
      MWarehouse: warehouse,
      MLatestDueDate: dueDate,
      MOrigDueDate: dueDate,
    });
    if (extras && lines.length < 10 && random.chance(0.15))
      add({ LineType: '6', NComment: random.pick(comments), NCommentFromLin: line });
  }
  if (extras && random.chance(0.15))
    add({ LineType: '4', NComment: 'Freight', ...charge(random.integer(2500, 40_000), foreign) });
  if (extras && random.chance(0.1))
    add({ LineType: '5', NComment: 'Pallet deposit', ...charge(random.integer(500, 9000), foreign) });
  return spec.status === '9' ? lines.map((line) => received(line, dueDate)) : lines;
}

function goodsLine(random: Random, item: SeedItem, foreign: boolean, nonStocked: boolean): Row {
  const quantity = item.byWeight
    ? `${random.integer(50, 2500)}.${random.pick(['000000', '500000', '250000'])}`
    : `${random.integer(1, 400)}.000000`;
  return {
    LineType: nonStocked ? '7' : '1',
    MStockCode: nonStocked ? `NS-${random.integer(100, 999)}` : item.stockCode,
    MStockDes: nonStocked ? 'Tooling charge part' : item.description,
    MOrderUom: item.order.uom,
    MStockingUom: item.stockUom,
    MOrderQty: quantity,
    MSupCatalogue: nonStocked || random.chance(0.2) ? '' : `V${item.stockCode.replace('-', '')}`,
    MPrice: item.unitPrice,
    MForeignPrice: foreign ? canadianRate.times(item.unitPrice).toFixed(5) : '0.00000',
    MDecimalsToPrt: item.byWeight ? 3 : 0,
    MPriceUom: item.price.uom,
    MConvFactPrcUm: item.price.factor,
    MMulDivPrc: item.price.mulDiv,
    MConvFactOrdUm: item.order.factor,
    MMulDivAlloc: item.order.mulDiv,
    MProductClass: item.family.slice(0, 4).toUpperCase(),
    MGlCode: '1400-00',
    MInspectionReqd: 'N',
  };
}

function charge(cents: number, foreign: boolean): Row {
  const value = new Decimal(cents).dividedBy(100);
  return {
    NMscChargeValue: value.toFixed(2),
    NMscChargeFor: foreign ? value.times(canadianRate).toFixed(2) : '0.00',
  };
}

function received(line: Row, date: string): Row {
  if (line.LineType !== '1' && line.LineType !== '7') return line;
  return { ...line, MReceivedQty: line.MOrderQty ?? null, MLastReceiptDat: date, MCompleteFlag: 'Y' };
}
