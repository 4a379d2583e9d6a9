import { apSupplier, apSupplierAddr } from './ap-supplier.ts';
import { arCustomer, arCustStkXref, arMultAddress } from './ar-customer.ts';
import { arInvoice } from './ar-invoice.ts';
import { arTrnDetail } from './ar-trn-detail.ts';
import { arTrnSummary } from './ar-trn-summary.ts';
import type { Table } from './column.ts';
import { dt } from './column.ts';
import { invMaster, invWhControl } from './inv-master.ts';
import { mdnDetail, mdnDetailLot } from './mdn-detail.ts';
import { mdnMaster } from './mdn-master.ts';
import { porMasterDetail } from './por-master-detail.ts';
import { porMasterHdr } from './por-master-hdr.ts';
import { salBranch, salSalesperson } from './sal-branch.ts';
import { cusSorDetailMerch, ediCarton, mdnMasterForm } from './site-tables.ts';
import { sorDetail, sorDetailRep } from './sor-detail.ts';
import { sorMaster, sorMasterRep } from './sor-master.ts';

/** Every table of a company database that the sandbox has: SYSPRO's own, the site's custom forms (`…+`) and its carton table. */
export const companyTables: readonly Table[] = [
  porMasterHdr,
  porMasterDetail,
  apSupplier,
  apSupplierAddr,
  invMaster,
  invWhControl,
  arInvoice,
  arTrnSummary,
  arTrnDetail,
  sorMaster,
  sorDetail,
  sorMasterRep,
  sorDetailRep,
  mdnMaster,
  mdnDetail,
  mdnDetailLot,
  arCustomer,
  arMultAddress,
  arCustStkXref,
  salBranch,
  salSalesperson,
  mdnMasterForm,
  cusSorDetailMerch,
  ediCarton,
];

/**
 * The tables as the OData service shows them: not the custom forms. SYSPRO has no `PostDate`; with `postDate` the sandbox
 * imitates a site whose views add one (inferred): the day an order was last printed, else entered; the day of an
 * invoice; the day a dispatch note was delivered, else is planned to be.
 */
export function exposedTables(options: { readonly postDate: boolean }): ReadonlyMap<string, Table> {
  const shown = companyTables
    .filter((table) => !table.name.endsWith('+'))
    .map((table) => {
      const expression = options.postDate ? postDates.get(table) : undefined;
      if (expression === undefined) return table;
      return { ...table, columns: [...table.columns, { name: 'PostDate', type: dt, expression }] };
    });
  return new Map(shown.map((table) => [table.name, table]));
}

const postDates: ReadonlyMap<Table, string> = new Map([
  [porMasterHdr, 'coalesce("DateLastDocPrt", "OrderEntryDate")'],
  [arInvoice, '"InvoiceDate"'],
  [mdnMaster, 'coalesce("ActualDeliveryDate", "PlannedDeliverDate")'],
]);
