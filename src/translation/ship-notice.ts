import { Exact } from '../documents/decimal.ts';
import type { ShipNotice } from '../documents/ship-notice.ts';
import type { ShipNoticeProfile } from '../partners/index.ts';
import { builderOf, checkedSet, type TranslatedSet, type TranslationOptions } from './checked-set.ts';
import { shipNoticeCodes } from './codes.ts';
import { localTime } from './interchange.ts';
import { header, noticeTranslation, shippedLines, type NoticeTranslation } from './ship-notice/context.ts';
import { writeLevels } from './ship-notice/levels.ts';
import { checkOrders, shipmentLevels, type Structure } from './ship-notice/orders.ts';
import { addShipment } from './ship-notice/shipment.ts';
import { codeCell, setting, type Cell } from './source.ts';
import { missing, written, x12Date } from './text-cell.ts';

/**
 * Translates a dispatch note to a partner's 856 and checks it against the release's guide and the profile: shipment, order, pack
 * and item (or pack before order) where the cartons are told, else shipment, order and item. Pure: the same notice, profile and options give the
 * same set. Never throws for what a notice holds.
 */
export function translateShipNotice(
  notice: ShipNotice,
  profile: ShipNoticeProfile,
  options: TranslationOptions = {},
): TranslatedSet {
  const build = builderOf(notice, profile, shipNoticeCodes);
  const t = noticeTranslation(notice, profile, build);
  const hasPackages = notice.packages.length > 0;
  const structure = profile.structure === 'auto' ? (hasPackages ? 'pack' : 'item') : profile.structure;
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
  if (structure !== 'item' && !hasPackages) {
    build.find(
      'ASN-NO-PACKAGES',
      header('packages'),
      'are not known, and the partner must have them',
      'Record the cartons where the company’s configuration takes them from, or change structure in the profile.',
    );
  }
  build.add('BSN', [
    codeCell(options.purpose ?? profile.purpose, setting('purpose')),
    // Two characters at least (element 396): a site's first nine notes get a zero in front, as SYSPRO itself has it.
    codeCell(written(notice.dispatchNote, profile.shipmentNumber).padStart(2, '0'), header('DispatchNote')),
    ...madeCells(t, options.made),
    structureCell(t, structure),
  ]);
  const levels = writeLevels(t, {
    code: 'S',
    write: () => addShipment(t),
    // Without any carton there is nothing to tell goods by; the finding above says so.
    children: shipmentLevels(t, hasPackages ? structure : 'item'),
  });
  if (profile.totals.levels) addTotals(t, levels);
  return checkedSet(notice, profile, build, ({ code, element }) => isSaid(t, code, element ?? ''));
}

/** BSN03 and BSN04. */
function madeCells(t: NoticeTranslation, made: TranslationOptions['made']): (Cell | undefined)[] {
  const computed = { computed: 'when the notice is made' };
  if (made) {
    const { date, time } = localTime(made.at, made.timeZone);
    return [codeCell(date, computed), codeCell(time, computed)];
  }
  const { shipDate, plannedDeliveryDate } = t.notice;
  const day = shipDate ?? plannedDeliveryDate;
  if (day === undefined) missing(t, header('ActualDeliveryDate'), 'dates');
  return [
    day === undefined
      ? undefined
      : codeCell(x12Date(day), header(shipDate === undefined ? 'PlannedDeliverDate' : 'ActualDeliveryDate')),
    codeCell('0000', { computed: 'midnight: dispatch notes have no time of day' }),
  ];
}

function structureCell({ profile }: NoticeTranslation, structure: Structure): Cell | undefined {
  const code = profile.structureCodes[structure];
  return code === 'omit' ? undefined : codeCell(code, setting(`structureCodes.${structure}`));
}

function addTotals({ build, profile }: NoticeTranslation, levels: number): void {
  const shipped = build.segments
    .filter((segment) => segment.id === 'SN1')
    .reduce(
      (sum, segment) => sum.plus(typeof segment.elements[1] === 'string' ? segment.elements[1] : 0),
      new Exact(0),
    );
  build.add('CTT', [
    codeCell(String(levels), { computed: 'the number of HL segments' }),
    profile.totals.quantityHash
      ? codeCell(shipped.toFixed(), { computed: 'the sum of the quantities (totals.quantityHash)' })
      : undefined,
  ]);
}

/** Whether a finding of the guide was already said of the document itself, where a person can act on it. */
function isSaid({ build }: NoticeTranslation, code: string, element: string): boolean {
  const said = (...codes: string[]): boolean => build.findings.some((finding) => codes.includes(finding.code));
  if (code === 'X12-ELEMENT-MISSING' && element.startsWith('SN1')) return said('ASN-UNIT-UNMAPPED');
  if (code === 'X12-ELEMENT-MISSING') return /^(?:PRF|BSN)/.test(element) && said('ASN-FIELD-MISSING');
  if (code === 'X12-HIERARCHY') {
    const why = ['ASN-NO-LINES', 'ASN-NO-ORDERS', 'ASN-NO-PACKAGES', 'ASN-LINE-ORDER'];
    return said(...why, 'ASN-PACKAGE-EMPTY', 'ASN-PACKAGE-LINE', 'ASN-PACKAGE-ORDERS', 'ASN-PACKAGE-QUANTITY');
  }
  return false;
}
