import type { ShipNotice, ShippedLine } from '../../documents/ship-notice.ts';
import type { ShipNoticeProfile } from '../../partners/index.ts';
import type { TranslationOptions } from '../checked-set.ts';
import { shipNoticeCodes } from '../finding-codes.ts';
import { createdDate } from '../created.ts';
import type { SetBuilder } from '../set-builder.ts';
import type { Origin } from '../cells/source.ts';
import { itemsByStockCode, partnerFields, type Field, type Translation } from '../cells/text-cell.ts';
import { cartonsOf, type Carton } from './cartons.ts';
import { orderGroupsOf, type OrderGroup } from './order-groups.ts';

/** What the parts of an 856's translation share. */
export interface NoticeTranslation extends Translation {
  readonly notice: ShipNotice;
  readonly profile: ShipNoticeProfile;
  /** The customer's orders delivered, each once. */
  readonly orders: readonly OrderGroup[];
  readonly cartons: readonly Carton[];
}

/** A column of the dispatch note's header. */
export function header(column: string): Origin {
  return { table: 'MdnMaster', column };
}

/** A column of one of the dispatch note's lines. */
export function detail(column: string, line: number): Origin {
  return { table: 'MdnDetail', column, line };
}

/** A package of the notice, by its place: SYSPRO has no table for it. */
export function packageOrigin(index: number): Origin {
  return { computed: `package ${index + 1}` };
}

/** The notice's lines of goods. */
export function shippedLines(notice: ShipNotice): ShippedLine[] {
  return notice.lines.flatMap((line) => (line.kind === 'stocked' || line.kind === 'non-stocked' ? [line] : []));
}

/** Puts a ship notice where the shared parts of translation look. */
export function noticeTranslation(
  notice: ShipNotice,
  profile: ShipNoticeProfile,
  build: SetBuilder,
  made?: TranslationOptions['made'],
): NoticeTranslation {
  const { soldTo } = notice.masters;
  const { transport, shipFrom } = notice;
  const customer = (column: string): Origin => ({ table: 'ArCustomer', column, key: notice.customer });
  const warehouse = (column: string): Origin => ({ table: 'InvWhControl', column, key: shipFrom?.code ?? '' });
  const field = (text: string | undefined, origin: Origin): Field => ({ texts: [text], origin });
  return {
    notice,
    profile,
    build,
    orders: orderGroupsOf(notice.orders, profile.orderNumber),
    cartons: cartonsOf(notice),
    codes: shipNoticeCodes,
    fields: {
      dispatchNote: field(notice.dispatchNote, header('DispatchNote')),
      customer: field(notice.customer, header('Customer')),
      branch: field(notice.branch, header('Branch')),
      billOfLading: field(transport.billOfLading, header('bill of lading')),
      proNumber: field(transport.proNumber, header('PRO number')),
      trackingNumber: field(transport.trackingNumber, header('tracking number')),
      carrier: field(transport.carrier, header('carrier')),
      trailer: field(transport.trailer, header('trailer')),
      seal: field(transport.seal, header('seal')),
      shippingInstructions: field(notice.shippingInstructions, header('ShippingInstrs')),
      shippingInstructionsCode: field(notice.shippingInstructionsCode, header('ShippingInstrsCod')),
      specialInstructions: field(notice.specialInstructions, header('SpecialInstrs')),
      company: { texts: [notice.company], origin: { computed: 'the company of the dispatch note' } },
      'shipTo.code': field(notice.shipTo.code, header('MultiShipCode')),
      'shipTo.name': field(notice.shipTo.name, header('DispatchCustName')),
      'shipTo.store': field(notice.shipTo.store, customer('StoreNumber')),
      'shipFrom.code': field(shipFrom?.code, warehouse('Warehouse')),
      'shipFrom.name': field(shipFrom?.name, warehouse('Description')),
      'soldTo.code': field(soldTo?.code ?? notice.customer, customer('Customer')),
      'soldTo.name': field(soldTo?.name, customer('Name')),
      'soldTo.store': field(soldTo?.store, customer('StoreNumber')),
      ...partnerFields(profile),
    },
    dates: {
      shipDate: { date: notice.shipDate, origin: header('ActualDeliveryDate') },
      created: createdDate(made, notice.shipDate ?? notice.plannedDeliveryDate),
      plannedDeliveryDate: { date: notice.plannedDeliveryDate, origin: header('PlannedDeliverDate') },
    },
    parties: {
      shipTo: {
        party: notice.shipTo,
        street: header('DispatchAddress'),
        postalCode: header('DispatchPostalCode'),
      },
      shipFrom: { party: shipFrom, street: warehouse('DeliveryAddr'), postalCode: warehouse('PostalCode') },
      soldTo: { party: soldTo, street: customer('SoldToAddr'), postalCode: customer('SoldPostalCode') },
    },
    items: itemsByStockCode(notice.masters.items),
  };
}
