import { Decimal } from 'decimal.js';
import type { CompanyWorld } from '../company-world.ts';
import type { Row } from '../database.ts';
import type { TakenNumber } from '../numbering.ts';
import { salespersonOf } from './branches.ts';
import { addDays } from './calendar.ts';
import { canadianRate } from './convert.ts';
import { currencyOf } from './customer-rows.ts';
import { customerItem, type SeedCustomer } from './customers.ts';
import { createRandom, type Random } from './random.ts';
import type { SeedItem } from './stock-items.ts';

/** SorMaster.OrderStatus: 0 in process, 1 open, 2 back order, 4 in warehouse, 8 ready to invoice, 9 complete, S suspense, \ cancelled. */
export type SalesOrderStatus = '0' | '1' | '2' | '4' | '8' | '9' | 'S' | '\\';

export interface SalesOrderSpec {
  readonly taken: TakenNumber;
  readonly customer: SeedCustomer;
  readonly status: SalesOrderStatus;
  readonly orderDate: string;
  /** O order, C the order behind a credit note. */
  readonly documentType?: 'O' | 'C';
  /** Lines of goods; by chance, 1 to 6, when absent. */
  readonly goodsLines?: number;
  /** Goods lines only, numbered without gaps. */
  readonly plain?: boolean;
  /** All prices are zero. */
  readonly free?: boolean;
  /** The customer's own number of its order; by default one made from ours. */
  readonly customerPoNumber?: string;
}

export interface SalesOrderRows {
  readonly customer: SeedCustomer;
  readonly header: Row;
  readonly lines: readonly Row[];
  /** CusSorDetailMerch+: the line numbers of the customer's own order. */
  readonly forms: readonly Row[];
}

const comments = ['Mark with the store number', 'Call before delivery', 'Substitutes not allowed', 'Pack by line'];

/** The rows of one sales order; the same seed, number and spec give the same order. */
export function createSalesOrder(world: CompanyWorld, spec: SalesOrderSpec): SalesOrderRows {
  const random = createRandom(world.seed, spec.taken.ordinal, 11);
  const { customer, status, orderDate } = spec;
  const salesOrder = spec.taken.number;
  const foreign = customer.currency !== 'USD';
  const store = customer.stores.length === 0 ? undefined : random.pick(customer.stores);
  const shipTo = store ?? customer;
  const shipDate = addDays(orderDate, random.integer(2, 14));
  const lines = createLines(world, random, spec, shipDate);
  const header: Row = {
    SalesOrder: salesOrder,
    NextDetailLine: Number(lines.at(-1)?.['SalesOrderLine'] ?? 0) + 1,
    OrderStatus: status,
    ActiveFlag: status === '9' || status === '\\' ? 'N' : '',
    CancelledFlag: status === '\\' ? 'Y' : '',
    DocumentType: spec.documentType ?? 'O',
    Customer: customer.customer,
    CustomerName: customer.name,
    Salesperson: salespersonOf(customer.branch.branch, world.has('shared-salesperson')),
    CustomerPoNumber: spec.customerPoNumber ?? `${customer.shortName.slice(0, 4)}-${spec.taken.ordinal * 3}`,
    OrderDate: orderDate,
    EntrySystemDate: orderDate,
    ReqShipDate: shipDate,
    DateLastDocPrt: status === '0' ? null : orderDate,
    ShippingInstrs: random.pick(['Best way', 'Ground', 'Collect, carrier of record', '']),
    ShippingInstrsCod: random.pick(['BEST', 'GRND', 'LTL', '']),
    AltShipAddrFlag: store === undefined ? 'N' : 'Y',
    InvTermsOverride: customer.termsCode,
    Branch: customer.branch.branch,
    SpecialInstrs: random.chance(0.1) ? 'Deliver before noon' : '',
    OrderType: 'S',
    Area: 'N',
    TaxExemptFlag: customer.tax.status,
    Warehouse: customer.branch.warehouse,
    FixExchangeRate: 'N',
    ExchangeRate: foreign ? canadianRate.toFixed(6) : '1.000000',
    MulDiv: foreign ? 'D' : 'M',
    Currency: currencyOf(customer),
    LastOperator: 'SALES1',
    Operator: 'SALES1',
    CaptureHh: random.integer(7, 18),
    CaptureMm: random.integer(0, 59),
    ShipAddress1: shipTo.street,
    ShipAddress2: shipTo.street2,
    ShipAddress3Loc: shipTo.city,
    ShipAddress4: shipTo.state,
    ShipAddress5: shipTo.country,
    ShipPostalCode: shipTo.postalCode,
    State: shipTo.state,
    MultiShipCode: store?.code ?? '',
    EdiSource: customer.ediSenderCode === undefined ? '' : 'Y',
    Nationality: customer.country,
  };
  const goods = lines.filter((line) => line['LineType'] === '1' || line['LineType'] === '7');
  const forms = goods.map((line, i) => ({
    SalesOrder: salesOrder,
    SalesOrderLine: line['SalesOrderLine'] ?? 0,
    CustPoLine: String(i + 1),
  }));
  return { customer, header, lines, forms: world.has('custom-forms') ? forms : [] };
}

