import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { createSterlingActivities } from '../../src/activities/index.ts';
import type { SterlingDependencies } from '../../src/activities/dependencies.ts';
import type { DocumentKey } from '../../src/documents/document-key.ts';
import { runActivity } from '../run-activity.ts';
import { queueLook, type PostOutcome } from '../send-driver.ts';

// Real milliseconds: attempts are fenced by the database's clock, which no simulation moves. Sterling's own patience is 50 ms here.
const betweenTries = 60;
const triesAtMost = 400;

/** Posts documents with the product's own step, tried again as Temporal would, until it says what became of them or when to come again. */
export function createPostDriver(deps: SterlingDependencies): (key: DocumentKey) => Promise<PostOutcome> {
  const { transmitDocument } = createSterlingActivities(deps);
  return async function post(key) {
    for (let tries = 0; tries < triesAtMost; tries += 1) {
      try {
        const result = await runActivity(transmitDocument, { key });
        if (result.outcome === 'posted') {
          await sentBySimulatedClock(deps);
          return 'posted';
        }
        if (result.outcome === 'queued') return { wait: result.wait ?? queueLook };
        return { parked: result.outcome === 'parked' ? result.cause : result.outcome.toUpperCase() };
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        await pause(betweenTries);
      }
    }
    throw new Error(`${key.type} ${key.key} was not posted in ${triesAtMost} tries`);
  };
}

/** When what was posted just now was sent, as Sterling's clock has it, which is simulated: answers are matched by that. */
async function sentBySimulatedClock({ db, now }: SterlingDependencies): Promise<void> {
  await db.query(
    `update ledger.post_attempt a set message_sent_at = $1 from ledger.transmission t
      where t.id = a.transmission_id and t.posted_at = $1 and a.message_sent_at is not null`,
    [now()],
  );
}
