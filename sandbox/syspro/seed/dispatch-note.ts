import { Decimal } from 'decimal.js';
import type { CompanyWorld } from '../company-world.ts';
import type { Row } from '../database.ts';
import type { TakenNumber } from '../numbering.ts';
import { addDays } from './calendar.ts';
import { convert, decimalOf } from './convert.ts';
import { packDispatchNote, type Packing } from './packing.ts';
import { createRandom, type Random } from './random.ts';
import type { SalesOrderRows } from './sales-order.ts';

/**
 * MdnMaster.DispatchNoteStatus: 0 in progress, 3 ready to print, 5 printed, 7 ready to invoice, 9 invoiced, H on hold, S in
 * suspense, * cancelled.
 */
export const dispatchStatuses = ['0', '3', '5', '7', '9', 'H', 'S', '*'] as const;
export type DispatchStatus = (typeof dispatchStatuses)[number];

/** What of a sales order a dispatch note ships. */
export interface Shipment {
  readonly order: SalesOrderRows;
  /** Sales order line → quantity in the order unit. */
  readonly quantities: ReadonlyMap<number, Decimal>;
  /** Whether the order's comments, freight and charges are on it: they are on the first note of an order. */
  readonly extras: boolean;
}

export interface DispatchNoteSpec {
  readonly taken: TakenNumber;
  readonly shipments: readonly [Shipment, ...Shipment[]];
  readonly status: DispatchStatus;
  readonly plannedDate: string;
  /** It may have been planned for an earlier day, this one at most, or for none; where the company has back-dated records. */
  readonly plannedSince?: string;
  /** Absent while the goods have not left. */
  readonly actualDate?: string;
  /** The invoice that bills it. */
  readonly invoice?: string;
}

export interface DispatchNoteRows extends Packing {
  readonly header: Row;
  readonly lines: readonly Row[];
  readonly lots: readonly Row[];
}

/** The rows of one dispatch note; the same seed, number and spec give the same note. */
export function createDispatchNote(world: CompanyWorld, spec: DispatchNoteSpec): DispatchNoteRows {
  const random = createRandom(world.seed, spec.taken.ordinal, 12);
  const [{ order }] = spec.shipments;
  const { header: sales, customer } = order;
  const { number } = spec.taken;
  const lines = createLines(world, random, spec);
  const of = (column: string): string | number | null => sales[column] ?? null;
  const store = customer.stores.find(({ code }) => code === String(of('MultiShipCode')).trimEnd());
  const header: Row = {
    DispatchNote: number,
    NextDetailLine: Number(lines.at(-1)?.['DispatchNoteLine'] ?? 0) + 1,
    SalesOrder: of('SalesOrder'),
    ...dispatchStatusColumns(spec.status),
    Customer: customer.customer,
    CustomerName: customer.name,
    CustomerPoNumber: of('CustomerPoNumber'),
    Invoice: spec.invoice ?? '',
    PlannedDeliverDate: plannedDeliverDate(world, spec),
    ActualDeliveryDate: spec.actualDate ?? null,
    Salesperson: of('Salesperson'),
    Branch: of('Branch'),
    Area: of('Area'),
    DispatchName: store?.name ?? customer.name,
    DispatchCustName: customer.name,
    DispatchAddress1: of('ShipAddress1'),
    DispatchAddress2: of('ShipAddress2'),
    DispatchAddrLoc: of('ShipAddress3Loc'),
    DispatchAddress4: of('ShipAddress4'),
    DispatchAddress5: of('ShipAddress5'),
    DispatchPostalCode: of('ShipPostalCode'),
    ShippingInstrs: of('ShippingInstrs'),
    ShippingInstrsCod: of('ShippingInstrsCod'),
    SpecialInstrs: of('SpecialInstrs'),
    DispatchComments1: random.chance(0.1) ? 'Tail lift needed' : '',
    FixExchangeRate: 'N',
    ExchangeRate: of('ExchangeRate'),
    MulDiv: of('MulDiv'),
    Currency: of('Currency'),
    OrderType: of('OrderType'),
    InvTermsOverride: of('InvTermsOverride'),
    Nationality: customer.country,
    State: of('State'),
    MultiShipCode: of('MultiShipCode'),
    SourceWarehouse: of('Warehouse'),
    LastOperator: 'WHSE1',
  };
  const packing = world.has('custom-forms')
    ? packDispatchNote(random, spec.taken, lines)
    : { form: undefined, cartons: [] };
  return { header, lines, lots: lines.flatMap((line) => createLots(random, line, spec.plannedDate)), ...packing };
}

/** Notes wait in the warehouse for long after the day they were planned for, and some are planned for none. */
function plannedDeliverDate(world: CompanyWorld, spec: DispatchNoteSpec): string | null {
  const { plannedDate, plannedSince } = spec;
  if (plannedSince === undefined || !world.has('back-dated')) return plannedDate;
  // Of numbers of their own, so that nothing else of the note depends on it.
  const random = createRandom(world.seed, spec.taken.ordinal, 13);
  const earlier = addDays(plannedDate, -random.integer(4, 30));
  return random.weighted([
    [plannedDate, 70],
    [earlier < plannedSince ? plannedSince : earlier, 18],
    [null, 12],
  ]);
}

