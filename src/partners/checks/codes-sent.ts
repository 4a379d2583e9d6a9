import type { TypedSettings } from '../settings/typed-settings.ts';
import type { CodeSent } from '../settings/code-sent.ts';
import type { InvoiceSettings } from '../settings/invoice.ts';
import type { PurchaseOrderSettings } from '../settings/purchase-order.ts';
import { lineCodesSent } from './line-codes.ts';
import type { TermsSettings } from '../settings/terms.ts';
import type { ShipNoticeSettings } from '../settings/ship-notice.ts';

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
  return [...codes.found, ...lineCodesSent(typed)];
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
    this.#shared(s);
    this.#terms(s.terms);
    s.lineDates.forEach((date, i) => this.#add('DTM01', date.qualifier, 'lineDates', i, 'qualifier'));
    if (typeof s.otherWarehouses === 'object') {
      const { as, entity, qualifier } = s.otherWarehouses;
      if (as === 'n1') this.#add('N101', entity, 'otherWarehouses', 'entity');
      this.#add(as === 'n1' ? 'N103' : 'SDQ02', qualifier, 'otherWarehouses', 'qualifier');
    }
    s.notes.standard.forEach((note, i) => this.#add('N901', note.n9, 'notes', 'standard', i, 'n9'));
    for (const place of ['order', 'line'] as const) {
      const note = s.notes[place];
      if (typeof note === 'object') this.#add('N901', note.n9, 'notes', place, 'n9');
    }
    this.#add('BEG07', s.acknowledgementType, 'acknowledgementType');
    s.salesRequirements.forEach((requirement, i) => this.#add('CSH01', requirement, 'salesRequirements', i));
    for (const [name, { scac, mode, service }] of Object.entries(s.carrier?.codes ?? {})) {
      this.#add('TD503', scac, 'carrier', 'codes', name, 'scac');
      this.#add('TD504', mode, 'carrier', 'codes', name, 'mode');
      this.#add('TD512', service, 'carrier', 'codes', name, 'service');
    }
    this.#add('TD501', s.carrier?.sequence, 'carrier', 'sequence');
    this.#add('TD504', s.carrier?.mode, 'carrier', 'mode');
    s.specialHandling.forEach((one, i) => this.#add('TD401', one.code, 'specialHandling', i, 'code'));
    s.marks.forEach((mark, i) => this.#add('MAN01', mark.qualifier, 'marks', i, 'qualifier'));
    this.#changes('BEG01', s.changes);
  }

  invoice(s: InvoiceSettings): void {
    for (const [kind, type] of Object.entries(s.types)) this.#add('BIG07', type, 'types', kind);
    this.#add('BIG08', s.purpose, 'purpose');
    this.#changes('BIG08', s.changes);
    if (s.currency.when !== 'never') this.#add('CUR01', s.currency.entity, 'currency', 'entity');
    this.#shared(s);
    this.#terms(s.terms);
    if (typeof s.notes.invoice === 'object') this.#add('NTE01', s.notes.invoice.nte, 'notes', 'invoice', 'nte');
    for (const [name, { scac, mode }] of Object.entries(s.carrier?.codes ?? {})) {
      this.#add('CAD04', scac, 'carrier', 'codes', name, 'scac');
      this.#add('CAD01', mode, 'carrier', 'codes', name, 'mode');
    }
  }

  shipNotice(s: ShipNoticeSettings): void {
    this.#add('BSN01', s.purpose, 'purpose');
    this.#changes('BSN01', s.changes);
    this.#add('BSN06', s.transactionType, 'transactionType');
    this.#add('BSN07', s.statusReason, 'statusReason');
    for (const [structure, code] of Object.entries(s.structureCodes)) {
      if (code !== 'omit') this.#add('BSN05', code, 'structureCodes', structure);
    }
    this.#shared(s);
    this.#transport(s);
    this.#add('PRF07', s.orderType, 'orderType');
    this.#references(s.orderReferences, 'orderReferences');
    this.#parties(s.orderParties, 'orderParties');
    this.#references(s.packageReferences, 'packageReferences');
    this.#parties(s.packageParties, 'packageParties');
    this.#references(s.lineReferences, 'lineReferences');
    s.marks.forEach((mark, i) => this.#add('MAN01', mark.qualifier, 'marks', i, 'qualifier'));
    s.palletMarks.forEach((mark, i) => this.#add('MAN01', mark.qualifier, 'palletMarks', i, 'qualifier'));
    this.#add('SN108', s.status?.complete, 'status', 'complete');
    this.#add('SN108', s.status?.partial, 'status', 'partial');
    if (typeof s.lots === 'object') {
      this.#add(s.lots.as === 'reference' ? 'REF01' : 'LIN02', s.lots.qualifier, 'lots', 'qualifier');
      this.#add('DTM01', s.lots.expiry, 'lots', 'expiry');
    }
  }

  #transport({ lading, carrier, equipment, ...s }: ShipNoticeSettings): void {
    this.#each('TD101', lading?.kinds ?? {}, 'lading', 'kinds');
    this.#add('TD101', lading?.kind, 'lading', 'kind');
    this.#add('TD101', lading?.palletKind, 'lading', 'palletKind');
    this.#add('TD108', lading?.weightUnit, 'lading', 'weightUnit');
    this.#add('TD110', lading?.volumeUnit, 'lading', 'volumeUnit');
    this.#add('TD502', carrier?.qualifier, 'carrier', 'qualifier');
    for (const [name, { scac, mode, service }] of Object.entries(carrier?.codes ?? {})) {
      this.#add('TD503', scac, 'carrier', 'codes', name, 'scac');
      this.#add('TD504', mode, 'carrier', 'codes', name, 'mode');
      this.#add('TD512', service, 'carrier', 'codes', name, 'service');
    }
    this.#add('TD504', carrier?.mode, 'carrier', 'mode');
    this.#add('TD501', carrier?.sequence, 'carrier', 'sequence');
    this.#add('TD506', carrier?.orderStatus?.complete, 'carrier', 'orderStatus', 'complete');
    this.#add('TD506', carrier?.orderStatus?.partial, 'carrier', 'orderStatus', 'partial');
    this.#add('TD301', equipment?.type, 'equipment', 'type');
    s.specialHandling.forEach(({ code, hazard }, i) => {
      this.#add('TD401', code, 'specialHandling', i, 'code');
      this.#add('TD402', hazard?.qualifier, 'specialHandling', i, 'hazard', 'qualifier');
      this.#add('TD403', hazard?.class, 'specialHandling', i, 'hazard', 'class');
    });
    for (const list of ['measures', 'packageMeasures', 'itemMeasures'] as const) {
      s[list].forEach((measure, i) => {
        this.#add('MEA01', measure.reference, list, i, 'reference');
        this.#add('MEA02', measure.qualifier, list, i, 'qualifier');
      });
    }
  }

  #shared(s: Shared): void {
    this.#references(s.references, 'references');
    s.contacts.forEach((contact, i) => this.#contact(contact, 'contacts', i));
    this.#add('FOB01', s.fob?.payment, 'fob', 'payment');
    this.#add('FOB02', s.fob?.location, 'fob', 'location');
    this.#add('FOB04', s.fob?.incoterm?.qualifier, 'fob', 'incoterm', 'qualifier');
    this.#add('FOB05', s.fob?.incoterm?.code, 'fob', 'incoterm', 'code');
    this.#add('FOB06', s.fob?.title?.location, 'fob', 'title', 'location');
    s.dates.forEach((date, i) => {
      this.#add('DTM01', date.qualifier, 'dates', i, 'qualifier');
      this.#add('DTM04', date.zone, 'dates', i, 'zone');
    });
    this.#parties(s.parties, 'parties');
    this.#each('N402', s.address.states, 'address', 'states');
    this.#each('N404', s.address.countries, 'address', 'countries');
  }

  #terms(terms: TermsSettings | undefined): void {
    if (!terms) return;
    for (const [code, one] of Object.entries(terms.codes)) {
      this.#add('ITD01', one.type, 'terms', 'codes', code, 'type');
      this.#add('ITD02', one.basis, 'terms', 'codes', code, 'basis');
      this.#add('ITD14', one.payment, 'terms', 'codes', code, 'payment');
    }
    this.#add('ITD01', terms.type, 'terms', 'type');
    this.#add('ITD01', terms.netType, 'terms', 'netType');
    this.#add('ITD02', terms.basis, 'terms', 'basis');
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

  #changes(element: string, changes: Readonly<Record<string, string | undefined>>): void {
    for (const [kind, purpose] of Object.entries(changes))
      if (purpose !== 'never') this.#add(element, purpose, 'changes', kind);
  }

  #add(element: string, value: string | undefined, ...path: PropertyKey[]): void {
    if (value !== undefined) this.found.push({ path, element, value, conditional: false });
  }

  #each(element: string, values: Readonly<Record<string, string>>, ...path: PropertyKey[]): void {
    for (const [key, value] of Object.entries(values))
      this.found.push({ path: [...path, key], element, value, conditional: true });
  }
}
