import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createCollectMessages, type Collected } from '../../src/activities/sweep/collect-messages.ts';
import type { DocumentDependencies, SterlingDependencies } from '../../src/activities/dependencies.ts';
import { createHandleMessages, type Handled } from '../../src/activities/sweep/handle-messages.ts';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';
import type { Database } from '../../src/ledger/database.ts';
import { openPosting, recordPosted } from '../../src/ledger/posting.ts';
import type { MailboxEntry } from '../../src/sterling/mailbox-contents.ts';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { writeInterchange, type Interchange, type Segment } from '../../src/x12/index.ts';
import { segmentsOf } from '../x12/skeleton.ts';
import { laneHouse, type LaneHouse, type Sent } from './lane-house.ts';

/** A document that was sent in an interchange of its own. */
export interface SentAlone extends Sent {
  readonly document: number;
  readonly id: number;
  readonly interchange: Interchange;
}

/** What a mailbox of the made-up Sterling holds. */
export interface MadeUpMessage extends MailboxEntry {
  readonly bytes: Uint8Array | Error;
}

/** A ledger with documents that were sent, and a Sterling whose mailboxes a test fills. */
export interface AnswerHouse {
  readonly lane: LaneHouse;
  readonly mailboxes: Map<string, MadeUpMessage[]>;
  /** What Sterling was asked, by operation. */
  readonly asked: Record<string, number>;
  /** What was logged as an error. */
  readonly logged: object[];
  /** Where Sterling is away: what every request ends with. */
  outage: Error | undefined;
  /** What every listing ends with, where only that fails. */
  unlisted: Error | undefined;
  /** Translates an order and has it posted. */
  send(number: string, changes?: Partial<PurchaseOrder>): Promise<SentAlone>;
  /** Records that a document is in its mailbox. */
  post(transmission: number): Promise<void>;
  /** Puts a message into a mailbox, a second after the one before. */
  arrive(content: string | Uint8Array | Error, more?: Partial<MadeUpMessage>, mailbox?: string): MadeUpMessage;
  collect(mailbox?: string): Promise<Collected>;
  handle(limit?: number): Promise<Handled>;
  /** Collects from every mailbox and handles all. */
  sweep(): Promise<Handled>;
  stage(transmission: number): Promise<string>;
  /** Raised flags of a document: their causes. */
  flags(document: number): Promise<string[]>;
  /** The rows of answers, in the order of messages and positions. */
  rows(): Promise<Record<string, unknown>[]>;
}

export const inbox = '/EXAMPLE/Inbound';
let messages = 0;

