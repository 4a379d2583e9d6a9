import { hierarchicalStructures, structureFault } from '../../x12/index.ts';
import { checkMarks } from './check-marks.ts';
import { error, warning, type SettingFault } from './fault.ts';
import { structuresOf } from '../settings/hierarchy.ts';
import type { ShipNoticeSettings } from '../settings/ship-notice.ts';

/** Finds what the settings of a ship notice say against X12's structures, and against each other. */
export function checkShipNotice(settings: ShipNoticeSettings): SettingFault[] {
  const structures = structuresOf(settings.structure);
  const wrong = structures.flatMap((structure, index): SettingFault[] => {
    const fault = structureFault(structure);
    const path = ['structure', ...(Array.isArray(settings.structure) ? [index] : [])];
    if (fault === undefined) return [];
    return [
      error(
        'PARTNER-STRUCTURE',
        path,
        `is ${structure}, which ${fault}`,
        'Give the levels from the top, such as SOPI.',
      ),
    ];
  });
  // What is said of a structure that cannot be says nothing more.
  if (wrong.length > 0) return wrong;
  return [
    ...checkCodes(settings, structures),
    ...checkLevels(settings, structures),
    ...checkMarks(settings, structures),
    ...checkUnused(settings, structures),
    ...checkOrder(settings, structures),
    ...checkMeasures(settings),
  ];
}

/** BSN05 of a structure says its levels, but for tares, or nothing that X12 knows. */
function checkCodes(
  { structureCodes, transactionType, statusReason }: ShipNoticeSettings,
  structures: readonly string[],
): SettingFault[] {
  const faults = Object.entries(structureCodes).flatMap(([structure, code]): SettingFault[] => {
    const path = ['structureCodes', structure];
    const fault = structureFault(structure);
    if (fault !== undefined) return [error('PARTNER-STRUCTURE', path, `is for ${structure}, which ${fault}`)];
    const said = Object.hasOwn(hierarchicalStructures, code) ? hierarchicalStructures[code] : undefined;
    if (said !== undefined && said !== structure.replace('T', '')) {
      const message = `is ${code}, which says ${said}, and not ${structure}`;
      return [error('PARTNER-STRUCTURE', path, message, 'Take ZZZZ, or omit, as the partner has it.')];
    }
    if (structures.includes(structure)) return [];
    const unused = `is for ${structure}, and structure has ${structures.join(', ')}`;
    return [warning('PARTNER-STRUCTURE', path, unused, 'Take it out, or correct structure.')];
  });
  if (statusReason !== undefined && transactionType === undefined)
    faults.push(error('PARTNER-SETTING', ['statusReason'], 'is BSN07, which needs BSN06', 'Give transactionType too.'));
  return faults;
}

/** What is said of levels that no structure of the profile has. */
function checkLevels(settings: ShipNoticeSettings, structures: readonly string[]): SettingFault[] {
  const has = (level: string): boolean => structures.some((structure) => structure.includes(level));
  const list = structures.join(', ');
  const faults: SettingFault[] = [];
  const missing = (path: readonly (string | number)[], level: string, what: string): void => {
    if (has(level)) return;
    const message = `is for ${what} (${level}), which ${list} does not have`;
    faults.push(warning('PARTNER-STRUCTURE', [...path], message, 'Take it out, or correct structure.'));
  };
  const names = { S: 'shipments', O: 'orders', T: 'pallets', P: 'cartons' };
  settings.lading?.at.forEach((level, index) => missing(['lading', 'at', index], level, names[level]));
  if (settings.likeCartons === 'together') missing(['likeCartons'], 'P', names.P);
  if (settings.packQuantity === 'pack') missing(['packQuantity'], 'P', names.P);
  if (settings.packQuantity === 'item' && !has('P') && !has('T')) missing(['packQuantity'], 'P', names.P);
  if (settings.pallets.whenMissing === 'refuse') missing(['pallets', 'whenMissing'], 'T', names.T);
  for (const list of ['packageReferences', 'packageParties', 'packageMeasures'] as const) {
    if (settings[list].length > 0) missing([list], 'P', names.P);
  }
  if (settings.likeCartons === 'together' && settings.packQuantity === 'omit') {
    const message = 'is together, and nothing says how much each carton holds';
    faults.push(warning('PARTNER-SETTING', ['likeCartons'], message, 'Let packQuantity be pack or item.'));
  }
  return faults;
}

/** What is set and says nothing, for another setting is without what it needs. */
function checkUnused(settings: ShipNoticeSettings, structures: readonly string[]): SettingFault[] {
  const { packs, packQuantity, totals, pallets } = settings;
  const faults: SettingFault[] = [];
  const unused = (path: readonly string[], message: string, fix: string): void => {
    faults.push(warning('PARTNER-SETTING', [...path], message, fix));
  };
  if (packs && packQuantity === 'item')
    unused(['packs'], 'is not sent: PO4 of the item says what a carton holds (packQuantity)', 'Choose one of them.');
  if (!totals.levels) {
    for (const what of ['quantityHash', 'weight', 'volume'] as const) {
      if (totals[what])
        unused(['totals', what], 'is true, and without levels (CTT01) there is no CTT', 'Set totals.levels.');
    }
  }
  const withPallets = structures.filter((structure) => structure.includes('T'));
  if (pallets.whenMissing === 'refuse' && withPallets.length > 0 && !withPallets.some((one) => one.includes('P'))) {
    const message = `is refuse, and in ${withPallets.join(', ')}, without cartons, what stands on no pallet is told as one`;
    unused(['pallets', 'whenMissing'], message, 'Take it out, or correct structure.');
  }
  return faults;
}

/** Where no level says the order, the items do. */
function checkOrder(settings: ShipNoticeSettings, structures: readonly string[]): SettingFault[] {
  const without = structures.find((structure) => !structure.includes('O'));
  const named = settings.itemIds.some((id) => 'source' in id && id.source === 'customerPurchaseOrder');
  if (settings.orderOfItem === 'prf' || without === undefined || named) return [];
  return [
    error(
      'PARTNER-SETTING',
      ['orderOfItem'],
      `is item-id, ${without} has no orders, and itemIds has no customerPurchaseOrder: nothing would say the order`,
      'Add { qualifier: PO, source: customerPurchaseOrder } to itemIds.',
    ),
  ];
}

/** Weights and volumes in other segments than TD1 are in the units TD1 would have. */
function checkMeasures({ totals, lading, measures }: ShipNoticeSettings): SettingFault[] {
  const faults: SettingFault[] = [];
  const fix = 'Give lading.volumeUnit.';
  if (totals.weight && !lading)
    faults.push(
      error('PARTNER-SETTING', ['totals', 'weight'], 'is true, and lading does not say its unit', 'Give lading.'),
    );
  if (lading?.volumeUnit !== undefined) return faults;
  if (totals.volume)
    faults.push(error('PARTNER-SETTING', ['totals', 'volume'], 'is true, and lading does not say its unit', fix));
  measures.forEach((measure, index) => {
    if (measure.source === 'volume')
      faults.push(
        error('PARTNER-SETTING', ['measures', index, 'source'], 'is volume, and lading has no unit of it', fix),
      );
  });
  return faults;
}
