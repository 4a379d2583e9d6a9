import type { TypedSettings } from '../settings/typed-settings.ts';
import type { SettingFault } from './fault.ts';
import type { SourcedItemId } from '../settings/goods.ts';
import type { InvoiceSettings } from '../settings/invoice.ts';
import type { NumberFormat } from '../settings/numbers.ts';
import type { AllowanceSettings } from '../settings/prices.ts';
import type { PurchaseOrderSettings } from '../settings/purchase-order.ts';

type Path = SettingFault['path'];

/** Checks what settings of lines, prices, allowances, taxes and totals say against each other. */
export function checkLines(typed: TypedSettings): SettingFault[] {
  const { type, settings } = typed;
  return [
    ...checkNumbers(typed),
    ...checkItemIds(settings.itemIds),
    ...checkPacks(settings),
    ...(type === 'ship-notice' ? [] : checkAllowances(settings)),
    ...(type === 'invoice' ? checkTaxes(settings) : []),
  ];
}

function fault(path: Path, message: string, fix?: string, severity: SettingFault['severity'] = 'error'): SettingFault {
  return { code: 'PARTNER-SETTING', severity, path, message, ...(fix === undefined ? {} : { fix }) };
}

function checkNumbers({ type, settings }: TypedSettings): SettingFault[] {
  const formats: [Path, Pick<NumberFormat, 'maxDecimals' | 'minDecimals'>][] = [
    [['quantity'], settings.quantity],
    [['numbers', 'amount'], settings.numbers.amount],
    [['numbers', 'percent'], settings.numbers.percent],
    [['numbers', 'weight'], { ...settings.numbers.weight, maxDecimals: settings.numbers.weight.decimals }],
    ...(type === 'ship-notice' ? [] : [[['price'], settings.price] as [Path, NumberFormat]]),
  ];
  return formats.flatMap(([path, { minDecimals, maxDecimals }]) =>
    maxDecimals === undefined || minDecimals <= maxDecimals
      ? []
      : [fault([...path, 'minDecimals'], `is ${minDecimals}, more than the ${maxDecimals} decimals the partner takes`)],
  );
}

/** The digits a GTIN may be sent with under a qualifier of data element 235. */
const digitsOf: Readonly<Record<string, readonly number[]>> = {
  UP: [12],
  EN: [13],
  UK: [14],
  EO: [8],
  UI: [11, 12],
  UA: [12, 13],
};
const fixedCheckDigit: ReadonlySet<string> = new Set(['UP', 'EN', 'UK', 'EO']);

function checkItemIds(itemIds: TypedSettings['settings']['itemIds']): SettingFault[] {
  const qualifiers = itemIds.map(({ qualifier }) => qualifier);
  return itemIds.flatMap((id, index) => {
    const faults: SettingFault[] = [];
    if (qualifiers.indexOf(id.qualifier) < index) {
      const message = `is ${id.qualifier} a second time: a line would have two numbers of one kind`;
      faults.push(fault(['itemIds', index, 'qualifier'], message, undefined, 'warning'));
    }
    if ('value' in id) return faults;
    if (isGtin(id)) {
      for (const name of ['padTo', 'trimZeros'] as const) {
        if (id[name] === undefined || id[name] === false) continue;
        const message = `is of other numbers: how many digits a GTIN has, ${id.qualifier} or digits say`;
        faults.push(fault(['itemIds', index, name], message, 'Take it out, or give digits.', 'warning'));
      }
    }
    const allowed = Object.hasOwn(digitsOf, id.qualifier) ? digitsOf[id.qualifier] : undefined;
    if (id.digits !== undefined && allowed && !allowed.includes(id.digits)) {
      const message = `is ${id.digits}, and a number under ${id.qualifier} has ${allowed.join(' or ')}`;
      faults.push(fault(['itemIds', index, 'digits'], message));
    }
    if (id.checkDigit === 'drop' && (fixedCheckDigit.has(id.qualifier) || id.digits === 14)) {
      const message = fixedCheckDigit.has(id.qualifier)
        ? `is drop, and a number under ${id.qualifier} ends with its check digit`
        : 'is drop, and no number of 14 digits is left without one';
      faults.push(fault(['itemIds', index, 'checkDigit'], message));
    }
    return faults;
  });
}

