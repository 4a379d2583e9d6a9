import type { CodeSent } from '../settings/code-sent.ts';
import type { TypedSettings } from '../settings/typed-settings.ts';
import type { SettingPath } from '../profile-file.ts';
import type { InvoiceSettings } from '../settings/invoice.ts';
import type { AllowanceSettings } from '../settings/prices.ts';
import type { PurchaseOrderSettings } from '../settings/purchase-order.ts';
import type { OneTax } from '../settings/taxes.ts';

/** The codes that settings of lines, prices, allowances, taxes and totals send, with the element each goes into. */
export function lineCodesSent(typed: TypedSettings): CodeSent[] {
  switch (typed.type) {
    case 'purchase-order':
      return [
        ...ofGoods(typed.settings, 'PO103', 'PO106'),
        ...ofPrices(typed.settings, 'PO105'),
        ...ofOrder(typed.settings),
      ];
    case 'invoice':
      return [
        ...ofGoods(typed.settings, 'IT103', 'IT106'),
        ...ofPrices(typed.settings, 'IT105'),
        ...ofInvoice(typed.settings),
      ];
    case 'ship-notice':
      return ofGoods(typed.settings, 'SN103', 'LIN02');
  }
}

function sent(element: string, value: string | undefined, ...path: PropertyKey[]): CodeSent[] {
  return value === undefined ? [] : [{ path, element, value, conditional: false }];
}

/** A code of an entry, sent when a document has what the entry stands for. */
function conditional(element: string, value: string | undefined, path: SettingPath): CodeSent[] {
  return value === undefined ? [] : [{ path, element, value, conditional: true }];
}

/** Codes of a map, sent when a document has what they stand for. */
function each(element: string, values: Readonly<Record<string, string>>, ...path: PropertyKey[]): CodeSent[] {
  return Object.entries(values).map(([key, value]) => ({ path: [...path, key], element, value, conditional: true }));
}

function ofGoods(s: TypedSettings['settings'], unit: string, product: string): CodeSent[] {
  const units = Object.entries(s.units).map(([key, one]): CodeSent =>
    typeof one === 'string'
      ? { path: ['units', key], element: unit, value: one, conditional: true }
      : { path: ['units', key, 'code'], element: unit, value: one.code, conditional: true },
  );
  const packs = Object.entries(s.packs?.items ?? {}).flatMap(([key, { unit: packUnit, packaging }]) => [
    ...conditional('PO403', packUnit, ['packs', 'items', key, 'unit']),
    ...conditional('PO404', packaging, ['packs', 'items', key, 'packaging']),
  ]);
  return [
    ...units,
    ...packs,
    ...s.itemIds.flatMap((item, i) => sent(product, item.qualifier, 'itemIds', i, 'qualifier')),
    ...sent('PID02', s.description?.type, 'description', 'type'),
  ];
}

function ofPrices({ price, ...s }: PurchaseOrderSettings | InvoiceSettings, element: string): CodeSent[] {
  const { discounts } = price;
  return [
    ...sent(element, price.basis, 'price', 'basis'),
    ...each(element, price.bases, 'price', 'bases'),
    ...(discounts === 'net' ? [] : ofAllowance(discounts, 'price', 'discounts')),
    ...(discounts === 'net' || discounts.as !== 'percent' || discounts.level === 'summary'
      ? []
      : sent('SAC06', discounts.percentOf, 'price', 'discounts', 'percentOf')),
    ...Object.entries(s.charges).flatMap(([kind, charge]) =>
      typeof charge === 'object'
        ? [...ofAllowance(charge, 'charges', kind), ...each('SAC02', charge.codes ?? {}, 'charges', kind, 'codes')]
        : [],
    ),
    ...s.lineReferences.flatMap((one, i) => sent('REF01', one.qualifier, 'lineReferences', i, 'qualifier')),
    ...sent('CTT04', s.totals.weight?.unit, 'totals', 'weight', 'unit'),
    ...sent('CTT06', s.totals.volume?.unit, 'totals', 'volume', 'unit'),
  ];
}

function ofAllowance({ code, agency, handling }: AllowanceSettings, ...path: PropertyKey[]): CodeSent[] {
  return [
    ...sent('SAC02', code, ...path, 'code'),
    ...sent('SAC03', agency, ...path, 'agency'),
    ...sent('SAC12', handling, ...path, 'handling'),
  ];
}

function ofOrder(s: PurchaseOrderSettings): CodeSent[] {
  return [
    ...ofTaxes(s.lineTaxes ?? {}, 'lineTaxes'),
    ...s.schedule.flatMap((one, i) => sent('SCH05', one.qualifier, 'schedule', i, 'qualifier')),
  ];
}

function ofInvoice(s: InvoiceSettings): CodeSent[] {
  const { taxes, totals, carrier, shipment, severalOrders } = s;
  return [
    ...sent('TXI01', taxes.type, 'taxes', 'type'),
    ...ofTaxes(taxes.codes, 'taxes', 'codes'),
    ...(taxes.charge ? ofAllowance(taxes.charge, 'taxes', 'charge') : []),
    ...sent('CAD07', carrier?.reference?.qualifier, 'carrier', 'reference', 'qualifier'),
    ...sent('ISS04', shipment?.weight?.unit, 'shipment', 'weight', 'unit'),
    ...sent('ISS06', shipment?.volume?.unit, 'shipment', 'volume', 'unit'),
    ...totals.amounts.flatMap((one, i) => sent('AMT01', one.qualifier, 'totals', 'amounts', i, 'qualifier')),
    ...(typeof severalOrders === 'object' ? sent('BIG07', severalOrders.type, 'severalOrders', 'type') : []),
  ];
}

function ofTaxes(codes: Readonly<Record<string, string | OneTax>>, ...path: PropertyKey[]): CodeSent[] {
  return Object.entries(codes).flatMap(([key, tax]) => {
    const at = [...path, key];
    if (typeof tax === 'string') return conditional('TXI01', tax, at);
    return [
      ...conditional('TXI01', tax.type, [...at, 'type']),
      ...conditional('TXI04', tax.jurisdiction?.qualifier, [...at, 'jurisdiction', 'qualifier']),
      ...conditional('TXI06', tax.exempt, [...at, 'exempt']),
      ...conditional('SAC02', tax.sac, [...at, 'sac']),
    ];
  });
}
