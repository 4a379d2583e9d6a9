import { isTimeZone } from '../../documents/time-zone.ts';
import type { CommonSettings } from '../settings/common.ts';
import { error, type SettingFault } from './fault.ts';

/** Checks how messages are posted, and when they are not. */
export function checkPosting({ sterling }: Pick<CommonSettings, 'sterling'>): SettingFault[] {
  const faults: SettingFault[] = [];
  // Sterling's messagebatches resource: its form has a file and a mailbox, and nothing for how often a message may be taken.
  if (sterling.post === 'messagebatches' && sterling.extractable !== 'always')
    faults.push(
      error(
        'PARTNER-POST',
        ['sterling', 'post'],
        'is messagebatches, which makes every message extractable always, but extractable says otherwise',
        'Say extractable: always, or leave post out: then messages go by documents and mailboxmessages.',
      ),
    );
  for (const [index, { timeZone }] of sterling.blackouts.entries())
    if (timeZone !== undefined && !isTimeZone(timeZone))
      faults.push(
        error(
          'PARTNER-BLACKOUT',
          ['sterling', 'blackouts', index, 'timeZone'],
          `is ${timeZone}, which is no time zone`,
        ),
      );
  return faults;
}
