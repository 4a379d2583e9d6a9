import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { DocumentDependencies, SterlingDependencies } from '../../src/activities/dependencies.ts';
import { createFollowInterchange, type FollowResult } from '../../src/activities/documents/follow-interchange.ts';
import { createLaneTurn, type LaneStep } from '../../src/activities/lanes/lane-turn.ts';
import {
  createRecordDecision,
  type DecisionInput,
  type DecisionResult,
} from '../../src/activities/documents/record-decision.ts';
import { createTranslateDocument, type TranslateResult } from '../../src/activities/documents/translate-document.ts';
import { createTransmitInterchange } from '../../src/activities/lanes/transmit-interchange.ts';
import { createTransmitDocument } from '../../src/activities/documents/transmit-document.ts';
import { createPostingStep, type TransmitResult } from '../../src/activities/documents/posting-step.ts';
import type { DocumentKey } from '../../src/documents/document-key.ts';
import { invoiceKey, type Invoice } from '../../src/documents/invoice.ts';
import { purchaseOrderKey, type PurchaseOrder } from '../../src/documents/purchase-order.ts';
import { inTransaction, type Database } from '../../src/ledger/database.ts';
import { readContent, readTrail } from '../../src/ledger/queries.ts';
import { recordReadings } from '../../src/ledger/readings.ts';
import { recordRereading } from '../../src/ledger/rereadings.ts';
import { openTransmission, type OpenTransmission, type ResendRequest } from '../../src/ledger/transmissions.ts';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { SterlingError } from '../../src/sterling/sterling-error.ts';
import { readInterchanges, type Interchange } from '../../src/x12/index.ts';
import { goods, invoiceWith, orderWith, profileOf } from '../translation/support.ts';

const refusal = new SterlingError({
  code: 'STERLING-REFUSED',
  outcome: 'refused',
  message: 'refused',
  fix: 'See the mailbox.',
});

/** A document on its way. */
export interface Sent {
  readonly key: DocumentKey;
  readonly transmission: OpenTransmission;
}

/** One partner's lane over a real ledger, with a Temporal that only notes what it is told and a Sterling that takes what it is given. */
export interface LaneHouse {
  readonly told: string[];
  readonly mailbox: Map<string, Buffer>;
  /** Answers Sterling gives before it accepts. */
  readonly answers: ('refused' | 'accepted')[];
  clock: Date;
  /** Claims an order, reads it a second time, and has it translated. */
  order(number: string, changes?: Partial<PurchaseOrder>): Promise<Sent & { result: TranslateResult }>;
  invoice(number: string): Promise<Sent & { result: TranslateResult }>;
  /** A reading of an order by a poll, or the workflow's second one. */
  read(key: DocumentKey, document: PurchaseOrder, hash: string): Promise<void>;
  translate(key: DocumentKey, resend?: ResendRequest): Promise<TranslateResult>;
  lane(): Promise<number>;
  turn(): Promise<LaneStep>;
  transmit(interchange: number): Promise<TransmitResult>;
  /** One try of posting a document that has an interchange of its own: its result, or the code of its failure. */
  post(key: DocumentKey, resend?: ResendRequest): Promise<TransmitResult | string>;
  /** Turns and posts until nothing is to be done now. */
  run(): Promise<number[]>;
  follow(key: DocumentKey, resend?: ResendRequest): Promise<FollowResult>;
  decide(decision: DecisionInput): Promise<DecisionResult>;
  content(transmission: number): Promise<Interchange>;
  events(document: number): Promise<string[]>;
}

/**
 * @param more settings of all its profiles, beside its identity (YAML, four blanks deep)
 * @param real a Sterling to post to instead
 */
