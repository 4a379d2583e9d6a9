import type { CompanyConfig } from '../../config.ts';
import type { AddressLines } from '../masters/address-lines.ts';
import type { ItemSettings } from '../masters/items.ts';

export type ShipmentStreamConfig = NonNullable<CompanyConfig['streams']['shipments']>;
export type CartonSettings = NonNullable<ShipmentStreamConfig['cartons']>;
export type LotSettings = Exclude<ShipmentStreamConfig['lots'], 'none'>;

/** The part of a company's configuration that says how its dispatch notes are read. */
export interface ShipmentSettings {
  /** The company's code in our configuration. */
  readonly company: string;
  readonly address: AddressLines;
  readonly warehouses: CompanyConfig['syspro']['warehouses'];
  readonly items: ItemSettings;
  readonly stream: ShipmentStreamConfig;
}

/** @throws RangeError when the company has no stream of shipments */
export function shipmentSettings(company: CompanyConfig): ShipmentSettings {
  const stream = company.streams.shipments;
  if (!stream) throw new RangeError(`the company ${company.code} has no stream of shipments`);
  const { address, warehouses, items } = company.syspro;
  return { company: company.code, address, warehouses, items, stream };
}
