import { apsssp, arsscs } from './party-setup.ts';
import type { SetupObject } from './setup-object.ts';

/** The set-up business objects the sandbox has, by name, with the root of their documents. */
export const setupObjects: ReadonlyMap<string, { readonly root: string; readonly run: SetupObject }> = new Map([
  ['APSSSP', { root: 'SetupApSupplier', run: apsssp }],
  ['ARSSCS', { root: 'SetupArCustomer', run: arsscs }],
]);
