import type { Row } from '../database.ts';
import { salespersonOf } from './branches.ts';
import { addDays } from './calendar.ts';
import { customerItem, type SeedAddress, type SeedCustomer } from './customers.ts';
import type { SeedItem } from './stock-items.ts';

/** The company's own currency is US dollars, which SYSPRO shows as `$`. */
export function currencyOf(customer: Pick<SeedCustomer, 'currency'>): string {
  return customer.currency === 'USD' ? '$' : customer.currency;
}

/** The customer's row in ArCustomer. */
export function customerRow(customer: SeedCustomer, today: string, sharedSalesperson: boolean): Row {
  const onEdi = customer.ediSenderCode !== undefined;
  return {
    Customer: customer.customer,
    Name: customer.name,
    ShortName: customer.shortName,
    MasterAccount: customer.masterAccount ?? '',
    CreditStatus: '0',
    CreditLimit: 100_000,
    Salesperson: salespersonOf(customer.branch.branch, sharedSalesperson),
    PriceCode: 'A',
    CustomerClass: customer.family.slice(0, 4).toUpperCase(),
    Branch: customer.branch.branch,
    TermsCode: customer.termsCode,
    Area: 'N',
    TaxStatus: customer.tax.status,
    TaxExemptNumber: customer.tax.status === 'E' ? `EX-${customer.shortName}` : '',
    Telephone: '555-0199',
    Contact: 'Accounts payable',
    Currency: currencyOf(customer),
    ShippingInstrs: 'Best way',
    DateCustAdded: addDays(today, -900),
    Nationality: customer.country,
    CustomerOnHold: 'N',
    EdiSenderCode: customer.ediSenderCode ?? '',
    EdiFlag: onEdi ? 'Y' : '',
    Email: `payables.${customer.shortName.toLowerCase()}@example.com`,
    ...address('SoldTo', 'SoldPostalCode', customer),
    ...address('ShipTo', 'ShipPostalCode', customer),
    PoNumberMandatory: onEdi ? 'Y' : 'N',
    SalesWarehouse: customer.branch.warehouse,
    LanguageCode: '05',
  };
}

/** The rows of the customer's stores in ArMultAddress. */
export function storeRows(customer: SeedCustomer): Row[] {
  return customer.stores.map((store) => ({
    Customer: customer.customer,
    AddrCode: store.code,
    ShipToName: store.name,
    ...address('ShipTo', 'ShipPostalCode', store),
    StoreNumber: store.store,
  }));
}

/** The rows of the customer's own item numbers in ArCustStkXref. */
export function crossReferenceRows(customer: SeedCustomer, items: readonly SeedItem[]): Row[] {
  return items
    .filter((item) => item.family === customer.family)
    .flatMap((item) => {
      const own = customerItem(customer, item);
      if (own === undefined) return [];
      return [
        { Customer: customer.customer, CustStockCode: own, StockCode: item.stockCode, Description: item.description },
      ];
    });
}

function address(prefix: 'SoldTo' | 'ShipTo', postalCode: string, of: SeedAddress): Row {
  return {
    [`${prefix}Addr1`]: of.street,
    [`${prefix}Addr2`]: of.street2,
    [`${prefix}Addr3Loc`]: of.city,
    [`${prefix}Addr4`]: of.state,
    [`${prefix}Addr5`]: of.country,
    [postalCode]: of.postalCode,
  };
}
