import type { CompanyWorld } from './company-world.ts';
import { createDispatchNoteStore, type DispatchNoteStore } from './dispatch-note-store.ts';
import { createInvoiceStore, type InvoiceStore } from './invoice-store.ts';
import { createPartyStore, type PartyStore } from './party-store.ts';
import { createPurchaseOrderStore, type PurchaseOrderStore } from './purchase-order-store.ts';
import { createSalesOrderStore, type SalesOrderStore } from './sales-order-store.ts';

/** The records of a company that can be raised and edited. */
export interface CompanyStores {
  readonly purchaseOrders: PurchaseOrderStore;
  readonly salesOrders: SalesOrderStore;
  readonly dispatchNotes: DispatchNoteStore;
  readonly invoices: InvoiceStore;
  readonly suppliers: PartyStore;
  readonly customers: PartyStore;
}

export function createCompanyStores(world: CompanyWorld): CompanyStores {
  return {
    purchaseOrders: createPurchaseOrderStore(world),
    salesOrders: createSalesOrderStore(world),
    dispatchNotes: createDispatchNoteStore(world),
    invoices: createInvoiceStore(world),
    suppliers: createPartyStore(world, 'supplier'),
    customers: createPartyStore(world, 'customer'),
  };
}
