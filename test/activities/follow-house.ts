import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createCloseSweep } from '../../src/activities/sweep/close-sweep.ts';
import type { DocumentDependencies, SterlingDependencies } from '../../src/activities/dependencies.ts';
import { createFollowMessages, type FollowedMailbox } from '../../src/activities/sweep/follow-messages.ts';
import { createReadStanding, type Standing } from '../../src/activities/documents/read-standing.ts';
import { sha256 } from '../../src/documents/content-hash.ts';
import type { DocumentKey } from '../../src/documents/document-key.ts';
import { purchaseOrderKey } from '../../src/documents/purchase-order.ts';
import type { Database } from '../../src/ledger/database.ts';
import { markMessageSent, openPosting, recordPosted } from '../../src/ledger/posting.ts';
import { readTrail } from '../../src/ledger/queries.ts';
import { renderOnce } from '../../src/ledger/rendering.ts';
import { beginSweep } from '../../src/ledger/sweeps.ts';
import { openTransmission, type ResendRequest } from '../../src/ledger/transmissions.ts';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { claim, rendering } from '../ledger/sample.ts';

/** A message of the stand-in: whether it is listed, and what it shows. */
export interface Entry {
  id: string;
  name: string;
  mailboxPath: string;
  extractableCount?: number;
  extractableAlways?: boolean;
  /** In the mailbox, but left out of its listing. */
  unlisted?: boolean;
}

/** A posted order. */
export interface Posted {
  readonly key: DocumentKey;
  readonly transmission: number;
  readonly document: number;
  readonly entry: Entry;
}

/** What a profile says of its mailbox, as a profile version keeps it. */
export interface Route {
  readonly extractable: 'always' | { readonly count: number };
  readonly routingRule?: string;
  readonly takenBy?: 'partner' | 'process';
  readonly removedWhenTaken?: boolean;
  readonly takenWithin?: number;
}

/** Posted orders over a real ledger, and a Sterling of which a test says what is in its mailboxes. */
export interface FollowHouse {
  clock: Date;
  lastSweep: string;
  readonly messages: Entry[];
  /** Paths of mailboxes nobody can find. */
  readonly missing: Set<string>;
  /** What asking for a message by its number ends with. */
  readonly unreadable: Map<string, Error>;
  /** What Sterling was asked, in order. */
  readonly asked: string[];
  /** Has every listing and question fail from now on. */
  fail(error: Error | undefined): void;
  /** Does something when a mailbox has just been listed. */
  onListing(what: () => void): void;
  /** Posts an order whose profile says so, and puts its message into the mailbox. */
  post(number: string, route: Route, where?: { mailbox?: string; expect?: string }): Promise<Posted>;
  resend(number: string, request: ResendRequest, route: Route): Promise<Posted>;
  take(order: Posted): void;
  remove(order: Posted): void;
  /** A sweep of a mailbox, so many milliseconds after the last. */
  sweep(later?: number, mailbox?: string): Promise<FollowedMailbox & { cleared: number }>;
  /** The same step again. */
  look(sweep: string, mailbox?: string): Promise<FollowedMailbox>;
  stage(order: Posted): Promise<string>;
  standing(order: Posted): Promise<Standing>;
  /** What its trail says of the time after the post. */
  trail(order: Posted): Promise<string[]>;
  news(order: Posted): Promise<string[]>;
  watch(order: Posted): Promise<Record<string, unknown> | undefined>;
}

const hour = 3_600_000;

