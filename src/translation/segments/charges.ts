import { Exact, type Amount } from '../../documents/decimal.ts';
import type { AllowanceSettings, ChargeCode } from '../../partners/index.ts';
import { cents } from '../../x12/index.ts';
import { decimalText } from '../cells/numbers.ts';
import { codeCell, freeCell, gap, literal, setting, type Cell, type Origin } from '../cells/source.ts';
import { mapped, type PricedTranslation } from '../cells/text-cell.ts';

/** How an allowance or charge is said. */
interface ChargeWords {
  readonly settings: AllowanceSettings;
  /** Where {@link settings} stand in the profile. */
  readonly path: string;
  /** Where SAC02 stands, if not in {@link settings}. */
  readonly codePath?: string | undefined;
  /** SAC15. */
  readonly description?: Cell | undefined;
  readonly origin: Origin;
  /** What the amount is made of, for partners that take that. */
  readonly basis?: ChargeBasis | undefined;
  /** Whether SAC05 is left out, as the basis comes to it. */
  readonly withoutAmount?: boolean;
}

/** A rate per unit, or a percentage of an amount. */
export type ChargeBasis =
  | { readonly kind: 'rate'; readonly rate: Amount; readonly quantity: Amount; readonly unit: Cell | undefined }
  | { readonly kind: 'percent'; readonly percent: Amount; readonly of: Amount; readonly code: string };

// SAC08 is R 1/9 and SAC07 R 1/6.
const RATE_DIGITS = 9;
const PERCENT_DIGITS = 6;

/**
 * SAC of an amount in the document's currency: a charge where it is positive, an allowance where it is negative; nothing for
 * nothing. SAC05 has two decimals; an amount with more is a finding.
 */
export function addAllowanceOrCharge(t: PricedTranslation, amount: Amount, words: ChargeWords): void {
  if (amount.isZero()) return;
  const { settings, path, origin } = words;
  const hundredths = amount.abs().times(100);
  if (!hundredths.isInteger()) {
    const message = 'has more than two decimals, which SAC05 cannot carry';
    const fix = 'Correct the amount in SYSPRO.';
    t.build.find(t.codes.chargeDecimals, origin, message, fix, { value: amount.toFixed() });
    return;
  }
  const basis = basisCells(t, amount.abs(), words);
  const bare = words.withoutAmount === true && basis.some((cell) => cell !== undefined);
  t.build.add('SAC', [
    // An allowance carries its amount without a sign: A says that it is taken off.
    codeCell(amount.isNegative() ? 'A' : 'C', origin),
    literal(settings.code, words.codePath ?? `${path}.code`),
    literal(settings.agency, `${path}.agency`),
    literal(settings.agencyCode, `${path}.agencyCode`),
    bare ? undefined : codeCell(hundredths.toFixed(), origin),
    ...basis,
    undefined,
    literal(settings.handling, `${path}.handling`),
    undefined,
    undefined,
    words.description,
  ]);
}

/**
 * SAC06 to SAC10. Beside SAC05 a rate or percentage only explains: it is rounded to the digits its element has. Alone it is the
 * amount, so it must come to the same cent.
 */
function basisCells(t: PricedTranslation, amount: Amount, words: ChargeWords): (Cell | undefined)[] {
  const { basis, origin, path } = words;
  if (!basis) return gap(5);
  const value =
    basis.kind === 'rate' ? fitted(basis.rate.abs(), RATE_DIGITS) : fitted(basis.percent.abs(), PERCENT_DIGITS);
  if (words.withoutAmount === true) {
    const comesTo =
      basis.kind === 'rate' ? value.times(basis.quantity.abs()) : value.times(basis.of.abs()).dividedBy(100);
    if (!cents(comesTo).equals(amount)) {
      t.build.find(
        t.codes.chargeInexact,
        origin,
        `is ${amount.toFixed()}, which a ${basis.kind} of ${value.toFixed()} does not come to`,
        `Let the profile send the amount too (${path}.amount).`,
        { value: amount.toFixed() },
      );
    }
  }
  if (basis.kind === 'percent') {
    const percent = codeCell(decimalText(value, t.profile.numbers.percent), origin);
    return [codeCell(basis.code, setting(`${path}.percentOf`)), percent, ...gap(3)];
  }
  return [
    ...gap(2),
    codeCell(decimalText(value, { minDecimals: 0, leadingZero: t.profile.price.leadingZero }), origin),
    basis.unit,
    basis.unit && codeCell(decimalText(basis.quantity.abs(), t.profile.quantity), origin),
  ];
}

/** A number with as many decimals as so many digits allow. */
function fitted(value: Amount, digits: number): Amount {
  // A zero before the point is a digit too.
  const whole = value.truncated().toFixed().length;
  return value.toDecimalPlaces(Math.max(0, digits - whole), Exact.ROUND_HALF_UP);
}

/** A freight or miscellaneous charge of a document. */
export interface Charge {
  readonly kind: 'freight' | 'miscellaneous';
  readonly amount: Amount;
  /** SYSPRO's text. */
  readonly description: string | undefined;
  readonly origin: Origin;
  readonly descriptionOrigin: Origin;
}

/** SAC of a charge as the profile has it; a finding where the profile has no code for it. */
export function addCharge(t: PricedTranslation, policy: ChargeCode | 'refuse', charge: Charge): void {
  const { kind, amount, origin } = charge;
  if (amount.isZero()) return;
  const path = `charges.${kind}`;
  if (policy === 'refuse') {
    t.build.find(
      t.codes.chargeRefused,
      origin,
      `is a ${kind} charge, and the profile has no code for it`,
      `Set ${path} in the profile.`,
      { value: amount.toFixed() },
    );
    return;
  }
  const text = charge.description?.trim() ?? '';
  const own = text === '' ? undefined : mapped(policy.codes ?? {}, text);
  const description =
    policy.description === true && text !== ''
      ? freeCell(text, charge.descriptionOrigin)
      : typeof policy.description === 'string'
        ? literal(policy.description, `${path}.description`, 'free')
        : undefined;
  addAllowanceOrCharge(t, amount, {
    settings: own === undefined ? policy : { ...policy, code: own },
    path,
    codePath: own === undefined ? undefined : `${path}.codes.${text}`,
    origin,
    description,
  });
}