function createLines(world: CompanyWorld, random: Random, spec: SalesOrderSpec, shipDate: string): Row[] {
  const { customer } = spec;
  const range = world.items.filter((item) => item.family === customer.family);
  const lines: Row[] = [];
  const extras = spec.plain !== true && world.has('comment-lines');
  let next = 1;
  const add = (row: Row): number => {
    // Lines that were entered and deleted again leave gaps in the numbers.
    if (extras && random.chance(0.1)) next += 1;
    lines.push({
      SalesOrder: spec.taken.number,
      SalesOrderLine: next,
      SalesOrderInitLine: next,
      MLineShipDate: shipDate,
      MCustRequestDat: shipDate,
      ...row,
    });
    return next++;
  };
  if (extras && random.chance(0.15)) add({ LineType: '6', NComment: random.pick(comments), NCommentFromLin: 0 });
  const goods = spec.goodsLines ?? random.integer(1, 6);
  for (let i = 0; i < goods; i++) {
    const nonStocked = extras && random.chance(0.04);
    const line = add(goodsLine(random, spec, random.pick(range), nonStocked));
    if (extras && lines.length < 9 && random.chance(0.15))
      add({ LineType: '6', NComment: random.pick(comments), NCommentFromLin: line });
  }
  const charge = (low: number, high: number): string =>
    spec.free === true ? '0.00' : new Decimal(random.integer(low, high)).dividedBy(100).toFixed(2);
  if (extras && random.chance(0.3))
    add({ LineType: '4', NComment: 'Freight', NMscChargeValue: charge(1500, 30_000), NMscTaxCode: 'E' });
  if (extras && random.chance(0.1))
    add({
      LineType: '5',
      NComment: 'Handling',
      NMscChargeValue: charge(500, 5000),
      NMscTaxCode: 'E',
      NChargeCode: 'HANDL',
    });
  return lines;
}

function goodsLine(random: Random, spec: SalesOrderSpec, item: SeedItem, nonStocked: boolean): Row {
  const { customer } = spec;
  // Whole stocking units, so that quantities come back unrounded from the stocking unit.
  const step = item.order.mulDiv === 'D' ? Number(item.order.factor) : 1;
  const quantity = item.byWeight
    ? `${random.integer(50, 900)}.${random.pick(['000000', '500000', '250000'])}`
    : `${random.integer(2, 120) * step}.000000`;
  const unitPrice = new Decimal(item.unitPrice);
  const price =
    spec.free === true ? new Decimal(0) : customer.currency === 'CAD' ? unitPrice.times(canadianRate) : unitPrice;
  const discount = random.weighted<Row>([
    [{}, 85],
    [{ MDiscPct1: '5.00' }, 6],
    [{ MDiscPct1: '10.00', MDiscPct2: '2.50' }, 4],
    [{ MDiscValFlag: 'U', MDiscValue: '0.01' }, 3],
    [{ MDiscValFlag: 'V', MDiscValue: '1.00' }, 2],
  ]);
  return {
    LineType: nonStocked ? '7' : '1',
    MStockCode: nonStocked ? `NS-${random.integer(100, 999)}` : item.stockCode,
    MStockDes: nonStocked ? 'Made to drawing' : item.description,
    MWarehouse: customer.branch.warehouse,
    MBin: customer.branch.warehouse,
    MOrderQty: quantity,
    MBackOrderQty: quantity,
    MUnitCost: unitPrice.times('0.6').toFixed(5),
    MOrderUom: item.order.uom,
    MStockingUom: item.stockUom,
    MConvFactAlloc: item.order.factor,
    MMulDivQtyFct: item.order.mulDiv,
    MConvFactOrdUm: item.price.factor,
    MMulDivPrcFct: item.price.mulDiv,
    MPrice: price.toFixed(5),
    MPriceUom: item.price.uom,
    // A discount in money must leave something of the price.
    ...(price.lessThan(1) ? {} : discount),
    MProductClass: item.family.slice(0, 4).toUpperCase(),
    MTaxCode: customer.tax.code,
    MStockUnitMass: '1.000000',
    MStockUnitVol: '0.010000',
    MPriceCode: 'A',
    MTraceableType: item.family === 'Polymers' && !nonStocked ? 'T' : '',
    MCusSupStkCode: nonStocked || random.chance(0.2) ? '' : (customerItem(customer, item) ?? ''),
  };
}