/** The columns of MdnMaster that say where a dispatch note stands. */
export function dispatchStatusColumns(status: DispatchStatus, before?: string): Row {
  const earlier: Readonly<Record<DispatchStatus, string>> = {
    '0': '',
    '3': '0',
    '5': '3',
    '7': '5',
    '9': '7',
    H: '3',
    S: '3',
    '*': '5',
  };
  const previous = before ?? earlier[status];
  return {
    DispatchNoteStatus: status,
    PrevStatus: previous,
    StatusWhenHeld: status === 'H' || status === 'S' ? previous : '',
    Reason: status === 'H' ? 'Credit check' : '',
  };
}

function createLines(world: CompanyWorld, random: Random, spec: DispatchNoteSpec): Row[] {
  const rows: Row[] = [];
  let next = 1;
  for (const { order, quantities, extras } of spec.shipments) {
    for (const line of order.lines) {
      const quantity = quantities.get(Number(line['SalesOrderLine']));
      const goods = line['LineType'] === '1' || line['LineType'] === '7';
      if (goods ? quantity === undefined || quantity.isZero() : !extras) continue;
      if (world.has('comment-lines') && random.chance(0.05)) next += 1;
      rows.push({
        DispatchNote: spec.taken.number,
        DispatchNoteLine: next++,
        SalesOrder: line['SalesOrder'] ?? null,
        SalesOrderLine: line['SalesOrderLine'] ?? null,
        LineType: line['LineType'] ?? null,
        DispatchStatus: spec.status,
        JnlYear: Number(spec.plannedDate.slice(0, 4)),
        MLineShipDate: spec.actualDate ?? spec.plannedDate,
        ...(quantity === undefined ? otherColumns(line) : goodsColumns(line, quantity)),
      });
    }
  }
  // A comment belongs to a line of its note, not of its order.
  const numbers = new Map(
    rows.map((row) => [`${row['SalesOrder'] ?? ''} ${row['SalesOrderLine'] ?? ''}`, row['DispatchNoteLine'] ?? 0]),
  );
  return rows.map((row) =>
    row['LineType'] === '6'
      ? { ...row, NCommentFromLin: numbers.get(`${row['SalesOrder'] ?? ''} ${row['NCommentFromLin'] ?? ''}`) ?? 0 }
      : row,
  );
}

const copied = [
  'MStockCode',
  'MStockDes',
  'MWarehouse',
  'MBin',
  'MCusSupStkCode',
  'MOrderQty',
  'MOrderUom',
  'MStockingUom',
  'MConvFactAlloc',
  'MMulDivQtyFct',
  'MStockUnitMass',
  'MStockUnitVol',
  'MPrice',
  'MPriceUom',
  'MConvFactOrdUm',
  'MMulDivPrcFct',
  'MUnitCost',
  'MDiscPct1',
  'MDiscPct2',
  'MDiscPct3',
  'MDiscValFlag',
  'MDiscValue',
  'MCustRequestDat',
  'MProductClass',
  'MTaxCode',
  'MTraceableType',
] as const;

function goodsColumns(line: Row, quantity: Decimal): Row {
  const ordered = decimalOf(line, 'MOrderQty');
  return {
    ...Object.fromEntries(copied.map((column) => [column, line[column] ?? null])),
    MQtyToDispatch: quantity.toFixed(6),
    MStockQtyToShp: convert(quantity, line, 'MConvFactAlloc', 'MMulDivQtyFct').toFixed(6),
    MBackOrderQty: Decimal.max(ordered.minus(quantity), 0).toFixed(6),
  };
}

function otherColumns(line: Row): Row {
  return {
    NComment: line['NComment'] ?? null,
    NCommentFromLin: line['NCommentFromLin'] ?? 0,
    NMscChargeValue: line['NMscChargeValue'] ?? 0,
  };
}

function createLots(random: Random, line: Row, date: string): Row[] {
  if (line['MTraceableType'] !== 'T') return [];
  const whole = decimalOf(line, 'MStockQtyToShp');
  const first = random.chance(0.3) ? whole.dividedBy(3).toDecimalPlaces(0, Decimal.ROUND_DOWN) : whole;
  return [first, whole.minus(first)]
    .filter((quantity) => quantity.greaterThan(0))
    .map((quantity, i) => ({
      DispatchNote: line['DispatchNote'] ?? null,
      DispatchNoteLine: line['DispatchNoteLine'] ?? null,
      Lot: `L${date.slice(2, 4)}${String(random.integer(1, 9999)).padStart(4, '0')}${i + 1}`,
      SalesOrder: line['SalesOrder'] ?? null,
      SalesOrderLine: line['SalesOrderLine'] ?? null,
      StockCode: line['MStockCode'] ?? null,
      Warehouse: line['MWarehouse'] ?? null,
      Bin: line['MBin'] ?? null,
      StockQtyToShip: quantity.toFixed(6),
      ExpiryDate: addDays(date, random.integer(180, 720)),
    }));
}