/** @param more settings of its profiles (YAML, four blanks deep) */
export function answerHouse(db: Database, id: string, more = ''): AnswerHouse {
  const lane = laneHouse(db, id, more);
  const mailboxes = new Map<string, MadeUpMessage[]>([[inbox, []]]);
  const asked: Record<string, number> = {};
  const house = { outage: undefined as Error | undefined, unlisted: undefined as Error | undefined };
  const ask = (operation: string): void => {
    asked[operation] = (asked[operation] ?? 0) + 1;
    if (house.outage) throw house.outage;
  };
  const all = (): MadeUpMessage[] => [...mailboxes.values()].flat();
  const sterling: Partial<SterlingClient> = {
    async findMailbox(path) {
      ask('findMailbox');
      return mailboxes.has(path) ? { id: path, path } : undefined;
    },
    async listMailbox(path) {
      ask('listMailbox');
      if (house.unlisted) throw house.unlisted;
      return mailboxes.get(path) ?? [];
    },
    async getPayload(documentId) {
      ask('getPayload');
      const found = all().find((message) => (message.documentId ?? `d${message.id}`) === documentId);
      if (!found || found.bytes instanceof Error) throw found?.bytes ?? new Error(`no document ${documentId}`);
      return found.bytes;
    },
    async getMessage(messageId) {
      ask('getMessage');
      return { id: messageId, name: 'm', mailboxPath: inbox, documentId: `d${messageId}` };
    },
    async checkAccess() {
      ask('checkAccess');
    },
  };
  const logged: object[] = [];
  const log = { warn: () => undefined, error: (facts: object) => void logged.push(facts) };
  const deps = { db, sterling, log, worker: 'w1', now: () => lane.clock } as unknown as DocumentDependencies &
    SterlingDependencies;
  const [collectMessages, handleMessages] = [createCollectMessages(deps), createHandleMessages(deps)];
  const run = <Input, Output>(step: (input: Input) => Promise<Output>, input: Input): Promise<Output> =>
    new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(step, input) as Promise<Output>;

  const self: AnswerHouse = Object.assign(house, {
    lane,
    mailboxes,
    asked,
    logged,
    async send(number: string, changes: Partial<PurchaseOrder> = {}) {
      const sent = await lane.order(number, changes);
      if (sent.result.outcome !== 'translated') throw new Error(JSON.stringify(sent.result));
      await self.post(sent.transmission.id);
      return {
        ...sent,
        document: sent.transmission.documentId,
        id: sent.transmission.id,
        interchange: await lane.content(sent.transmission.id),
      };
    },
    async post(transmission: number) {
      const by = { at: lane.clock, actor: 'document', worker: 'w1' };
      const posting = await openPosting(db, by, transmission, 1_000, { attempt: 1_000, server: 0 });
      if (posting.step.step !== 'post') throw new Error(posting.step.step);
      await recordPosted(db, by, posting, posting.step.attempt, `sent-${transmission}`, 'answered');
    },
    arrive(content: string | Uint8Array | Error, more: Partial<MadeUpMessage> = {}, mailbox = inbox) {
      messages += 1;
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
      const createdAt = new Date(lane.clock.getTime() + messages * 1_000);
      const message = {
        id: String(messages),
        name: `m${messages}`,
        documentId: `d${messages}`,
        createdAt,
        bytes,
        ...more,
      };
      mailboxes.set(mailbox, [...(mailboxes.get(mailbox) ?? []), message]);
      return message;
    },
    collect: (mailbox = inbox) => run(collectMessages, { sweep: 's1', mailbox }),
    handle: (limit = 100) => run(handleMessages, { sweep: 's1', limit }),
    async sweep() {
      for (const mailbox of mailboxes.keys()) await self.collect(mailbox);
      return self.handle(1_000);
    },
    async stage(transmission: number) {
      const { rows } = await db.query<{ stage: string }>(`select stage from ledger.transmission where id = $1`, [
        transmission,
      ]);
      return rows[0]?.stage ?? '';
    },
    async flags(document: number) {
      const { rows } = await db.query<{ cause: string }>(
        `select cause from ledger.flag where document_id = $1 and cleared_at is null order by cause`,
        [document],
      );
      return rows.map(({ cause }) => cause);
    },
    async rows() {
      const { rows } = await db.query<Record<string, unknown>>(
        `select a.kind, a.outcome, a.counts_as as "countsAs", a.decided_by as "decidedBy", a.transmission_id as transmission, a.document_id as document,
                a.partner, a.unmatched_because as "unmatchedBecause", a.repeats is not null as copy, a.detail, m.name, a.position
           from ledger.answer a join ledger.inbound_message m on m.id = a.inbound_id order by a.inbound_id, a.position`,
      );
      return rows;
    },
  });
  return self;
}

let controls = 100;

/** An answer of the receiver of an interchange, in an envelope of its own: segments of one set, one a line, or several sets. */
export function answerTo(
  { sender, receiver, groups, date, time, usage, version, delimiters }: Interchange,
  id: string,
  texts: string | readonly string[],
  more: Partial<Interchange> = {},
): string {
  controls += 1;
  const [group] = groups;
  const control = String(controls);
  const functionalId = { '824': 'AG', '855': 'PR', '864': 'TX', '820': 'RA' }[id] ?? 'FA';
  const acknowledgments: readonly Segment[] = id === 'TA1' ? segmentsOf(String(texts)) : [];
  const sets = [texts].flat().map((text, index) => ({
    id,
    control: String(index + 1).padStart(4, '0'),
    segments: segmentsOf(text),
  }));
  return writeInterchange({
    authorization: { qualifier: '00', id: '' },
    security: { qualifier: '00', id: '' },
    sender: receiver,
    receiver: sender,
    date,
    time,
    version,
    control: control.padStart(9, '0'),
    acknowledgmentRequested: '0',
    usage,
    delimiters,
    acknowledgments,
    groups:
      id === 'TA1'
        ? []
        : [
            {
              functionalId,
              sender: group?.receiver ?? 'THEM',
              receiver: group?.sender ?? 'US',
              date: `20${date}`,
              time,
              control,
              agency: 'X',
              version: '004010',
              sets,
            },
          ],
    ...more,
  });
}

/** A 997 of a group's sets, each with its AK5 code and what stands before it. */
export function ack(
  interchange: Interchange,
  verdicts: readonly (readonly [control: string, code: string, errors?: string])[],
  group = verdicts.every(([, code]) => code === 'A') ? 'A' : verdicts.every(([, code]) => code === 'R') ? 'R' : 'P',
): string {
  const [sent] = interchange.groups;
  const accepted = verdicts.filter(([, code]) => code === 'A' || code === 'E').length;
  const sets = verdicts.map(
    ([control, code, errors = '']) => `AK2*${sent?.sets[0]?.id ?? ''}*${control}\n${errors}AK5*${code}`,
  );
  const count = sent?.sets.length ?? 0;
  return [
    `AK1*${sent?.functionalId ?? ''}*${Number(sent?.control)}`,
    ...sets,
    `AK9*${group}*${count}*${count}*${accepted}`,
  ].join('\n');
}
