import type { AcknowledgedSet } from './functional-acknowledgement.ts';
import type { AnswerReading } from './read-parts.ts';
import type { Verdict } from './verdict.ts';

/** AK902 to AK904. */
interface Counts {
  readonly stated: number | undefined;
  readonly received: number | undefined;
  readonly accepted: number | undefined;
}

/** What AK9 says against itself, and against the sets named before it. `index`: AK9's among the segments of its set. */
export function checkCounts(
  { outcome, code }: Verdict,
  { stated, received, accepted }: Counts,
  sets: readonly Pick<AcknowledgedSet, 'verdict'>[],
  index: number,
  reading: AnswerReading,
): void {
  const rejected = sets.filter(({ verdict }) => verdict.outcome === 'rejected').length;
  const find = (element: number, value: number, message: string): void =>
    reading.find('X12-ACK-COUNTS', 'AK9', index, message, {
      element,
      value: String(value),
      severity: 'warning',
    });
  if (stated !== undefined && received !== undefined && stated !== received)
    find(3, received, `says that ${received} sets were received of ${stated}`);
  if (accepted !== undefined && received !== undefined) {
    if (accepted > received) find(4, accepted, `says that ${accepted} sets were accepted of ${received} received`);
    else if (accepted > received - rejected)
      find(
        4,
        accepted,
        `says that ${accepted} sets of ${received} were accepted, and ${rejected} are rejected by name`,
      );
    if (outcome === 'rejected' && accepted > 0)
      find(4, accepted, `says that ${accepted} sets were accepted of a group that is rejected`);
    if ((outcome === 'accepted' || outcome === 'accepted-with-errors') && accepted < received)
      find(
        4,
        accepted,
        `says that ${accepted} sets of ${received} were accepted of a group that is accepted as a whole`,
      );
  }
  if ((outcome === 'accepted' || outcome === 'accepted-with-errors') && rejected > 0) {
    const message = `is ${code ?? ''}, accepted, and rejects ${rejected === 1 ? 'a set' : `${rejected} sets`} by name: what is said of a set counts`;
    reading.find('X12-ACK-CONTRADICTION', 'AK9', index, message, { element: 1, severity: 'warning' });
  }
}
