import { Context } from '@temporalio/activity';
import { followed, type Binding, type Followed, type Observation } from '../../documents/following.ts';
import { raiseOverdue, type OverdueMessage } from '../../ledger/overdue.ts';
import { readProfileVersion } from '../../ledger/queries.ts';
import { sweepStart } from '../../ledger/sweeps.ts';
import { openWatches, recordFollowed, touchWatches, type OpenWatch } from '../../ledger/watches.ts';
import { followingOf } from '../../partners/following.ts';
import type { DocumentProfile } from '../../partners/profile.ts';
import { SterlingError } from '../../sterling/sterling-error.ts';
import type { SterlingDependencies } from '../dependencies.ts';
import { failureOf } from '../failure.ts';
import { overdueFinding } from './overdue-finding.ts';

/** What became visible of the messages that are followed in one mailbox. */
export interface FollowedMailbox {
  /** Messages that are followed there. */
  readonly watched: number;
  /** Documents that came to another stage. */
  readonly changed: number;
  /** Documents whose message should have been taken by now, newly said. */
  readonly overdue: number;
  /** Messages that were not listed and not asked for either: the next sweep's. */
  readonly left: number;
  /** Why nothing could be learned, or not all. */
  readonly cause?: string;
}

// Messages the listing has not are asked for one by one; what is more than these, the next sweep asks for.
const asksAtMost = 300;
// And of those that cannot be asked for, no more: each may take until its time-out.
const failuresAtMost = 10;
const touchAfter = 3_600_000;

interface Seen {
  readonly watch: OpenWatch;
  readonly observation: Observation;
  readonly asked: boolean;
}

interface Looked {
  readonly seen: readonly Seen[];
  readonly left: number;
  readonly cause?: string;
}

// Failures of what was asked for only; after any other Sterling itself may be away.
const ofTheRequest = new Set([
  'STERLING-NOT-FOUND',
  'STERLING-REFUSED',
  'STERLING-FORBIDDEN',
  'STERLING-ANSWER-UNREADABLE',
]);

/**
 * Looks what became of the posted messages of one mailbox: lists it once, holds every open watch against the list, and asks for what is not
 * listed by its own number. An outage is an answer (`cause`), not a failure, and nothing is concluded from it.
 */
