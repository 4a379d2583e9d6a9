import { stackAddress } from './stack-streams.ts';

/** SYSPRO units of measure → X12 element 355. */
export const units = {
  EA: 'EA',
  DZ: 'DZ',
  HU: 'HU',
  CS: 'CA',
  BG: 'BG',
  RL: 'RL',
  FT: 'FT',
  LB: 'LB',
  KG: 'KG',
} as const;

/** How countries are told. */
export const address = {
  omitCountries: ['US'],
  countries: { USA: 'US', 'United States': 'US', Canada: 'CA', CANADA: 'CA' },
};

/** The customer's and our own number of an item. */
const soldItemIds = [
  { qualifier: 'IN', source: 'customerItem' },
  { qualifier: 'VN', source: 'stockCode' },
  { qualifier: 'UK', source: 'gtin' },
];
/** The line of the customer's order, where the sales order has it. */
const echoedLine = { source: 'customerOrderLine', whenMissing: 'line' };
const shipTo = {
  entity: 'ST',
  name: { source: 'shipTo.name' },
  identification: { qualifier: '92', code: { source: 'shipTo.store' } },
  address: 'shipTo',
};

/** A plain 810: what all customers have in common. */
export const plainInvoice = {
  invoiceNumber: { trimZeros: true },
  // One invoice may bill several sales orders: then it is a consolidated one, and each line names its own.
  severalOrders: { type: 'CI' },
  lineReferences: [{ qualifier: 'CO', text: { source: 'salesOrder', trimZeros: true } }],
  references: [
    { qualifier: 'IV', text: { source: 'creditedInvoice', trimZeros: true } },
    { qualifier: 'PK', text: { source: 'dispatchNotes' } },
  ],
  parties: [
    {
      entity: 'RE',
      name: { value: stackAddress.name },
      identification: { qualifier: '91', code: { value: 'GLM-A' } },
      address: {
        street: [...(stackAddress.street ?? [])],
        city: stackAddress.city,
        state: stackAddress.state,
        postalCode: stackAddress.postalCode,
      },
    },
    {
      entity: 'BT',
      name: { source: 'soldTo.name' },
      identification: { qualifier: '91', code: { source: 'soldTo.code', trimZeros: true } },
      address: 'soldTo',
    },
    shipTo,
  ],
  address,
  terms: { dueDate: true },
  dates: [{ qualifier: '011', source: 'shipDate' }],
  units,
  lineNumber: echoedLine,
  itemIds: soldItemIds,
  description: {},
  taxes: { codes: { A: 'ST', G: 'GS' } },
  charges: { freight: { code: 'D240' }, miscellaneous: { code: 'F050' } },
} as const;

/** A plain 856: shipment, order and item. */
export const plainShipNotice = {
  shipmentNumber: { trimZeros: true },
  structure: 'SOI',
  lading: { kinds: { CTN25: 'CTN25' }, kind: 'CTN25', weightUnit: 'LB' },
  carrier: { mode: 'M' },
  equipment: {},
  references: [
    { qualifier: 'BM', text: { source: 'billOfLading' } },
    { qualifier: 'CN', text: { source: 'proNumber' } },
  ],
  dates: [
    { qualifier: '011', source: 'shipDate' },
    { qualifier: '017', source: 'plannedDeliveryDate' },
  ],
  parties: [
    {
      entity: 'SF',
      name: { source: 'shipFrom.name' },
      identification: { qualifier: '91', code: { source: 'shipFrom.code' } },
      address: 'shipFrom',
    },
    shipTo,
  ],
  address,
  units,
  lineNumber: echoedLine,
  itemIds: soldItemIds,
  description: {},
} as const;
