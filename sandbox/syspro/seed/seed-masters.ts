import type { CompanyWorld } from '../company-world.ts';
import { insertRows, type Database } from '../database.ts';
import { apSupplier, apSupplierAddr } from '../tables/ap-supplier.ts';
import { arCustomer, arCustStkXref, arMultAddress } from '../tables/ar-customer.ts';
import { invMaster, invWhControl } from '../tables/inv-master.ts';
import { salBranch, salSalesperson } from '../tables/sal-branch.ts';
import { branchRows, salespersonRows } from './branches.ts';
import { crossReferenceRows, customerRow, storeRows } from './customer-rows.ts';
import { customers } from './customers.ts';
import { stockItemRow } from './stock-items.ts';
import { supplierAddressRow, supplierRow, suppliers } from './suppliers.ts';
import { warehouseRows } from './warehouses.ts';

/** Warehouses, items and suppliers. */
export async function seedPurchasingMasters(
  db: Database,
  { company, items }: CompanyWorld,
  day: string,
): Promise<void> {
  await insertRows(db, company, invWhControl, warehouseRows());
  await insertRows(
    db,
    company,
    apSupplier,
    suppliers.map((supplier) => supplierRow(supplier, day)),
  );
  await insertRows(db, company, apSupplierAddr, suppliers.map(supplierAddressRow));
  await insertRows(
    db,
    company,
    invMaster,
    items.map((item) => stockItemRow(item, day)),
  );
}

/** Branches, salespersons and customers. */
export async function seedSalesMasters(
  db: Database,
  { company, items, has }: CompanyWorld,
  day: string,
): Promise<void> {
  const shared = has('shared-salesperson');
  await insertRows(db, company, salBranch, branchRows());
  await insertRows(db, company, salSalesperson, salespersonRows(shared));
  await insertRows(
    db,
    company,
    arCustomer,
    customers.map((customer) => customerRow(customer, day, shared)),
  );
  await insertRows(db, company, arMultAddress, customers.flatMap(storeRows));
  await insertRows(
    db,
    company,
    arCustStkXref,
    customers.flatMap((customer) => crossReferenceRows(customer, items)),
  );
}
