import { createRecordDecision } from '../src/activities/documents/record-decision.ts';
import { createFetchDocument } from '../src/activities/documents/fetch-document.ts';
import { createTranslateDocument } from '../src/activities/documents/translate-document.ts';
import type { DocumentDependencies, SysproDependencies } from '../src/activities/dependencies.ts';
import type { DocumentKey } from '../src/documents/document-key.ts';
import { openPosting, recordPosted } from '../src/ledger/posting.ts';
import { openTransmission, type UnstartedDocument } from '../src/ledger/transmissions.ts';
import { runActivity } from './run-activity.ts';

/** What became of a started document, for good. */
export type Sent = 'posted' | 'parked' | 'withdrawn';

/** What became of a post: in its mailbox, parked for a person by a cause, or queued: to be tried again in some milliseconds. */
export type PostOutcome = 'posted' | { readonly parked: string } | { readonly wait: number };

/** Takes started documents through their second reading, their translation and their post. */
export interface SendDriver {
  /** Tells it of documents that were started. */
  start(documents: readonly UnstartedDocument[]): void;
  /** Does what is due by the clock. */
  work(): Promise<void>;
  /** A person has parked documents tried again, those of some causes. */
  retry(isCause: (cause: string) => boolean): Promise<void>;
  /** Documents that still wait: to settle, to be released, for their ship notices. */
  readonly waiting: number;
  readonly counts: Readonly<Record<Sent, number>>;
  /** Why documents were parked, with how many. */
  readonly causes: ReadonlyMap<string, number>;
}

const limits = { attempt: 60_000, server: 0 };
const sideBySide = 8;
// How often a document that a hold keeps back looks again.
export const queueLook = 3_600_000;

/** A document, and when what is due of it: all from its second reading, or the post of what is translated already. */
interface Due {
  readonly key: DocumentKey;
  readonly at: number;
  readonly from: 'reading' | 'post';
}

/**
 * @param settle milliseconds between the two readings
 * @param post how a translated document is posted; if not given, Sterling is taken to have accepted it at once
 */
export function createSendDriver(
  deps: SysproDependencies & DocumentDependencies,
  settle: number,
  post: (key: DocumentKey) => Promise<PostOutcome> = acceptedAtOnce(deps),
): SendDriver {
  const fetchDocument = createFetchDocument(deps);
  const translateDocument = createTranslateDocument(deps);
  const recordDecision = createRecordDecision(deps);
  const { now } = deps;
  const due = new Map<string, Due>();
  const counts = { posted: 0, parked: 0, withdrawn: 0 };
  const causes = new Map<string, number>();
  const parked = new Map<string, { readonly key: DocumentKey; readonly cause: string }>();

  async function step({ key, from }: Due): Promise<Sent | (Pick<Due, 'from'> & { readonly wait: number })> {
    if (from === 'post') return postTranslated(key);
    const fetched = await runActivity(fetchDocument, { key, settle });
    switch (fetched.outcome) {
      case 'unsettled':
        return { wait: fetched.wait, from };
      case 'parked':
        return park(key, fetched.cause);
      case 'withdrawn':
        return 'withdrawn';
      case 'posted':
        return 'posted';
      case 'settled': {
        const translated = await runActivity(translateDocument, { key });
        if (translated.outcome === 'parked') return park(key, translated.cause);
        if (translated.outcome === 'cancelled') return 'withdrawn';
        if (translated.outcome === 'queued') return { wait: translated.wait ?? queueLook, from };
        return postTranslated(key);
      }
    }
  }

  async function postTranslated(key: DocumentKey): Promise<Sent | (Pick<Due, 'from'> & { readonly wait: number })> {
    const posted = await post(key);
    if (posted === 'posted') return posted;
    return 'wait' in posted ? { ...posted, from: 'post' } : park(key, posted.parked);
  }

  function park(key: DocumentKey, cause: string): 'parked' {
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
    parked.set(JSON.stringify(key), { key, cause });
    return 'parked';
  }

  return {
    start(documents) {
      for (const { key, workflowId } of documents) {
        if (due.has(workflowId)) throw new Error(`${workflowId} was started twice`);
        due.set(workflowId, { key, at: now().getTime() + settle, from: 'reading' });
      }
    },
    async work() {
      const ready = [...due].filter(([, { at }]) => at <= now().getTime());
      const take = async (): Promise<void> => {
        for (let next = ready.shift(); next; next = ready.shift()) {
          const [id, one] = next;
          const outcome = await step(one);
          if (typeof outcome === 'object') {
            due.set(id, { key: one.key, at: now().getTime() + outcome.wait, from: outcome.from });
          } else {
            due.delete(id);
            counts[outcome] += 1;
          }
        }
      };
      await Promise.all(Array.from({ length: sideBySide }, take));
    },
    async retry(isCause) {
      for (const [id, { key, cause }] of [...parked].filter(([, one]) => isCause(one.cause))) {
        await runActivity(recordDecision, { key, kind: 'retry' as const, requestedBy: 'simulated clerk' });
        parked.delete(id);
        counts.parked -= 1;
        causes.set(cause, (causes.get(cause) ?? 0) - 1);
        due.set(id, { key, at: now().getTime(), from: 'reading' });
      }
    },
    get waiting() {
      return due.size;
    },
    counts,
    causes,
  };
}

function acceptedAtOnce({ db, now }: DocumentDependencies): (key: DocumentKey) => Promise<PostOutcome> {
  return async (key) => {
    const by = { at: now(), actor: 'document', worker: 'simulation' };
    const transmission = await openTransmission(db, by, key);
    const posting = await openPosting(db, by, transmission.id, 0, limits);
    if (posting.cancelled || posting.step.step !== 'post')
      throw new Error(`${key.type} ${key.key} was to be posted, and the ledger says ${JSON.stringify(posting.step)}`);
    await recordPosted(db, by, posting, posting.step.attempt, String(transmission.id), 'answered');
    return 'posted';
  };
}
