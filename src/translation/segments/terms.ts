import type { PaymentTerms } from '../../documents/commerce.ts';
import { Exact, type Amount, type DecimalText } from '../../documents/decimal.ts';
import { addDays, type LocalDate } from '../../documents/local-date.ts';
import type { InvoiceTermsSettings, TermsSettings } from '../../partners/index.ts';
import { dateCell, mapped, type PricedTranslation } from '../cells/text-cell.ts';
import { decimalCell } from '../cells/numbers.ts';
import { codeCell, freeCell, gap, literal, setting, type Cell, type Origin } from '../cells/source.ts';

/** A document's payment terms: SYSPRO's code, what the company's configuration says it means, and where the code stands. */
interface DocumentTerms {
  readonly code: string | undefined;
  readonly meaning: PaymentTerms | undefined;
  readonly origin: Origin;
  /** What the terms are of; absent of an order, whose invoice is still to come. */
  readonly invoice?: {
    readonly date: LocalDate;
    readonly dueDate: LocalDate | undefined;
    /** In the sign the partner takes. */
    readonly merchandise: Amount;
    readonly total: Amount;
  };
}

type Settings = TermsSettings & Partial<Pick<InvoiceTermsSettings, 'dueDate' | 'discountDate' | 'discountAmount'>>;

/** Terms on their way into ITD, each part with its origin. */
interface Told {
  readonly type: Cell | undefined;
  readonly basis: Cell | undefined;
  readonly percent: DecimalText | undefined;
  readonly percentOrigin: Origin;
  readonly discountDays: number | undefined;
  readonly discountOrigin: Origin;
  readonly netDays: number | undefined;
  readonly netOrigin: Origin;
  readonly description: Cell | undefined;
  readonly dayOfMonth?: Cell | undefined;
  readonly payment?: Cell | undefined;
}

/** ITD of the document's terms: as the profile maps their code, else as the company's configuration explains it. */
export function addTerms(t: PricedTranslation, settings: Settings | undefined, terms: DocumentTerms): void {
  const code = terms.code?.trim() ?? '';
  if (!settings || code === '') return;
  const told = mappedTerms(settings, code, terms) ?? explainedTerms(settings, terms);
  if (told) {
    addTold(t, settings, terms, told);
    return;
  }
  if (settings.unmapped === 'omit') return;
  t.build.find(
    t.codes.termsUnmapped,
    terms.origin,
    'has no X12 terms in the profile, and no meaning in the company’s configuration',
    `Add ${JSON.stringify(code)} under terms.codes of the profile, or under syspro.terms of the configuration.`,
    { value: code },
  );
}

/** The discount of a document's terms in percent, as ITD03 tells it: by the profile's map, else by the company's configuration. */
export function termsDiscount(
  settings: TermsSettings | undefined,
  terms: PaymentTerms | undefined,
): Amount | undefined {
  const own = settings && mapped(settings.codes, terms?.code ?? '');
  const explained = terms?.discountDays === undefined ? undefined : terms.discountPercent;
  const percent = own ? own.discountPercent : explained;
  return percent === undefined || new Exact(percent).isZero() ? undefined : new Exact(percent);
}

function mappedTerms(settings: Settings, code: string, terms: DocumentTerms): Told | undefined {
  const own = mapped(settings.codes, code);
  if (!own) return undefined;
  const at = (field: string): string => `terms.codes.${code}.${field}`;
  return {
    type: literal(own.type, at('type')),
    basis: literal(own.basis, at('basis')),
    percent: own.discountPercent,
    percentOrigin: setting(at('discountPercent')),
    discountDays: own.discountDays,
    discountOrigin: setting(at('discountDays')),
    netDays: own.netDays,
    netOrigin: setting(at('netDays')),
    description: literal(own.description, at('description'), 'free') ?? described(settings, terms),
    dayOfMonth: own.dayOfMonth === undefined ? undefined : codeCell(String(own.dayOfMonth), setting(at('dayOfMonth'))),
    payment: literal(own.payment, at('payment')),
  };
}

function explainedTerms(settings: Settings, terms: DocumentTerms): Told | undefined {
  const { meaning, origin } = terms;
  if (!meaning || (meaning.netDays === undefined && meaning.discountPercent === undefined)) return undefined;
  const discounted = meaning.discountPercent !== undefined && meaning.discountDays !== undefined;
  const net = !discounted && settings.netType !== undefined;
  return {
    type: net ? literal(settings.netType, 'terms.netType') : literal(settings.type, 'terms.type'),
    basis: literal(settings.basis, 'terms.basis'),
    percent: discounted ? meaning.discountPercent : undefined,
    percentOrigin: origin,
    discountDays: discounted ? meaning.discountDays : undefined,
    discountOrigin: origin,
    netDays: meaning.netDays,
    netOrigin: origin,
    description: described(settings, terms),
  };
}

function described({ descriptions }: Settings, { meaning, origin }: DocumentTerms): Cell | undefined {
  return descriptions && meaning?.description !== undefined ? freeCell(meaning.description, origin) : undefined;
}

function addTold(t: PricedTranslation, settings: Settings, terms: DocumentTerms, told: Told): void {
  const { invoice } = terms;
  if (told.percent !== undefined) checkTermsPercent(t, told.percent, told.percentOrigin);
  const days = (value: number | undefined, origin: Origin): Cell | undefined =>
    value === undefined || !settings.days ? undefined : codeCell(String(value), origin);
  const discountDate =
    settings.discountDate === true && invoice && told.discountDays !== undefined
      ? dateCell(addDays(invoice.date, told.discountDays), told.discountOrigin)
      : undefined;
  t.build.add('ITD', [
    told.type,
    told.basis,
    told.percent === undefined
      ? undefined
      : decimalCell(t, new Exact(told.percent), t.profile.numbers.percent, t.codes.numberDecimals, told.percentOrigin),
    discountDate,
    days(told.discountDays, told.discountOrigin),
    settings.dueDate === true && invoice ? dateCell(invoice.dueDate, terms.origin) : undefined,
    days(told.netDays, told.netOrigin),
    discountAmount(settings, invoice, told),
    ...gap(3),
    told.description,
    told.dayOfMonth,
    told.payment,
  ]);
}

/** ITD08, N2: the percentage of the goods or of the whole invoice, rounded half up to cents. */
function discountAmount(settings: Settings, invoice: DocumentTerms['invoice'], told: Told): Cell | undefined {
  const { discountAmount: of } = settings;
  if (!invoice || of === undefined || of === 'omit' || told.percent === undefined) return undefined;
  const hundredths = invoice[of].times(told.percent).toDecimalPlaces(0);
  return codeCell(hundredths.toFixed(), { computed: `the discount: ${told.percent} percent of the ${of}` });
}

/** The discount of terms is in percent (ITD03). A finding: what is so small, or takes everything, was meant as a fraction, or is a slip. */
export function checkTermsPercent(t: PricedTranslation, percent: DecimalText, origin: Origin): void {
  const value = new Exact(percent);
  if (value.isZero() || (value.gte('0.1') && value.lt(100))) return;
  t.build.find(
    t.codes.termsPercent,
    origin,
    `is a discount of ${percent} percent, which nobody gives`,
    'Write it in percent ("2" is two percent), in the profile’s terms.codes or the configuration’s syspro.terms.',
    { value: percent },
  );
}
