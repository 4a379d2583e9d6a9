import { createFetchDocument } from '../src/activities/fetch-document.ts';
import { createTranslateDocument } from '../src/activities/translate-document.ts';
import type { DocumentDependencies, SysproDependencies } from '../src/activities/dependencies.ts';
import type { DocumentKey } from '../src/documents/document-key.ts';
import { openPosting, recordPosted } from '../src/ledger/posting.ts';
import { openTransmission, type UnstartedDocument } from '../src/ledger/transmissions.ts';
import { runActivity } from './run-activity.ts';

/** What became of a started document, for good. */
export type Sent = 'posted' | 'parked' | 'withdrawn';

/** Takes started documents through their second reading and their translation, and lets Sterling have taken them at once. */
export interface SendDriver {
  /** Tells it of documents that were started. */
  start(documents: readonly UnstartedDocument[]): void;
  /** Does what is due by the clock. */
  work(): Promise<void>;
  /** Documents that still wait: to settle, to be released, for their ship notices. */
  readonly waiting: number;
  readonly counts: Readonly<Record<Sent, number>>;
  /** Why documents were parked, with how many. */
  readonly causes: ReadonlyMap<string, number>;
}

const limits = { attempt: 60_000, server: 0 };
const sideBySide = 8;

export function createSendDriver(deps: SysproDependencies & DocumentDependencies, settle: number): SendDriver {
  const fetchDocument = createFetchDocument(deps);
  const translateDocument = createTranslateDocument(deps);
  const { db, now } = deps;
  const due = new Map<string, { readonly key: DocumentKey; readonly at: number }>();
  const counts = { posted: 0, parked: 0, withdrawn: 0 };
  const causes = new Map<string, number>();

  async function step(key: DocumentKey): Promise<Sent | { readonly wait: number }> {
    const fetched = await runActivity(fetchDocument, { key, settle });
    switch (fetched.outcome) {
      case 'unsettled':
        return { wait: fetched.wait };
      case 'parked':
        return park(fetched.cause);
      case 'withdrawn':
        return 'withdrawn';
      case 'posted':
        return 'posted';
      case 'settled': {
        const translated = await runActivity(translateDocument, { key });
        if (translated.outcome === 'parked') return park(translated.cause);
        if (translated.outcome === 'cancelled') return 'withdrawn';
        await post(key);
        return 'posted';
      }
    }
  }

  function park(cause: string): 'parked' {
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
    return 'parked';
  }

  async function post(key: DocumentKey): Promise<void> {
    const by = { at: now(), actor: 'document', worker: 'simulation' };
    const transmission = await openTransmission(db, by, key);
    const posting = await openPosting(db, by, transmission.id, 0, limits);
    if (posting.cancelled || posting.step.step !== 'post')
      throw new Error(`${key.type} ${key.key} was to be posted, and the ledger says ${JSON.stringify(posting.step)}`);
    await recordPosted(db, by, posting, posting.step.attempt, String(transmission.id), 'answered');
  }

  return {
    start(documents) {
      for (const { key, workflowId } of documents) {
        if (due.has(workflowId)) throw new Error(`${workflowId} was started twice`);
        due.set(workflowId, { key, at: now().getTime() + settle });
      }
    },
    async work() {
      const ready = [...due].filter(([, { at }]) => at <= now().getTime());
      const take = async (): Promise<void> => {
        for (let next = ready.shift(); next; next = ready.shift()) {
          const [id, { key }] = next;
          const outcome = await step(key);
          if (typeof outcome === 'object') {
            due.set(id, { key, at: now().getTime() + outcome.wait });
          } else {
            due.delete(id);
            counts[outcome] += 1;
          }
        }
      };
      await Promise.all(Array.from({ length: sideBySide }, take));
    },
    get waiting() {
      return due.size;
    },
    counts,
    causes,
  };
}
