import type { PurchaseOrder } from '../documents/purchase-order.ts';
import type { PurchaseOrderProfile } from '../partners/index.ts';
import { builderOf, checkedSet, type TranslatedSet, type TranslationOptions } from './checked-set.ts';
import { purchaseOrderCodes } from './finding-codes.ts';
import { header, merchandiseOf, orderTranslation } from './purchase-order/context.ts';
import { addHeading } from './purchase-order/heading.ts';
import { addItems } from './purchase-order/items.ts';
import { addSummary } from './purchase-order/summary.ts';
import { checkToldValues } from './purchase-order/told-value.ts';
import { checkPurpose } from './segments/purpose.ts';
import { profileFor } from './variant.ts';

/**
 * Translates a purchase order to a partner's 850 and checks it against the release's guide and the profile. Pure: the
 * same order and profile give the same set. Never throws for what an order holds.
 */
export function translatePurchaseOrder(
  order: PurchaseOrder,
  given: PurchaseOrderProfile,
  options: TranslationOptions = {},
): TranslatedSet {
  const profile = profileFor(order, given);
  const build = builderOf(order, profile, purchaseOrderCodes);
  const t = orderTranslation(order, profile, build, options.made);
  checkPurpose(t, options.purpose);
  if (merchandiseOf(order).length === 0) {
    build.find(
      'PO-NO-LINES',
      header('PurchaseOrder'),
      'has no lines of goods',
      'Add lines in SYSPRO, or cancel the order.',
      { value: order.purchaseOrder },
    );
  }
  addHeading(t, options.purpose ?? profile.purpose);
  addItems(t);
  addSummary(t);
  // An order without lines, and a unit that is not mapped, are said once, in their own words: not again of SCH, which repeats the unit.
  const unmapped = build.findings.some(({ code: found }) => found === 'PO-UNIT-UNMAPPED');
  return checkedSet(
    order,
    t,
    ({ code, element = '' }) =>
      (code === 'X12-SEGMENT-MISSING' && element.startsWith('PO1')) ||
      (code === 'X12-ELEMENT-MISSING' && unmapped && /^SCH.*-02$/.test(element)),
    (segments) => checkToldValues(t, segments),
  );
}
