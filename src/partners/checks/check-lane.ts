import { isTimeZone } from '../../documents/time-zone.ts';
import type { CommonSettings } from '../settings/common.ts';
import { error, type SettingFault } from './fault.ts';

/** Whether what leaves together surely leaves, and whether its numbers fit. */
export function checkLane({ batching, controlNumbers }: CommonSettings): SettingFault[] {
  if (!batching) return [];
  const faults: SettingFault[] = [];
  if (batching.maxAge === undefined && batching.cutOff.length === 0) {
    faults.push(
      error(
        'PARTNER-BATCHING',
        ['batching'],
        'has neither maxAge nor cutOff, so that a document might wait for ever',
        'Say how long a document waits at most (maxAge: 15m), or when what waits leaves (cutOff: ["17:00"]).',
      ),
    );
  }
  if (batching.timeZone !== undefined && !isTimeZone(batching.timeZone)) {
    faults.push(error('PARTNER-BATCHING', ['batching', 'timeZone'], `is ${batching.timeZone}, which is no time zone`));
  }
  if (controlNumbers.group === 'interchange' && batching.groups !== 'one') {
    faults.push(
      error(
        'PARTNER-BATCHING',
        ['batching', 'groups'],
        `is ${batching.groups}, but where GS06 is the number of ISA13 an interchange has one group`,
        'Say groups: one, or count GS06 otherwise (controlNumbers.group).',
      ),
    );
  }
  return faults;
}
