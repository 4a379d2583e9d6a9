import { elementOf, warning, type SettingFault } from './fault.ts';
import type { InvoiceSettings } from '../settings/invoice.ts';
import type { SetGuide } from '../../x12/index.ts';

/** From release 005010 on CAD01 is mandatory: carriers without a mode are then not told. */
export function checkModes({ carrier }: InvoiceSettings, guide: SetGuide): SettingFault[] {
  if (elementOf(guide, 'CAD01')?.required !== true) return [];
  return Object.entries(carrier?.codes ?? {}).flatMap(([name, { mode }]) => {
    if (mode !== undefined) return [];
    const message = `is missing, and release ${guide.release} has no CAD without CAD01: this carrier is not told`;
    return [warning('PARTNER-SOURCE', ['carrier', 'codes', name, 'mode'], message, 'Give it, such as M or U.')];
  });
}