export function followHouse(db: Database): FollowHouse {
  const messages: Entry[] = [];
  const missing = new Set<string>();
  const unreadable = new Map<string, Error>();
  const asked: string[] = [];
  let failing: Error | undefined;
  let afterListing = (): void => undefined;
  const house = { clock: new Date('2026-11-02T08:00:00Z'), lastSweep: '' };

  const sterling: Partial<SterlingClient> = {
    findMailbox: async (path) => (missing.has(path) ? undefined : { id: `box:${path}`, path }),
    async listMailbox(id) {
      asked.push(`list ${id.slice(4)}`);
      if (failing) throw failing;
      const listed = messages.filter((one) => `box:${one.mailboxPath}` === id && !one.unlisted);
      afterListing();
      return listed;
    },
    async getMessage(id) {
      asked.push(`get ${id}`);
      if (failing) throw failing;
      if (unreadable.has(id)) throw unreadable.get(id);
      return messages.find((one) => one.id === id && !missing.has(one.mailboxPath));
    },
    async checkAccess() {
      asked.push('access');
      if (failing) throw failing;
    },
  };
  const deps = {
    db,
    sterling,
    now: () => house.clock,
    log: { warn: () => undefined },
    config: { followFor: 30 * 24 * hour, resendWindow: 7 * 24 * hour },
  } as unknown as DocumentDependencies & SterlingDependencies;
  const followMessages = createFollowMessages(deps);
  const closing = createCloseSweep(deps);
  const readStanding = createReadStanding(deps);
  const by = (): { at: Date; actor: string } => ({ at: house.clock, actor: 'document' });

  async function deliver(
    send: { id: number; documentId: number; partner: string },
    number: string,
    sequence: number,
    route: Route,
    { mailbox, expect }: { mailbox: string; expect: string },
  ): Promise<Posted> {
    const body = JSON.stringify({ sterling: route, acknowledgement: { expect } });
    const name = `A_850_${number}_${sequence}.x12`;
    await renderOnce(
      db,
      by(),
      { ...send, type: 'purchase-order' },
      rendering(name, { mailbox, profile: { hash: sha256(body), body } }),
    );
    const limits = { attempt: 60_000, server: 60_000 };
    const posting = await openPosting(db, { ...by(), worker: 'w' }, send.id, 0, limits);
    await markMessageSent(db, send.id, 1, 'doc');
    const message = String(1000 + messages.length);
    await recordPosted(db, by(), posting, 1, message, 'answered');
    const entry: Entry = {
      id: message,
      name,
      mailboxPath: mailbox,
      ...(route.extractable === 'always' ? { extractableAlways: true } : { extractableCount: route.extractable.count }),
    };
    messages.push(entry);
    return { key: purchaseOrderKey('A', number), transmission: send.id, document: send.documentId, entry };
  }

  const self: FollowHouse = Object.assign(house, {
    messages,
    missing,
    unreadable,
    asked,
    fail(error: Error | undefined) {
      failing = error;
    },
    onListing(what: () => void) {
      afterListing = what;
    },
    async post(number: string, route: Route, { mailbox = '/ACME/Outbound', expect = 'none' } = {}): Promise<Posted> {
      const { id, documentId, partner } = await claim(db, number);
      return deliver({ id, documentId, partner }, number, 1, route, { mailbox, expect });
    },
    async resend(number: string, request: ResendRequest, route: Route): Promise<Posted> {
      const send = await openTransmission(db, by(), purchaseOrderKey('A', number), request);
      return deliver(send, number, 2, route, { mailbox: '/ACME/Outbound', expect: 'none' });
    },
    take({ entry }: Posted) {
      entry.extractableCount = (entry.extractableCount ?? 0) - 1;
    },
    remove({ entry }: Posted) {
      messages.splice(messages.indexOf(entry), 1);
    },
    async sweep(later = 300_000, mailbox = '/ACME/Outbound'): Promise<FollowedMailbox & { cleared: number }> {
      house.clock = new Date(house.clock.getTime() + later);
      house.lastSweep = randomUUID();
      await beginSweep(db, house.lastSweep, house.clock);
      const found = await self.look(house.lastSweep, mailbox);
      return { ...found, ...(await closing.settleWatches()) };
    },
    async look(sweep: string, mailbox = '/ACME/Outbound'): Promise<FollowedMailbox> {
      const activity = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
      return (await activity.run(followMessages, { sweep, mailbox })) as FollowedMailbox;
    },
    async stage({ transmission }: Posted): Promise<string> {
      const { rows } = await db.query<{ stage: string }>(`select stage from ledger.transmission where id = $1`, [
        transmission,
      ]);
      return rows[0]?.stage ?? '';
    },
    standing: ({ key }: Posted): Promise<Standing> => readStanding({ key }),
    async trail({ document }: Posted): Promise<string[]> {
      const known = new Set(['discovered', 'translated', 'post-attempted', 'posted', 'resend-requested']);
      return (await readTrail(db, document)).map(({ event }) => event).filter((event) => !known.has(event));
    },
    async news({ document }: Posted): Promise<string[]> {
      const { rows } = await db.query<{ id: string }>(
        `select id from ledger.event where document_id = $1 and kind = 'news' order by created_at, id`,
        [document],
      );
      return rows.map(({ id }) => id);
    },
    async watch({ transmission }: Posted) {
      const { rows } = await db.query<Record<string, unknown>>(
        `select * from ledger.message_watch where transmission_id = $1`,
        [transmission],
      );
      return rows[0];
    },
  });
  return self;
}
