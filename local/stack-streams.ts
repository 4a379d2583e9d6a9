import type { z } from 'zod';
import type { configSchema } from '../src/config/schema.ts';

type Company = z.input<typeof configSchema>['companies'][number];

/**
 * The streams of a company of the SYSPRO sandbox. Where the site keeps what SYSPRO has no column for is the sandbox's own
 * choice: custom forms of dispatch notes and of sales order lines, and a table of cartons.
 * @param settle the time between the two equal readings before a first send
 */
export function stackStreams(settle: string): Required<Company['streams']> {
  // The first cycle sends a month of documents at once.
  const usual = { every: '5m', settle, stopAbove: 1000 } as const;
  const customerOrderLine = { form: 'CustPoLine' };
  return {
    'purchase-orders': { ...usual },
    invoices: { ...usual, customerOrderLine },
    shipments: {
      ...usual,
      customerOrderLine,
      fields: {
        carrier: { form: 'Scac' },
        trackingNumber: { form: 'TrackingNumber' },
        billOfLading: { form: 'BillOfLading' },
        proNumber: { form: 'ProNumber' },
        trailer: { form: 'Trailer' },
        seal: { form: 'Seal' },
        packageCount: { form: 'PackageCount' },
        weight: { form: 'Weight' },
      },
      cartons: {
        table: 'EdiCarton',
        key: ['DispatchNote', 'DispatchNoteLine', 'CartonNo'],
        pallet: 'PalletSscc',
        kind: 'PackageType',
        trackingNumber: 'TrackingNumber',
        weight: 'Weight',
      },
    },
  };
}

/** What the sandbox's company does its own way in SYSPRO. */
export const stackHabits = {
  terms: {
    '10': { description: '2% 10 days, net 30', netDays: 30, discountPercent: '2', discountDays: 10 },
    '30': { description: 'Net 30', netDays: 30 },
    '60': { description: 'Net 60', netDays: 60 },
  },
  items: { gtin: 'AlternateKey1' },
} as const satisfies Pick<Company['syspro'], 'terms' | 'items'>;

/** Where the sandbox's company is, and is paid. */
export const stackAddress: NonNullable<Company['address']> = {
  name: 'Great Lakes Manufacturing',
  street: ['400 Harbor Drive'],
  city: 'Milwaukee',
  state: 'WI',
  postalCode: '53202',
  country: 'US',
};

/** Whose word counts for master data here: the telephone is kept up in Sterling, and carried to SYSPRO; all else is SYSPRO's. */
export const stackMasters = {
  owners: { phone: 'sterling' },
  toSyspro: ['phone'],
} satisfies z.input<typeof configSchema>['masterData'];
