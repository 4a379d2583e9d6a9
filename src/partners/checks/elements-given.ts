import type { TypedSettings } from '../settings/typed-settings.ts';

/**
 * Elements of segments we send that no document fills by itself. What the partner wants there needs a default or an added segment.
 * A test holds them against all golden interchanges.
 */
export const neverFilled: ReadonlySet<string> = new Set(
  'BEG08 BEG09 BEG10 BEG11 BEG12 BIG05 BIG06 BIG09 BIG10 CUR03 CUR04 CUR05 CUR06 N105 N106 PID03 PID04 REF04'.split(
    ' ',
  ),
);

/** Elements that a setting of the type fills, whether it is set. */
export function filledBySettings({ type, settings }: TypedSettings): Readonly<Record<string, boolean>> {
  const quantities = { CTT02: settings.totals.quantityHash };
  switch (type) {
    case 'purchase-order':
      return {
        ...quantities,
        BEG04: settings.releaseNumber !== undefined,
        BEG06: settings.contract !== undefined,
        BEG07: settings.acknowledgementType !== undefined,
      };
    case 'invoice':
      return { ...quantities, BIG08: settings.purpose !== undefined };
    case 'ship-notice':
      return {
        ...quantities,
        BSN06: settings.transactionType !== undefined,
        BSN07: settings.statusReason !== undefined,
        PRF07: settings.orderType !== undefined,
      };
  }
}
