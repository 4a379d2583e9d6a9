import type { InvoiceSettings } from './invoice.ts';
import type { SettingPath } from '../profile-file.ts';
import type { PurchaseOrderSettings } from './purchase-order.ts';
import type { PriceSettings } from './prices.ts';
import type { TermsSettings } from './terms.ts';
import type { ShipNoticeSettings } from './ship-notice.ts';

/** A code the settings put into an element. */
export interface CodeSent {
  readonly path: SettingPath;
  /** The element it goes into: `BEG02`. */
  readonly element: string;
  readonly value: string;
  /** Only sent when a document has what it stands for, as an entry of a map; then the document is checked, not the profile. */
  readonly conditional: boolean;
}

/** The merged settings of one document type. */
export type TypedSettings =
  | { readonly type: 'purchase-order'; readonly settings: PurchaseOrderSettings }
  | { readonly type: 'invoice'; readonly settings: InvoiceSettings }
  | { readonly type: 'ship-notice'; readonly settings: ShipNoticeSettings };

/** Every code the settings of a document type send, with the element it goes into. */
export function codesSent(typed: TypedSettings): CodeSent[] {
  const codes = new Codes();
  switch (typed.type) {
    case 'purchase-order':
      codes.purchaseOrder(typed.settings);
      break;
    case 'invoice':
      codes.invoice(typed.settings);
      break;
    case 'ship-notice':
      codes.shipNotice(typed.settings);
      break;
  }
  return codes.found;
}

type Shared = TypedSettings['settings'];
type References = Shared['references'];
type Parties = Shared['parties'];
type Contact = Shared['contacts'][number];

class Codes {
  readonly found: CodeSent[] = [];

