import type { PaymentTerms } from '../documents/commerce.ts';
import { Exact, type DecimalText } from '../documents/decimal.ts';
import type { LocalDate } from '../documents/local-date.ts';
import type { TermsSettings } from '../partners/index.ts';
import { dateCell, type PricedTranslation } from './text-cell.ts';
import { codeCell, gap, literal, setting, type Cell, type Origin } from './source.ts';

/** A document's payment terms: SYSPRO's code, what the company's configuration says it means, and where the code stands. */
export interface DocumentTerms {
  readonly code: string | undefined;
  readonly meaning: PaymentTerms | undefined;
  readonly origin: Origin;
  /** Sent as ITD06 where given. */
  readonly dueDate?: { readonly date: LocalDate; readonly origin: Origin };
}

/** ITD of the document's terms: as the profile maps their code, else as the company's configuration explains it. */
export function addTerms(t: PricedTranslation, settings: TermsSettings | undefined, terms: DocumentTerms): void {
  const code = terms.code?.trim() ?? '';
  if (!settings || code === '') return;
  const key = Object.keys(settings.codes).find((known) => known.trim() === code);
  const own = key === undefined ? undefined : settings.codes[key];
  const due = terms.dueDate && dateCell(terms.dueDate.date, terms.dueDate.origin);
  if (own) {
    const at = (field: string): string => `terms.codes.${code}.${field}`;
    t.build.add('ITD', [
      literal(own.type, at('type')),
      literal(own.basis, at('basis')),
      percent(own.discountPercent, setting(at('discountPercent'))),
      undefined,
      days(own.discountDays, setting(at('discountDays'))),
      due,
      days(own.netDays, setting(at('netDays'))),
      ...gap(4),
      literal(own.description, at('description'), 'free'),
    ]);
    return;
  }
  const { meaning } = terms;
  if (meaning && (meaning.netDays !== undefined || meaning.discountPercent !== undefined)) {
    const discounted = meaning.discountPercent !== undefined && meaning.discountDays !== undefined;
    t.build.add('ITD', [
      literal(settings.type, 'terms.type'),
      literal(settings.basis, 'terms.basis'),
      discounted ? percent(meaning.discountPercent, terms.origin) : undefined,
      undefined,
      discounted ? days(meaning.discountDays, terms.origin) : undefined,
      due,
      days(meaning.netDays, terms.origin),
    ]);
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

function percent(value: DecimalText | undefined, origin: Origin): Cell | undefined {
  return value === undefined ? undefined : codeCell(new Exact(value).toFixed(), origin);
}

function days(value: number | undefined, origin: Origin): Cell | undefined {
  return value === undefined ? undefined : codeCell(String(value), origin);
}
