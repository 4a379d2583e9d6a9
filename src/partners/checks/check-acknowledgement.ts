import type { CommonSettings } from '../settings/common.ts';
import { error, warning, type SettingFault } from './fault.ts';

/** Checks that what is expected of the partner is possible, and is asked for. */
export function checkAcknowledgement({ acknowledgement, interchange }: CommonSettings): SettingFault[] {
  const { expect, within, warnBefore, interchange: ta1 } = acknowledgement;
  const faults: SettingFault[] = [];
  const at = (...path: string[]): string[] => ['acknowledgement', ...path];
  // The 999 answers groups of 005010 and later (X12.44 came with it).
  if (expect === '999' && interchange.groupVersion < '005010') {
    const message = `is 999, which there is not for ${interchange.groupVersion}`;
    faults.push(error('PARTNER-ACKNOWLEDGEMENT', at('expect'), message, 'Expect a 997.'));
  }
  if (warnBefore !== undefined && (within === undefined || warnBefore >= within)) {
    const message = 'is no shorter than within: the warning would come before the document was sent';
    faults.push(error('PARTNER-ACKNOWLEDGEMENT', at('warnBefore'), message));
  }
  if (ta1.expect === 'always' && !interchange.acknowledgmentRequested) {
    const message = 'is always, but ISA14 does not ask for a TA1';
    faults.push(
      error(
        'PARTNER-ACKNOWLEDGEMENT',
        at('interchange', 'expect'),
        message,
        'Set interchange.acknowledgmentRequested.',
      ),
    );
  }
  if (ta1.expect === 'none' && interchange.acknowledgmentRequested) {
    const message = 'is none, but ISA14 asks for a TA1, and nobody would wait for it';
    const fix = 'Say what comes (errors or always), or do not ask (interchange.acknowledgmentRequested).';
    faults.push(warning('PARTNER-ACKNOWLEDGEMENT', at('interchange', 'expect'), message, fix));
  }
  return faults;
}
