import { parseSelector } from '../../x12/index.ts';
import { error, warning, type SettingFault } from './fault.ts';
import type { InvoiceSettings } from '../settings/invoice.ts';
import type { PurchaseOrderSettings } from '../settings/purchase-order.ts';
import type { TypedSettings } from '../settings/typed-settings.ts';

/** Checks what settings of totals, terms and taxes say against each other, and which of them nothing comes of. */
export function checkTotals({ type, settings }: TypedSettings): SettingFault[] {
  if (type === 'ship-notice') return [];
  const { totals } = settings;
  const faults: SettingFault[] = [];
  if (!totals.lineCount) {
    for (const setting of ['quantityHash', 'weight', 'volume'] as const) {
      if (totals[setting] === undefined || totals[setting] === false) continue;
      faults.push(unused(['totals', setting], 'is for CTT, and totals.lineCount is false: there is none'));
    }
  }
  if (type === 'purchase-order') faults.push(...checkAmount(settings));
  else faults.push(...checkDiscount(settings), ...checkTaxesUsed(settings));
  return faults;
}

function unused(path: SettingFault['path'], message: string): SettingFault {
  return warning('PARTNER-SETTING', path, message, 'Take it out, or change the other setting.');
}

/** AMT*TT stands in the loop that CTT leads. */
function checkAmount({ totals, drop }: PurchaseOrderSettings): SettingFault[] {
  if (totals.amount === 'omit') return [];
  const fix = 'Set totals.amount: omit if the partner takes no total, or let CTT be sent.';
  const message = `is ${totals.amount}, and AMT*TT is sent with CTT or not at all`;
  if (!totals.lineCount)
    return [warning('PARTNER-SETTING', ['totals', 'amount'], `${message}: totals.lineCount is false`, fix)];
  const dropped = drop.some((text) => {
    const { segment, element } = parseSelector(text);
    return segment.id === 'CTT' && element === undefined;
  });
  const named = drop.some((text) => parseSelector(text).segment.id === 'AMT');
  return dropped && !named
    ? [warning('PARTNER-SETTING', ['totals', 'amount'], `${message}: drop leaves CTT out`, fix)]
    : [];
}

function checkDiscount({ terms, totals }: InvoiceSettings): SettingFault[] {
  const of = terms?.discountAmount ?? 'omit';
  if (of === 'omit' || totals.termsDiscount === 'omit' || of === totals.termsDiscount) return [];
  const message = `is ${totals.termsDiscount}, and terms.discountAmount is ${of}: TDS04 and ITD08 would tell two discounts`;
  return [error('PARTNER-SETTING', ['totals', 'termsDiscount'], message, 'Set both to what the discount is of.')];
}

/** Settings of taxes that `taxes.as` leaves without a use. */
function checkTaxesUsed({ taxes }: InvoiceSettings): SettingFault[] {
  const { as } = taxes;
  const faults: SettingFault[] = [];
  const say = (setting: string, segment: string): void => {
    faults.push(unused(['taxes', setting], `is for ${segment}, and taxes.as is ${as}`));
  };
  if (as !== 'txi') {
    if (taxes.percent) say('percent', 'TXI');
    if (taxes.id !== undefined) say('id', 'TXI');
    if (taxes.zero === 'send') say('zero', 'TXI');
  }
  if (as === 'price' && taxes.level !== 'summary') say('level', 'TXI and SAC');
  if (as === 'sac') return faults;
  if (taxes.charge) say('charge', 'SAC');
  for (const [code, tax] of Object.entries(taxes.codes))
    if (typeof tax === 'object' && tax.sac !== undefined)
      faults.push(unused(['taxes', 'codes', code, 'sac'], `is for SAC, and taxes.as is ${as}`));
  return faults;
}