export function createFollowMessages({ db, log, now, sterling }: SterlingDependencies) {
  return async function followMessages(input: { sweep: string; mailbox: string }): Promise<FollowedMailbox> {
    const { mailbox } = input;
    const at = await sweepStart(db, input.sweep);
    // Read before the mailbox is: what is posted in between is not missing from the list, but newer than it.
    const watches = await openWatches(db, mailbox);
    const counts = { watched: watches.length, changed: 0, overdue: 0, left: 0 };
    if (watches.length === 0) return counts;
    try {
      const { seen, left, cause } = await look(mailbox, watches);
      const { changed, overdue } = await record(seen, at);
      return { ...counts, changed, overdue, left, ...(cause && { cause }) };
    } catch (error) {
      if (!(error instanceof SterlingError)) throw failureOf(error);
      log.warn({ mailbox, code: error.code }, 'what became of posted messages could not be seen');
      const away = await awayBecause(error, Context.current().cancellationSignal);
      return { ...counts, left: watches.length, cause: away ?? `FOLLOW-UNREADABLE: ${error.code}` };
    }
  };

  async function look(mailbox: string, watches: readonly OpenWatch[]): Promise<Looked> {
    const signal = Context.current().cancellationSignal;
    const box = await sterling.findMailbox(mailbox, signal);
    if (!box) return { seen: [], left: watches.length, cause: 'MAILBOX-GONE' };
    const listed = new Map((await sterling.listMailbox(box.id, signal)).map((entry) => [entry.id, entry]));
    const seen: Seen[] = [];
    const missing: OpenWatch[] = [];
    for (const watch of watches) {
      const entry = listed.get(watch.message);
      // Numbers begin anew where a Sterling is set up anew; names do not repeat.
      if (entry?.name === watch.name) seen.push({ watch, observation: there(entry), asked: false });
      else missing.push(watch);
    }
    const asked: Seen[] = [];
    let cause: string | undefined;
    let failures = 0;
    for (const watch of missing.slice(0, asksAtMost)) {
      if (failures === failuresAtMost) break;
      try {
        asked.push({ watch, observation: await ask(watch, signal), asked: true });
      } catch (error) {
        if (!(error instanceof SterlingError)) throw error;
        signal.throwIfAborted();
        // What the listing has shown stands, and one message that cannot be asked for keeps no other from being.
        failures += 1;
        const away = await awayBecause(error, signal);
        cause = away ?? cause ?? `FOLLOW-UNREADABLE: message ${watch.message}: ${error.code}`;
        log.warn({ mailbox, message: watch.message, code: error.code }, 'a posted message could not be asked for');
        if (away !== undefined) break;
      }
    }
    const left = missing.length - asked.length;
    // An account that may not see the mailbox any more is told that its messages do not exist. So the mailbox is looked for once more before
    // any of them counts as gone.
    const gone = asked.some(({ observation }) => observation.kind === 'gone');
    if (gone && !(await sterling.findMailbox(mailbox, signal))) {
      const certain = [...seen, ...asked.filter(({ observation }) => observation.kind !== 'gone')];
      return { seen: certain, left: watches.length - certain.length, cause: 'MAILBOX-GONE' };
    }
    return { seen: [...seen, ...asked], left, ...(cause !== undefined && { cause }) };
  }

  /** After a request that failed: the code of why Sterling as a whole cannot be used now; undefined where it answers. */
  async function awayBecause(error: SterlingError, signal: AbortSignal): Promise<string | undefined> {
    if (ofTheRequest.has(error.code)) return undefined;
    try {
      await sterling.checkAccess(signal);
      return undefined;
    } catch (failure) {
      if (!(failure instanceof SterlingError)) throw failure;
      return failure.code;
    }
  }

  async function ask(watch: OpenWatch, signal: AbortSignal): Promise<Observation> {
    const message = await sterling.getMessage(watch.message, signal);
    if (message?.name !== watch.name) return { kind: 'gone' };
    return message.mailboxPath === watch.mailbox ? there(message) : { kind: 'moved', to: message.mailboxPath };
  }

  async function record(seen: readonly Seen[], at: Date): Promise<{ changed: number; overdue: number }> {
    const bindingOf = bindings();
    const by = { at: now(), actor: 'sweep' };
    const unchanged: number[] = [];
    const late: OverdueMessage[] = [];
    let changed = 0;
    for (const { watch, observation, asked } of seen) {
      const binding = await bindingOf(watch);
      const result = followed(binding, watch, observation, at);
      if (isNews(watch, result)) changed += await recordFollowed(db, by, watch, observation, result);
      else if (asked || at.getTime() - (watch.lastSeenAt?.getTime() ?? 0) > touchAfter)
        unchanged.push(watch.transmission);
      if (result.overdue !== undefined)
        late.push({
          transmission: watch.transmission,
          cause: result.overdue,
          finding: overdueFinding(result.overdue, watch, binding),
        });
    }
    await touchWatches(db, by.at, unchanged);
    return { changed, overdue: await raiseOverdue(db, by, late) };
  }

  /** What is learned of a mailbox's use is the same for all messages sent by one profile version. */
  function bindings(): (watch: OpenWatch) => Promise<Binding> {
    const profiles = new Map<string, DocumentProfile>();
    return async ({ profile, postedBy }) => {
      const known = profiles.get(profile) ?? ((await readProfileVersion(db, profile)) as DocumentProfile);
      profiles.set(profile, known);
      return followingOf(known, postedBy);
    };
  }
}

function there(entry: { readonly extractableCount?: number; readonly extractableAlways?: boolean }): Observation {
  // A message that may be taken always has a count that never moves, if it shows one at all.
  const count = entry.extractableAlways === true ? undefined : entry.extractableCount;
  return { kind: 'there', ...(count !== undefined && { count }) };
}

function isNews(watch: OpenWatch, result: Followed): boolean {
  return (
    result.closes ||
    result.undone ||
    result.reached !== undefined ||
    result.postedCount !== watch.postedCount ||
    result.seenCount !== watch.seenCount ||
    result.lowerSince?.getTime() !== watch.lowerSince?.getTime()
  );
}
