import type { z } from 'zod';
import type { CompanyConfig } from '../../../src/config.ts';
import type { configSchema } from '../../../src/config/schema.ts';
import { companyConfig } from '../company-access.ts';

type CompanyInput = z.input<typeof configSchema>['companies'][number];
export type ShipmentInput = NonNullable<CompanyInput['streams']['shipments']>;

/** A company with a stream of shipments, that and all else as the configuration has it by default. */
export function companyShipping(
  shipments: Partial<ShipmentInput> = {},
  syspro: Partial<CompanyInput['syspro']> = {},
): CompanyConfig {
  return companyConfig((company) => {
    company.code = 'A';
    company.streams = { shipments: { every: '5m', ...shipments } };
    Object.assign(company.syspro, syspro);
  });
}
