import { apSupplier, apSupplierAddr } from './ap-supplier.ts';
import type { Table } from './column.ts';
import { dt } from './column.ts';
import { invMaster, invWhControl } from './inv-master.ts';
import { porMasterDetail } from './por-master-detail.ts';
import { porMasterHdr } from './por-master-hdr.ts';

/** Every table of a company database that the sandbox has, as SYSPRO ships them. */
export const companyTables: readonly Table[] = [
  porMasterHdr,
  porMasterDetail,
  apSupplier,
  apSupplierAddr,
  invMaster,
  invWhControl,
];

/**
 * The tables as the OData service shows them. SYSPRO has no `PostDate`; with `postDate` the sandbox imitates a site whose
 * views add one: the day the order was last printed, else entered (inferred).
 */
export function exposedTables(options: { readonly postDate: boolean }): ReadonlyMap<string, Table> {
  const shown = companyTables.map((table) =>
    options.postDate && table === porMasterHdr
      ? {
          ...table,
          columns: [
            ...table.columns,
            { name: 'PostDate', type: dt, expression: 'coalesce("DateLastDocPrt", "OrderEntryDate")' },
          ],
        }
      : table,
  );
  return new Map(shown.map((table) => [table.name, table]));
}
