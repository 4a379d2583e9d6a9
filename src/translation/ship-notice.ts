import type { ShipNotice } from '../documents/ship-notice.ts';
import type { ShipNoticeProfile } from '../partners/index.ts';
import { builderOf, checkedSet, type TranslatedSet, type TranslationOptions } from './checked-set.ts';
import { shipNoticeCodes } from './finding-codes.ts';
import { header, noticeTranslation, shippedLines, type NoticeTranslation } from './ship-notice/context.ts';
import { addHeading } from './ship-notice/heading.ts';
import { writeLevels } from './ship-notice/levels.ts';
import { checkOrders, ordersOfLines } from './ship-notice/orders.ts';
import { checkPackages } from './ship-notice/packages.ts';
import { checkLots, portionsOf } from './ship-notice/portions.ts';
import { checkQuantities } from './ship-notice/quantities.ts';
import { addShipment } from './ship-notice/shipment.ts';
import { checkRepetitions, chosenStructure } from './ship-notice/structure.ts';
import { addTotals } from './ship-notice/totals.ts';
import { levelsBelow } from './ship-notice/tree.ts';
import { checkPurpose } from './segments/purpose.ts';
import { profileFor } from './variant.ts';

/**
 * Translates a dispatch note to a partner's 856 and checks it against the release's guide and the profile: its goods grouped by
 * the levels of the structure that the profile asks for. Pure: the same notice, profile and options give the same set. Never
 * throws for what a notice holds.
 */
export function translateShipNotice(
  notice: ShipNotice,
  given: ShipNoticeProfile,
  options: TranslationOptions = {},
): TranslatedSet {
  const profile = profileFor(notice, given);
  const build = builderOf(notice, profile, shipNoticeCodes);
  const t = noticeTranslation(notice, profile, build, options.made);
  checkPurpose(t, options.purpose);
  if (shippedLines(notice).length === 0) {
    build.find(
      'ASN-NO-LINES',
      header('DispatchNote'),
      'ships nothing',
      'Cancel the dispatch note, or add lines to it.',
      {
        value: notice.dispatchNote,
      },
    );
  } else checkOrders(t);
  const orderOf = ordersOfLines(t);
  const structure = chosenStructure(t, (one) => portionsOf(t, one, orderOf));
  const portions = portionsOf(t, structure, orderOf);
  checkLots(t, portions);
  checkQuantities(t, structure);
  if (/[TP]/.test(structure)) {
    if (notice.packages.length > 0) checkPackages(t, structure);
    else refuseWithoutPackages(t);
  }
  checkRepetitions(t, structure, portions);
  addHeading(t, options, structure);
  const levels = writeLevels(t, {
    code: 'S',
    write: () => addShipment(t, portions),
    children: levelsBelow(t, structure, portions),
  });
  addTotals(t, levels);
  return checkedSet(notice, t, ({ code, element }) => isSaid(t, code, element ?? ''));
}

function refuseWithoutPackages({ build }: NoticeTranslation): void {
  build.find(
    'ASN-NO-PACKAGES',
    header('packages'),
    'are not known, and the partner must have them',
    'Record the cartons where the company’s configuration takes them from, or change structure in the profile.',
  );
}

/** Whether a finding of the guide was already said of the document itself, where a person can act on it. */
function isSaid({ build, orders }: NoticeTranslation, code: string, element: string): boolean {
  const said = (...codes: string[]): boolean => build.findings.some((finding) => codes.includes(finding.code));
  if (code === 'X12-ELEMENT-MISSING' && element.startsWith('SN1')) return said('ASN-UNIT-UNMAPPED');
  if (code === 'X12-ELEMENT-MISSING') return /^(?:PRF|BSN)/.test(element) && said('ASN-FIELD-MISSING');
  if (code === 'X12-HIERARCHY') {
    const why = ['ASN-NO-LINES', 'ASN-NO-ORDERS', 'ASN-NO-PACKAGES', 'ASN-LINE-ORDER'];
    // An order without a number and a date is one without PRF.
    if (orders.some(({ number }) => number === undefined)) return true;
    return said(...why, 'ASN-PACKAGE-EMPTY', 'ASN-PACKAGE-LINE', 'ASN-PACKAGE-ORDERS', 'ASN-PACKAGE-QUANTITY');
  }
  return false;
}
