import { matchesStep, parseSelector } from '../../x12/index.ts';
import { error, warning, type SettingFault } from './fault.ts';
import type { ShipNoticeSettings } from '../settings/ship-notice.ts';

/** Finds what the settings of MAN, of cartons and pallets, say against its qualifiers, against each other and against `drop`. */
export function checkMarks(settings: ShipNoticeSettings, structures: readonly string[]): SettingFault[] {
  return [...checkNumbers(settings), ...checkDropped(settings, structures)];
}

/** An SSCC as its qualifier has it, and ranges only where numbers follow each other. */
function checkNumbers(settings: ShipNoticeSettings): SettingFault[] {
  return (['marks', 'palletMarks'] as const).flatMap((list) =>
    settings[list].flatMap((mark, index): SettingFault[] => {
      const at = [list, index];
      const faults: SettingFault[] = [];
      const isSscc = mark.source === 'sscc';
      if (mark.qualifier === 'AA' && mark.applicationIdentifier === true)
        faults.push(
          error(
            'PARTNER-SETTING',
            [...at, 'applicationIdentifier'],
            'is true, and AA is an SSCC without 00',
            'Take GM.',
          ),
        );
      if (mark.applicationIdentifier !== undefined && !isSscc)
        faults.push(
          error('PARTNER-SETTING', [...at, 'applicationIdentifier'], `is of an SSCC, and the source is ${mark.source}`),
        );
      if (isSscc && (mark.trimZeros || mark.padTo !== undefined))
        faults.push(error('PARTNER-SETTING', at, 'changes the zeros of an SSCC, which has 18 digits'));
      if (['GM', 'AA'].includes(mark.qualifier) && !isSscc)
        faults.push(
          error('PARTNER-SETTING', [...at, 'qualifier'], `is ${mark.qualifier}, an SSCC, and not ${mark.source}`),
        );
      if (mark.range && (mark.source !== 'sequence' || list === 'palletMarks' || settings.likeCartons === 'each')) {
        const message =
          'is true, and only the sequence of cartons told together (likeCartons) has a first and a last number';
        faults.push(error('PARTNER-SETTING', [...at, 'range'], message));
      }
      return faults;
    }),
  );
}

/** Levels of packages whose marks are all left out (`drop`): the partner could not tell the packages apart. */
function checkDropped(settings: ShipNoticeSettings, structures: readonly string[]): SettingFault[] {
  return settings.drop.flatMap((text, index): SettingFault[] => {
    const { segment, loops, element, part } = parseSelector(text);
    const level = loops.at(-1);
    if (segment.id !== 'MAN' || part !== undefined) return [];
    // MAN02 is the number; MAN01 cannot go without it.
    if (element !== undefined && element !== 2) return [];
    const lost = [
      { code: 'P', what: 'cartons', marks: settings.marks },
      { code: 'T', what: 'pallets', marks: settings.palletMarks },
    ].filter(
      ({ code, marks }) =>
        structures.some((structure) => structure.includes(code)) &&
        (!level || matchesStep({ id: 'HL', elements: ['', '', code] }, level)) &&
        marks.length > 0 &&
        marks.every(({ qualifier }) => matchesStep({ id: 'MAN', elements: [qualifier] }, segment)),
    );
    if (lost.length === 0) return [];
    const whose = lost.map(({ what }) => what).join(' and ');
    const setting = lost.map(({ code }) => (code === 'P' ? 'marks' : 'palletMarks')).join(' and ');
    const message = `is ${text}, with which every mark of the ${whose} goes, the SSCCs too`;
    return [warning('PARTNER-DROP', ['drop', index], message, `Take it out; or if it is meant, let ${setting} be [].`)];
  });
}
