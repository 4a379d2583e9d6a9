import type { SettingPath } from '../profile-file.ts';
import type { TypedSettings } from '../settings/typed-settings.ts';
import { error, warning, type SettingFault } from './fault.ts';
import type { InvoiceTermsSettings, OneTerms, TermsSettings } from '../settings/terms.ts';
import type { Condition } from '../settings/variants.ts';

// Purchase order types (92) whose orders call goods off a blanket order or contract.
const releases: ReadonlySet<string> = new Set(['RL', 'RO', 'BK']);

// A poll comes every 5 to 15 minutes; what is due sooner would be late before it is seen.
const soonest = 15 * 60_000;

/** Checks what settings say of terms, releases, deadlines and variants, against themselves. */
export function checkHeading({ type, settings }: TypedSettings): SettingFault[] {
  const terms = type === 'ship-notice' ? undefined : settings.terms;
  const faults = [...(terms ? checkTerms(terms) : []), ...checkVariants(settings.variants)];
  if (type === 'purchase-order' && settings.releaseNumber && !releases.has(settings.orderType)) {
    const message = `stands with orderType ${settings.orderType}, and BEG04 is the release of a blanket order`;
    faults.push(
      error('PARTNER-SETTING', ['releaseNumber'], message, 'Set orderType to RL, or send it as a reference.'),
    );
  }
  if (settings.deadline.within !== undefined && settings.deadline.within < soonest) {
    const message = 'is less than 15 minutes, and SYSPRO is read every 5 to 15';
    faults.push(
      warning('PARTNER-DEADLINE', ['deadline', 'within'], message, 'Poll this stream more often, or allow more.'),
    );
  }
  return faults;
}

function checkTerms(terms: TermsSettings & Partial<InvoiceTermsSettings>): SettingFault[] {
  const faults = Object.entries(terms.codes).flatMap(([code, one]) => checkOne(terms, one, ['terms', 'codes', code]));
  if (!terms.days && terms.discountDate !== true && terms.dueDate !== true) {
    const message = 'is false, and no dates are sent either, so ITD would not say when to pay';
    faults.push(
      error('PARTNER-TERMS', ['terms', 'days'], message, 'Set dueDate and discountDate (of invoices), or days.'),
    );
  }
  return faults;
}

function checkOne(
  terms: TermsSettings & Partial<InvoiceTermsSettings>,
  one: OneTerms,
  path: SettingPath,
): SettingFault[] {
  const { discountPercent, discountDays, dayOfMonth } = one;
  if (discountPercent === undefined) return [];
  const at = [...path, 'discountPercent'];
  const percent = Number(discountPercent);
  if (percent !== 0 && (percent < 0.1 || percent >= 100)) {
    const message = `is ${discountPercent} percent, which nobody gives`;
    return [error('PARTNER-TERMS', at, message, 'Write it in percent: "2" is two percent.')];
  }
  // L03040513: a discount needs a date, days or a day of the month.
  const days = discountDays !== undefined && (terms.days || terms.discountDate === true);
  return days || dayOfMonth !== undefined
    ? []
    : [error('PARTNER-TERMS', at, 'stands without discountDays or dayOfMonth, and ITD03 needs a date or days')];
}

/** Variants without conditions, and those whose documents an earlier one takes all. */
function checkVariants(variants: TypedSettings['settings']['variants']): SettingFault[] {
  const earlier: [name: string, when: Conditions][] = [];
  return Object.entries(variants).flatMap(([name, { when }]) => {
    const path = ['variants', name, 'when'];
    if (Object.keys(when).length === 0)
      return [error('PARTNER-VARIANT', path, 'has no condition, so it would always count')];
    const same = earlier.find(([, one]) => takesAllOf(one, when) && takesAllOf(when, one));
    const broader = same ?? earlier.find(([, one]) => takesAllOf(one, when));
    earlier.push([name, when]);
    if (same)
      return [
        error('PARTNER-VARIANT', path, `has the conditions of ${same[0]}, which comes first, so it would never count`),
      ];
    if (!broader) return [];
    const message = `is fulfilled only where that of ${broader[0]} is, which comes first, so it would never count`;
    return [warning('PARTNER-VARIANT', path, message, 'Put it first, or make the conditions of the other narrower.')];
  });
}

type Conditions = Readonly<Partial<Record<string, Condition>>>;

/** Whether a document that fulfils the second conditions always fulfils the first. */
function takesAllOf(broad: Conditions, narrow: Conditions): boolean {
  return Object.entries(broad).every(([field, condition]) => {
    const own = narrow[field];
    return condition === undefined || (own !== undefined && follows(own, condition));
  });
}

/** Whether a field that fulfils the first condition always fulfils the second. A field may have several texts. */
function follows(from: Condition, to: Condition): boolean {
  if (typeof to === 'string') return from === to || (to === 'present' && Array.isArray(from));
  // What is absent is none of the texts it may not be.
  if (typeof from === 'string') return from === 'absent' && 'not' in to;
  if ('not' in to) return 'not' in from && areAmong(to.not, from.not);
  return !('not' in from) && areAmong(from, to);
}

function areAmong(some: readonly string[], all: readonly string[]): boolean {
  const known = new Set(all.map(plain));
  return some.every((text) => known.has(plain(text)));
}

function plain(text: string): string {
  return text.trim().toUpperCase();
}