function isGtin({ source, digits, checkDigit }: SourcedItemId): boolean {
  return source === 'gtin' || digits !== undefined || checkDigit !== undefined;
}

/** SAC codes of taxes (data element 1300). */
const taxCharges: ReadonlySet<string> = new Set(['H750', 'H770', 'H850', 'D360']);

function checkAllowances(settings: PurchaseOrderSettings | InvoiceSettings): SettingFault[] {
  const { discounts } = settings.price;
  const faults: SettingFault[] = [];
  if (discounts !== 'net') {
    faults.push(...checkAllowance(discounts, 'price', 'discounts'));
    if (discounts.level === 'summary' && discounts.as !== 'amount') {
      const message = `is ${discounts.as}, which all discounts of a document together do not have`;
      faults.push(fault(['price', 'discounts', 'as'], message, 'Set level: line, or as: amount.'));
    }
    if (!discounts.amount && (discounts.as === 'amount' || discounts.level === 'summary')) {
      const message = 'is false, and there is nothing else that says how much it is';
      faults.push(fault(['price', 'discounts', 'amount'], message, 'Set as: rate or percent, at level: line.'));
    }
  }
  for (const [kind, charge] of Object.entries(settings.charges)) {
    if (typeof charge === 'object') faults.push(...checkAllowance(charge, 'charges', kind));
  }
  return faults;
}

function checkAllowance({ code, agency, agencyCode }: AllowanceSettings, ...path: PropertyKey[]): SettingFault[] {
  if ((agency === undefined) !== (agencyCode === undefined))
    return [fault(path, 'has one of agency and agencyCode, and SAC03 and SAC04 go together')];
  if (code === undefined && agency === undefined)
    return [fault(path, 'has neither a code (SAC02) nor an agency’s code (SAC03 and SAC04)')];
  return [];
}

function checkPacks({ packs }: TypedSettings['settings']): SettingFault[] {
  return Object.entries(packs?.items ?? {}).flatMap(([item, { size, unit }]) =>
    (size === undefined) === (unit === undefined)
      ? []
      : [fault(['packs', 'items', item], 'has one of size and unit, and PO402 and PO403 go together')],
  );
}

function checkTaxes({ taxes, charges }: InvoiceSettings): SettingFault[] {
  const faults: SettingFault[] = [];
  if (taxes.as === 'sac') {
    if (taxes.level === 'both') {
      const message = 'is both, and the partner would add taxes that are charges twice';
      faults.push(fault(['taxes', 'level'], message, 'Set it to summary or line.'));
    }
    const listed = Object.values(taxes.codes).some((tax) => typeof tax === 'object' && tax.sac !== undefined);
    if (taxes.charge) faults.push(...checkAllowance(taxes.charge, 'taxes', 'charge'));
    else if (!listed) {
      const message = 'is sac, and there is no code for the charge';
      faults.push(fault(['taxes', 'as'], message, 'Set taxes.charge, such as { code: H850 }.'));
    }
  }
  if (taxes.taxable && !taxes.percent) {
    const message = 'is true without percent, and TXI08 needs TXI03';
    faults.push(fault(['taxes', 'taxable'], message, 'Set taxes.percent too.'));
  }
  if (taxes.as === 'sac') return faults;
  for (const [kind, charge] of Object.entries(charges)) {
    if (typeof charge !== 'object' || charge.code === undefined || !taxCharges.has(charge.code)) continue;
    const message = `is ${charge.code}, a tax, and taxes are told otherwise: the partner may take it for the tax a second time`;
    faults.push(
      fault(['charges', kind, 'code'], message, 'Choose the code of the charge, or set taxes.as: sac.', 'warning'),
    );
  }
  return faults;
}
