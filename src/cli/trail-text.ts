import type { TrailRow } from '../ledger/queries.ts';

/** A fact of an entry by name, as text; a hash shortened to twelve digits. `show --json` has them whole. */
type Fact = (name: string) => string;

const send = (fact: Fact): string =>
  fact('outcome') === 'claimed' ? `to be sent to ${fact('partner')}` : `${fact('outcome')} (${fact('cause')})`;

const whereabouts = (fact: Fact): string =>
  fact('how') === 'moved' ? `moved from ${fact('mailbox')} to ${fact('to')}` : `gone from ${fact('mailbox')}`;

// What each event means, in a sentence with its facts.
const sentences: Readonly<Record<string, (fact: Fact) => string>> = {
  discovered: (f) => `Read from SYSPRO (${f('hash')}): ${send(f)}`,
  'disposition-decided': (f) => `Decided anew: ${send(f)}`,
  'read-again': (f) => `Read a second time, unchanged (${f('hash')})`,
  'changed-before-sending': (f) => `Changed in SYSPRO before it was sent: ${f('from')} → ${f('to')}`,
  'changed-after-sending': (f) =>
    `Changed in SYSPRO after it was sent: ${f('from')} → ${f('to')}; held, not sent again`,
  'resend-requested': (f) => `Re-send ${f('sequence')} asked for (${f('data')} data): ${f('reason')}`,
  translated: (f) =>
    `Translated to interchange ${f('interchange')}, group ${f('group')}, set ${f('set')}: ${f('size')} bytes (${f('sha256')}), profile ${f('profile')}`,
  'joined-lane': (f) =>
    `Checked; waits to leave with others, by ${f('leavesBy')} at the latest (profile ${f('profile')})`,
  'left-lane': (f) =>
    f('how') === 'changed'
      ? 'Amended in SYSPRO while it waited to leave: read again instead'
      : 'No longer passes the checks: taken out of those that wait to leave',
  sealed: (f) =>
    `Sealed with ${f('sets')} sets into interchange ${f('interchange')}, group ${f('group')}, set ${f('set')}: ${f('size')} bytes (${f('sha256')}), profile ${f('profile')}`,
  queued: (f) =>
    f('for') === 'hold'
      ? `Queued: held by ${f('by')}: ${f('reason')}`
      : `Queued: the partner takes nothing until ${f('until')}`,
  'post-attempted': (f) => `Attempt ${f('attempt')}: posting ${f('name')} to ${f('mailbox')}`,
  'post-failed': (f) => `Attempt ${f('attempt')} failed, certainly without effect: ${f('code')} (${f('outcome')})`,
  'post-unknown': (f) =>
    `Attempt ${f('attempt')} has an unknown outcome: ${f('code')}; looked up before anything is repeated`,
  'looked-up': (f) => `Looked ${f('name')} up after attempt ${f('attempt')}: ${f('result')}`,
  posted: (f) =>
    f('message') === ''
      ? `Arrived in mailbox ${f('mailbox')} (attempt ${f('attempt')}): ${f('how') === 'answered-by-partner' ? 'its partner has answered it' : `by a person’s word${f('reason') === '' ? '' : `: ${f('reason')}`}`}; its message number is unknown`
      : `In mailbox ${f('mailbox')} as message ${f('message')} (attempt ${f('attempt')}, ${f('how') === 'found' ? 'found by looking it up' : 'answered'}${f('by') === '' ? '' : `, by ${f('by')}`})`,
  routed: (f) =>
    f('how') === 'count'
      ? `Taken by Sterling’s process: ${f('count')} of ${f('of')} takings left of message ${f('message')}`
      : `Taken by Sterling’s process: message ${f('message')} is ${whereabouts(f)}`,
  'picked-up': (f) => `Picked up by the partner: ${f('count')} of ${f('of')} takings left of message ${f('message')}`,
  'gone-unproven': (f) => `Message ${f('message')} is ${whereabouts(f)}; whether the partner got it cannot be proven`,
  'extraction-undone': (f) =>
    `Message ${f('message')} can be taken as often as before (${f('count')}) although it was seen taken; nothing is changed for it`,
  overdue: (f) => `Overdue: ${f('cause')}`,
  'overdue-cleared': (f) => `No longer overdue (${f('cause')})`,
  answered: (f) =>
    `The partner answered with a ${f('kind')} in message ${f('message')}: ${f('outcome')}${f('by') === '' ? '' : ` (${f('by')})`}${f('countsAs') === '' ? '; it decides nothing' : ''}`,
  'answer-kept': (f) =>
    `By its answers the partner has it ${f('verdict')}; it stays ${f('stage')}, for by what is known here it was not sent yet, or was given up`,
  acknowledged: (f) => `Acknowledged by the partner (${f('kind')}); it was ${f('from')}`,
  rejected: (f) => `Rejected by the partner (${f('kind')}); it was ${f('from')}`,
  parked: (f) => `Needs attention: ${f('cause')}, ${f('findings')} findings`,
  retried: (f) => `Released for another try${f('reason') === '' ? '' : `: ${f('reason')}`}`,
  'attention-settled': (f) =>
    f('because') === 'answered'
      ? `Needs no person for ${f('cause')} any more: its partner has answered it, so it arrived`
      : `Needs no person for ${f('cause')} any more: it was sent again`,
  cancelled: (f) => `Cancelled: ${f('reason')}`,
  'marked-sent': (f) => `Went by other means: ${f('reason')}`,
  baselined: (f) => `Not sent: ${f('outcome')} (${f('cause')})`,
  reopened: (f) => `To be decided anew; it was ${f('disposition')} (${f('cause')})`,
};

/** A trail entry in words, with who did it where that was a person. */
export function trailText({ event, detail, actor }: TrailRow): string {
  const fact: Fact = (name) => {
    const value = detail[name];
    if (typeof value === 'string') return /^[0-9a-f]{64}$/.test(value) ? value.slice(0, 12) : value;
    return typeof value === 'number' ? String(value) : '';
  };
  const sentence = sentences[event]?.(fact) ?? JSON.stringify(detail);
  return ['document', 'lane', 'poll-cycle', 'sweep'].includes(actor) ? sentence : `${sentence} [${actor}]`;
}
