import type { Amount } from '../documents/decimal.ts';
import type { PricedTranslation } from './text-cell.ts';
import { codeCell, gap, literal, setting, type Cell, type Origin } from './source.ts';

/** How an allowance or charge is said. */
export interface ChargeWords {
  /** SAC02. */
  readonly code: string;
  readonly codePath: string;
  /** SAC12. */
  readonly handling: string | undefined;
  readonly handlingPath: string;
  /** SAC15. */
  readonly description?: Cell | undefined;
  readonly origin: Origin;
}

/**
 * SAC of an amount in the document's currency: a charge where it is positive, an allowance where it is negative; nothing for
 * nothing. SAC05 has two decimals; an amount with more is a finding.
 */
export function addAllowanceOrCharge(t: PricedTranslation, amount: Amount, words: ChargeWords): void {
  if (amount.isZero()) return;
  const hundredths = amount.abs().times(100);
  if (!hundredths.isInteger()) {
    const message = 'has more than two decimals, which SAC05 cannot carry';
    const fix = 'Correct the amount in SYSPRO.';
    t.build.find(t.codes.chargeDecimals, words.origin, message, fix, { value: amount.toFixed() });
    return;
  }
  t.build.add('SAC', [
    // An allowance carries its amount without a sign: A says that it is taken off.
    codeCell(amount.isNegative() ? 'A' : 'C', words.origin),
    codeCell(words.code, setting(words.codePath)),
    undefined,
    undefined,
    codeCell(hundredths.toFixed(), words.origin),
    ...gap(6),
    literal(words.handling, words.handlingPath),
    undefined,
    undefined,
    words.description,
  ]);
}

/** The finding of a charge the profile has no code for. */
export function refuseCharge(
  t: PricedTranslation,
  kind: 'freight' | 'miscellaneous',
  amount: Amount,
  origin: Origin,
): void {
  t.build.find(
    t.codes.chargeRefused,
    origin,
    `is a ${kind} charge, and the profile has no code for it`,
    `Set charges.${kind} in the profile.`,
    { value: amount.toFixed() },
  );
}