export function laneHouse(db: Database, id: string, more: string, real?: SterlingDependencies['sterling']): LaneHouse {
  const told: string[] = [];
  const mailbox = new Map<string, Buffer>();
  const answers: ('refused' | 'accepted')[] = [];
  let lane: number | undefined;
  const identity = `    interchange: { partner: { test: { qualifier: ZZ, id: ${id}, group: ${id} } } }\n`;
  const client = {
    workflow: {
      signalWithStart: async (_: string, { workflowId, signal }: { workflowId: string; signal: string }) =>
        void told.push(`${signal} ${workflowId}`),
    },
  };
  const documents = new Map<string, Buffer>();
  const sterling: Partial<SterlingClient> = {
    async putDocument({ bytes }) {
      const documentId = `d${documents.size + 1}`;
      documents.set(documentId, Buffer.from(bytes));
      return { documentId };
    },
    async addMessage({ name, documentId }) {
      if (answers.shift() === 'refused') throw refusal;
      if (mailbox.has(name)) throw new Error(`${name} was posted twice`);
      mailbox.set(name, documents.get(documentId) ?? Buffer.alloc(0));
      return { messageId: String(mailbox.size) };
    },
    findMessages: async () => [],
    findMailbox: async (path) => ({ id: '1', path }),
    findRoutingRule: async (name) => ({ name, mailboxes: [] }),
  };
  const house = { clock: new Date('2026-11-24T16:00:00Z') };
  const deps = {
    db,
    client,
    sterling: real ?? sterling,
    worker: 'w1',
    now: () => house.clock,
    config: {
      followFor: 1_000,
      sterling: { requestTimeout: 1_000, serverTimeout: 0, batchesAbove: 4_000_000 },
      companies: [
        {
          code: 'MAIN',
          usage: 'test',
          timeZone: 'America/Chicago',
          syspro: { enet: { operator: 'EDIBOT' } },
          streams: {},
        },
      ],
    },
    profiles: {
      current: async () => ({
        documentProfile: (_: string, type: 'purchase-order' | 'invoice') => ({
          profile: profileOf(type, identity + more),
        }),
      }),
    },
  } as unknown as DocumentDependencies & SterlingDependencies;
  const translateDocument = createTranslateDocument(deps);
  const laneTurn = createLaneTurn(deps);
  const step = createPostingStep(deps);
  const transmitDocument = createTransmitDocument(deps, step);
  const transmitInterchange = createTransmitInterchange(deps, step);
  const by = (): { at: Date; actor: string } => ({ at: house.clock, actor: 'test' });

  const self: LaneHouse = Object.assign(house, {
    told,
    mailbox,
    answers,
    order: (number: string, changes: Partial<PurchaseOrder> = {}) =>
      send(purchaseOrderKey('MAIN', number), orderWith({ purchaseOrder: number, lines: [goods(1)], ...changes })),
    invoice: (number: string) => {
      const invoice = invoiceWith({ invoice: number });
      return send(invoiceKey('MAIN', invoice.customer, number, 'I'), invoice);
    },
    async read(key: DocumentKey, document: PurchaseOrder, hash: string) {
      await poll(key, document, hash);
    },
    async translate(key: DocumentKey, resend?: ResendRequest) {
      const result = await translateDocument({ key, ...(resend && { resend }) });
      if (result.outcome === 'joined') ({ lane } = result);
      return result;
    },
    async lane() {
      if (lane === undefined) throw new Error('nothing has joined the lane');
      return lane;
    },
    turn: async () => laneTurn({ lane: await self.lane() }),
    async transmit(interchange: number): Promise<TransmitResult> {
      const activity = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
      const result = (await activity.run(transmitInterchange, { interchange })) as TransmitResult;
      await sentByThisClock();
      return result;
    },
    async post(key: DocumentKey, resend?: ResendRequest): Promise<TransmitResult | string> {
      const activity = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
      const run = activity.run(transmitDocument, { key, ...(resend && { resend }) }) as Promise<TransmitResult>;
      const result = await run.catch((error: Error & { type?: string }) => error.type ?? error.message);
      await sentByThisClock();
      return result;
    },
    async run() {
      const left: number[] = [];
      for (let step = await self.turn(); step.step === 'post'; step = await self.turn()) {
        await self.transmit(step.interchange);
        left.push(step.interchange);
      }
      return left;
    },
    follow: (key: DocumentKey, resend?: ResendRequest) =>
      createFollowInterchange(deps)({ key, ...(resend && { resend }) }),
    decide: createRecordDecision(deps),
    async content(transmission: number) {
      const content = (await readContent(db, transmission))?.toString('latin1') ?? '';
      const { interchanges, findings } = readInterchanges(content);
      const [interchange] = interchanges;
      if (!interchange || findings.length > 0) throw new Error(JSON.stringify(findings));
      return interchange;
    },
    events: async (document: number) => (await readTrail(db, document)).map(({ event }) => event),
  });
  return self;

  /** Attempts are timed by the database's clock, which no test moves. */
  async function sentByThisClock(): Promise<void> {
    await db.query(
      `update ledger.post_attempt a set message_sent_at = $1 from ledger.transmission t
        where t.id = a.transmission_id and t.posted_at = $1 and a.message_sent_at is not null`,
      [house.clock],
    );
  }

  async function poll(key: DocumentKey, document: PurchaseOrder | Invoice, hash: string): Promise<void> {
    const role = key.type === 'invoice' ? 'customer' : 'supplier';
    await inTransaction(db, (tx) =>
      recordReadings(tx, by(), [
        {
          key,
          partyRole: role,
          partyCode: '1',
          date: '2026-11-20',
          open: true,
          hash,
          document,
          decision: { claim: true, partner: id },
        },
      ]),
    );
  }

  async function send(
    key: DocumentKey,
    document: PurchaseOrder | Invoice,
  ): Promise<Sent & { result: TranslateResult }> {
    await poll(key, document, 'h1');
    const transmission = await openTransmission(db, by(), key);
    await recordRereading(db, by(), transmission, { hash: 'h1', document, acceptAnyway: false });
    const result = await self.translate(key);
    return { key, transmission, result };
  }
}
