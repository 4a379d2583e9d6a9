import type { Binding, OverdueCause } from '../../documents/following.ts';
import type { Finding } from '../../documents/finding.ts';

/** What is said of a message that nobody has taken in time, and what to do about it. */
export function overdueFinding(
  cause: OverdueCause,
  { mailbox, message, name, postedAt }: { mailbox: string; message: string; name: string; postedAt: Date },
  { takenWithin }: Binding,
): Finding {
  const waited = `has lain there since ${postedAt.toISOString()}, longer than takenWithin (${takenWithin / 3_600_000} h)`;
  const at = { severity: 'warning', record: `Sterling mailbox ${mailbox}`, field: name } as const;
  switch (cause) {
    case 'NOT-PICKED-UP':
      return {
        ...at,
        code: cause,
        message: `${waited}, and the partner has not taken it`,
        fix: 'Ask the partner whether it collects from this mailbox, and see in Sterling whether its user may. If a process takes messages from there, set takenBy: process; if the partner is slower, raise takenWithin.',
      };
    case 'STUCK-IN-MAILBOX':
      return {
        ...at,
        code: cause,
        message: `${waited}, and no process has taken it`,
        fix: `See in Sterling that the routing rule exists, is automatic and fits mailbox and name, that the schedule evaluating rules is on, and that the business process it starts did not fail. A rule looks at each message once: one that was made or repaired after message ${message} came never sees it until that is resubmitted in Sterling.`,
      };
  }
}
