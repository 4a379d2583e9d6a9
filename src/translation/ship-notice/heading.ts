import type { TranslationOptions } from '../checked-set.ts';
import { structureCodeOf } from '../../x12/index.ts';
import { localTime } from '../interchange.ts';
import { codeCell, literal, setting, type Cell } from '../cells/source.ts';
import { missing, written, x12Date } from '../cells/text-cell.ts';
import { header, type NoticeTranslation } from './context.ts';

/** BSN. @param structure the levels the notice is told in */
export function addHeading(t: NoticeTranslation, options: TranslationOptions, structure: string): void {
  const { notice, profile, build } = t;
  build.add('BSN', [
    codeCell(options.purpose ?? profile.purpose, setting('purpose')),
    // Two characters at least (element 396): a site's first nine notes get a zero in front, as SYSPRO itself has it.
    codeCell(written(notice.dispatchNote, profile.shipmentNumber).padStart(2, '0'), header('DispatchNote')),
    ...madeCells(t, options.made),
    structureCell(t, structure),
    literal(profile.transactionType, 'transactionType'),
    literal(profile.statusReason, 'statusReason'),
  ]);
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

/** BSN05: the profile's code of the structure, else X12's. */
function structureCell({ profile }: NoticeTranslation, structure: string): Cell | undefined {
  const own = Object.hasOwn(profile.structureCodes, structure) ? profile.structureCodes[structure] : undefined;
  if (own === 'omit') return undefined;
  if (own !== undefined) return codeCell(own, setting(`structureCodes.${structure}`));
  const code = structureCodeOf(structure);
  return code === undefined ? undefined : codeCell(code, setting('structure'));
}
