import type { Row } from '../database.ts';

/** A distribution centre of the manufacturer: a SYSPRO warehouse with its delivery address. */
export interface SeedWarehouse {
  readonly code: string;
  readonly description: string;
  readonly street: string;
  readonly street2: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly postalCode: string;
}

/** The manufacturer's three distribution centres. */
export const warehouses: readonly SeedWarehouse[] = [
  {
    code: 'D1',
    description: 'Midwest Distribution Centre',
    street: '4400 Logistics Parkway',
    street2: 'Building C',
    city: 'Indianapolis',
    state: 'IN',
    country: 'US',
    postalCode: '46241',
  },
  {
    code: 'D2',
    description: 'Southern Distribution Centre',
    street: '910 Terminal Road',
    street2: '',
    city: 'Memphis',
    state: 'TN',
    country: 'US',
    postalCode: '38118',
  },
  {
    code: 'D3',
    description: 'Western Distribution Centre',
    street: '2275 Harbor Bay Drive',
    street2: 'Dock 14',
    city: 'Reno',
    state: 'NV',
    country: 'US',
    postalCode: '89502',
  },
];

/** Their InvWhControl rows. */
export function warehouseRows(): Row[] {
  return warehouses.map((warehouse) => ({
    Warehouse: warehouse.code,
    Description: warehouse.description,
    ...deliveryAddress(warehouse),
  }));
}

/** The delivery address as PorMasterHdr and InvWhControl spell it: city in 3Loc, state in 4, country in 5, by this company's habit. */
export function deliveryAddress(warehouse: SeedWarehouse): Row {
  return {
    DeliveryAddr1: warehouse.street,
    DeliveryAddr2: warehouse.street2,
    DeliveryAddr3Loc: warehouse.city,
    DeliveryAddr4: warehouse.state,
    DeliveryAddr5: warehouse.country,
    PostalCode: warehouse.postalCode,
  };
}
