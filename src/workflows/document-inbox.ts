import type { CancelMessage, DocumentPhase, ResendMessage, RetryMessage } from './document-messages.ts';

/** What a person decided for a parked document. */
export type Decision =
  | { readonly kind: 'retry'; readonly message: RetryMessage }
  | { readonly kind: 'cancel'; readonly message: CancelMessage };

/** A re-send with its identity settled. */
export type Resend = Required<ResendMessage>;

/**
 * The messages a document has received and not yet acted on. Pure: the workflow feeds it and waits on it. Handlers only
 * put things in here; the workflow's own loop takes them out one at a time, so nothing interleaves.
 */
export class DocumentInbox {
  phase: DocumentPhase = 'sending';
  /** What is under way or waited for, in words. */
  waitingFor = '';
  sends = 0;
  /** How many sets are in the interchange a parked document left in; 1 where it is alone. */
  sharedBy = 1;
  /** The code of what a parked document waits for a person for. */
  parkedFor = '';
  /** Whether the ledger has news of the interchange it leaves in, since this was last set to false. */
  hasNews = false;
  /** Whether the ledger has news of how a sent document stands, since this was last set to false. */
  hasStanding = false;
  readonly #resends: Resend[] = [];
  readonly #seen = new Set<string>();
  #decision: Decision | undefined;

  /** Why a re-send cannot be taken now, or undefined. */
  refuseResend({ reason, requestedBy }: ResendMessage): string | undefined {
    if (!reason?.trim()) return 'a re-send needs a reason';
    if (!requestedBy?.trim()) return 'a re-send needs requestedBy: who asks for it';
    if (this.phase === 'parked')
      return 'the document waits for a decision on its last send: correct the cause and retry it, or cancel it';
    return undefined;
  }

  /** Why a decision cannot be taken now, or undefined. */
  refuseDecision(
    kind: Decision['kind'],
    {
      requestedBy,
      wholeInterchange,
      postAgain,
      arrived,
    }: Pick<RetryMessage, 'requestedBy' | 'postAgain' | 'arrived'> & Pick<CancelMessage, 'wholeInterchange'>,
  ): string | undefined {
    if (!requestedBy?.trim()) return 'a decision needs requestedBy: who takes it';
    if (postAgain === true && arrived === true) return 'it either arrived or is to be posted again: say one of the two';
    if ((this.phase === 'waiting' || this.phase === 'queued') && kind === 'cancel') return undefined;
    if (this.phase === 'parked' && kind === 'cancel' && this.sharedBy > 1 && wholeInterchange !== true)
      return `the document is one of ${this.sharedBy} in an interchange, and cannot be taken out: retry it, or say wholeInterchange: true to give up all of them`;
    if (this.phase !== 'parked') return `the document is not parked: it is ${this.phase}`;
    if (arrived === true && this.parkedFor !== 'POSTING-UNDECIDABLE')
      return `whether it arrived is not what it waits for: it is parked for ${this.parkedFor}`;
    return undefined;
  }

  /** Queues a re-send. One that was already taken is not taken again. */
  putResend(message: ResendMessage, fallbackId: string): string {
    const id = message.id ?? fallbackId;
    if (!this.#seen.has(id)) {
      this.#seen.add(id);
      this.#resends.push({
        id,
        reason: message.reason,
        requestedBy: message.requestedBy,
        data: message.data ?? 'stored',
      });
    }
    return id;
  }

  /** Takes a decision for a parked document. The first one counts. */
  putDecision(decision: Decision): void {
    this.#decision ??= decision;
  }

  /** The identities of all re-sends that were taken. */
  get resendsTaken(): string[] {
    return [...this.#seen];
  }

  /** Goes on from an earlier run of the same document. */
  goOn({ sends, resends }: { readonly sends: number; readonly resends: readonly string[] }): void {
    this.sends += sends;
    for (const id of resends) this.#seen.add(id);
  }

  get hasResend(): boolean {
    return this.#resends.length > 0;
  }

  get hasDecision(): boolean {
    return this.#decision !== undefined;
  }

  takeResend(): Resend | undefined {
    return this.#resends.shift();
  }

  takeDecision(): Decision | undefined {
    const decision = this.#decision;
    this.#decision = undefined;
    return decision;
  }
}
