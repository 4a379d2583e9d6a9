import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { describe, expect, test } from 'vitest';
import type { SterlingDependencies } from '../../src/activities/dependencies.ts';
import { createTransmitDocument, type TransmitResult } from '../../src/activities/documents/transmit-document.ts';
import { purchaseOrderKey } from '../../src/documents/purchase-order.ts';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { SterlingError } from '../../src/sterling/sterling-error.ts';
import { rendered } from '../ledger/sample.ts';
import { useLedger } from '../support/ledger.ts';

const ledger = useLedger();
/** Each failed try would be a warning. */
const quiet = () => new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
const noAnswer = new SterlingError({
  code: 'STERLING-OUTCOME-UNKNOWN',
  outcome: 'unknown',
  message: 'no answer',
  fix: 'Look first.',
});

/** A Sterling that accepts what it is sent, and then says so or not; and the activity that posts one order to it. */
async function posting(
  number: string,
  messagesStay: number | 'unknown',
  answers: ('posted' | 'accepted-silently' | 'lost')[],
) {
  await rendered(ledger.db, number);
  const mailbox: string[] = [];
  const steps: string[] = [];
  const sterling: Partial<SterlingClient> = {
    findMailbox: async (path) => ({ id: '1', path }),
    async putDocument() {
      steps.push('document');
      return { documentId: 'doc-1' };
    },
    async addMessage({ name }) {
      steps.push('message');
      const answer = answers.shift() ?? 'posted';
      if (answer !== 'lost') mailbox.push(name);
      if (answer !== 'posted') throw noAnswer;
      return { messageId: String(mailbox.length) };
    },
    async findMessages({ name }) {
      steps.push('look-up');
      return mailbox.flatMap((one, index) =>
        one === name ? [{ id: String(index + 1), name, mailboxPath: '/ACME/Outbound' } as never] : [],
      );
    },
  };
  const deps = {
    db: ledger.db,
    worker: 'w1',
    now: () => new Date(),
    config: {
      sterling: { requestTimeout: 1_000, serverTimeout: 0, batchesAbove: 1_000 },
      companies: [{ code: 'A', usage: 'production', timeZone: 'UTC' }],
    },
    profiles: {
      current: async () => ({
        documentProfile: () => ({
          profile: {
            sterling: { extractable: 'always', messagesStay, post: 'by-size', blackouts: [] },
            variants: [],
          },
        }),
      }),
    },
    sterling,
  } as unknown as SterlingDependencies;
  const transmit = createTransmitDocument(deps);
  return {
    mailbox,
    steps,
    /** One try of the activity: its result, or the code of its failure. */
    next: async (): Promise<TransmitResult | string> => {
      const run = quiet().run(transmit, { key: purchaseOrderKey('A', number) });
      return (run as Promise<TransmitResult>).catch((error: Error & { type?: string }) => error.type ?? error.message);
    },
  };
}

const day = 86_400_000;

describe('transmitDocument', () => {
  test('posts once, and a repeat finds it done', async () => {
    const { next, mailbox } = await posting('301', day, []);
    expect(await next()).toEqual({ outcome: 'posted', message: '1', mailbox: '/ACME/Outbound' });
    expect(await next()).toEqual({ outcome: 'posted', message: '1', mailbox: '/ACME/Outbound' });
    expect(mailbox).toHaveLength(1);
  });

  test('after silence looks the message up, and does not post what is there', async () => {
    const { next, mailbox, steps } = await posting('302', day, ['accepted-silently']);
    expect(await next()).toBe('STERLING-OUTCOME-UNKNOWN');
    expect(await next()).toEqual({ outcome: 'posted', message: '1', mailbox: '/ACME/Outbound' });
    expect(steps).toEqual(['document', 'message', 'look-up']);
    expect(mailbox).toHaveLength(1);
  });

  test('posts again what is not there, where messages stay', async () => {
    const { next, mailbox, steps } = await posting('303', day, ['lost', 'lost']);
    expect([await next(), await next(), await next(), await next()]).toEqual([
      'STERLING-OUTCOME-UNKNOWN',
      'POSTING-ABSENT',
      'STERLING-OUTCOME-UNKNOWN',
      'POSTING-ABSENT',
    ]);
    expect(await next()).toMatchObject({ outcome: 'posted' });
    // The document is there already; only messages are posted again.
    expect(steps).toEqual(['document', 'message', 'look-up', 'message', 'look-up', 'message']);
    expect(mailbox).toHaveLength(1);
  });

  test('asks a person where messages may have gone before the look-up', async () => {
    const { next, mailbox } = await posting('304', 'unknown', ['lost']);
    expect([await next(), await next()]).toEqual(['STERLING-OUTCOME-UNKNOWN', 'POSTING-ABSENT']);
    expect(await next()).toEqual({ outcome: 'parked', cause: 'POSTING-UNDECIDABLE', findings: 1 });
    expect(mailbox).toEqual([]);
  });
});