  purchaseOrder(s: PurchaseOrderSettings): void {
    this.#add('BEG01', s.purpose, 'purpose');
    this.#add('BEG02', s.orderType, 'orderType');
    this.#add('CUR01', s.currency, 'currency');
    this.#each('TAX12', s.tax?.codes ?? {}, 'tax', 'codes');
    this.#shared(s, 'PO103', 'PO106');
    this.#terms(s.terms);
    this.#price(s.price, 'PO105');
    s.lineDates.forEach((date, i) => this.#add('DTM01', date.qualifier, 'lineDates', i, 'qualifier'));
    if (typeof s.otherWarehouses === 'object') {
      const { as, entity, qualifier } = s.otherWarehouses;
      if (as === 'n1') this.#add('N101', entity, 'otherWarehouses', 'entity');
      this.#add(as === 'n1' ? 'N103' : 'SDQ02', qualifier, 'otherWarehouses', 'qualifier');
    }
    for (const [place, note] of Object.entries(s.notes)) {
      if (typeof note === 'object') this.#add('N901', note.n9, 'notes', place, 'n9');
    }
    this.#charges(s.charges);
  }

  invoice(s: InvoiceSettings): void {
    for (const [kind, type] of Object.entries(s.types)) this.#add('BIG07', type, 'types', kind);
    this.#add('BIG08', s.purpose, 'purpose');
    if (s.currency.when !== 'never') this.#add('CUR01', s.currency.entity, 'currency', 'entity');
    this.#shared(s, 'IT103', 'IT106');
    this.#terms(s.terms);
    this.#price(s.price, 'IT105');
    if (typeof s.notes.invoice === 'object') this.#add('NTE01', s.notes.invoice.nte, 'notes', 'invoice', 'nte');
    this.#add('TXI01', s.taxes.type, 'taxes', 'type');
    this.#each('TXI01', s.taxes.codes, 'taxes', 'codes');
    for (const [name, { scac, mode }] of Object.entries(s.carrier?.codes ?? {})) {
      this.#add('CAD04', scac, 'carrier', 'codes', name, 'scac');
      this.#add('CAD01', mode, 'carrier', 'codes', name, 'mode');
    }
    this.#charges(s.charges);
  }

  shipNotice(s: ShipNoticeSettings): void {
    this.#add('BSN01', s.purpose, 'purpose');
    for (const [structure, code] of Object.entries(s.structureCodes)) {
      if (code !== 'omit') this.#add('BSN05', code, 'structureCodes', structure);
    }
    this.#shared(s, 'SN103', 'LIN02');
    this.#each('TD101', s.lading?.kinds ?? {}, 'lading', 'kinds');
    this.#add('TD101', s.lading?.kind, 'lading', 'kind');
    this.#add('TD108', s.lading?.weightUnit, 'lading', 'weightUnit');
    this.#add('TD110', s.lading?.volumeUnit, 'lading', 'volumeUnit');
    for (const [name, { scac, mode }] of Object.entries(s.carrier?.codes ?? {})) {
      this.#add('TD503', scac, 'carrier', 'codes', name, 'scac');
      this.#add('TD504', mode, 'carrier', 'codes', name, 'mode');
    }
    this.#add('TD504', s.carrier?.mode, 'carrier', 'mode');
    this.#add('TD301', s.equipment?.type, 'equipment', 'type');
    this.#references(s.orderReferences, 'orderReferences');
    this.#parties(s.orderParties, 'orderParties');
    this.#add('MAN01', s.marks.sscc, 'marks', 'sscc');
    this.#add('MAN01', s.marks.tracking, 'marks', 'tracking');
    this.#add('SN108', s.status?.complete, 'status', 'complete');
    this.#add('SN108', s.status?.partial, 'status', 'partial');
    if (typeof s.lots === 'object') {
      this.#add(s.lots.as === 'reference' ? 'REF01' : 'LIN02', s.lots.qualifier, 'lots', 'qualifier');
      this.#add('DTM01', s.lots.expiry, 'lots', 'expiry');
    }
  }

  #shared(s: Shared, unit: string, product: string): void {
    this.#references(s.references, 'references');
    s.contacts.forEach((contact, i) => this.#contact(contact, 'contacts', i));
    this.#add('FOB01', s.fob?.payment, 'fob', 'payment');
    this.#add('FOB02', s.fob?.location, 'fob', 'location');
    s.dates.forEach((date, i) => this.#add('DTM01', date.qualifier, 'dates', i, 'qualifier'));
    this.#parties(s.parties, 'parties');
    this.#each('N402', s.address.states, 'address', 'states');
    this.#each('N404', s.address.countries, 'address', 'countries');
    this.#each(unit, s.units, 'units');
    s.itemIds.forEach((item, i) => this.#add(product, item.qualifier, 'itemIds', i, 'qualifier'));
    this.#add('PID02', s.description?.type, 'description', 'type');
  }

  #terms(terms: TermsSettings | undefined): void {
    if (!terms) return;
    for (const [code, one] of Object.entries(terms.codes)) {
      this.#add('ITD01', one.type, 'terms', 'codes', code, 'type');
      this.#add('ITD02', one.basis, 'terms', 'codes', code, 'basis');
    }
    this.#add('ITD01', terms.type, 'terms', 'type');
    this.#add('ITD02', terms.basis, 'terms', 'basis');
  }

  #price(price: PriceSettings, element: string): void {
    this.#add(element, price.basis, 'price', 'basis');
    this.#each(element, price.bases, 'price', 'bases');
    if (price.discounts === 'net') return;
    this.#add('SAC02', price.discounts.code, 'price', 'discounts', 'code');
    this.#add('SAC12', price.discounts.handling, 'price', 'discounts', 'handling');
  }

  #charges(charges: PurchaseOrderSettings['charges'] | InvoiceSettings['charges']): void {
    for (const [kind, charge] of Object.entries(charges)) {
      if (typeof charge !== 'object') continue;
      this.#add('SAC02', charge.code, 'charges', kind, 'code');
      this.#add('SAC12', charge.handling, 'charges', kind, 'handling');
    }
  }

  #references(references: References, path: string): void {
    references.forEach((reference, i) => this.#add('REF01', reference.qualifier, path, i, 'qualifier'));
  }

  #contact(contact: Contact, ...path: PropertyKey[]): void {
    this.#add('PER01', contact.function, ...path, 'function');
    contact.numbers.forEach((number, n) => this.#add('PER03', number.qualifier, ...path, 'numbers', n, 'qualifier'));
  }

  #parties(parties: Parties, path: string): void {
    parties.forEach((party, i) => {
      this.#add('N101', party.entity, path, i, 'entity');
      this.#add('N103', party.identification?.qualifier, path, i, 'identification', 'qualifier');
      party.references.forEach((reference, n) =>
        this.#add('REF01', reference.qualifier, path, i, 'references', n, 'qualifier'),
      );
      if (party.contact) this.#contact(party.contact, path, i, 'contact');
    });
  }

  #add(element: string, value: string | undefined, ...path: PropertyKey[]): void {
    if (value !== undefined) this.found.push({ path, element, value, conditional: false });
  }

  #each(element: string, values: Readonly<Record<string, string>>, ...path: PropertyKey[]): void {
    for (const [key, value] of Object.entries(values))
      this.found.push({ path: [...path, key], element, value, conditional: true });
  }
}
