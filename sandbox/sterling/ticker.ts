import type { Pool } from 'pg';
import type { Clock } from './clock.ts';
import { transaction } from './database.ts';
import { sendAnswers } from './robots/answer.ts';
import { discoverMessages } from './robots/discover.ts';
import { pickUpMessages } from './robots/pick-up.ts';
import { runProcesses } from './routing/processes.ts';
import { evaluateAutomaticRules } from './routing/router.ts';

/** What a tick did. */
export interface TickResult {
  /** Counted from the database's first. */
  readonly tick: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Processes that rules started. */
  readonly routed: number;
  /** Messages the partners' robots saw for the first time. */
  readonly seen: number;
  /** Messages they put into their inbound mailboxes. */
  readonly answered: number;
}

/** The minute tick: the scheduled evaluation of the automatic rules, the processes behind them, and the partners' robots. */
export interface Ticker {
  /** One tick now, after those under way, all of it or nothing. @param at what time it is for all of it; absent: the clock's */
  tick(at?: Date): Promise<TickResult>;
  /** Ticks from now on. @param milliseconds between two; undefined: no more */
  every(milliseconds: number | undefined): void;
  /** Stops ticking and lets one under way end. */
  close(): Promise<void>;
}

export function createTicker(
  services: { readonly db: Pool; readonly clock: Clock; readonly newDocumentId: () => string },
  robots: boolean,
  onError: (error: unknown) => void,
): Ticker {
  const { db, clock, newDocumentId } = services;
  let last: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function run(at: Date): Promise<TickResult> {
    return transaction(db, async (client) => {
      const { rows } = await client.query<{ ticks: string }>('UPDATE ticker SET ticks = ticks + 1 RETURNING ticks');
      const tick = Number(rows[0]?.ticks);
      const routed = await evaluateAutomaticRules(client, at);
      await runProcesses(client, at);
      let seen = 0;
      let answered = 0;
      if (robots) {
        seen = await discoverMessages(client, tick, at);
        await pickUpMessages(client, tick, at);
        answered = await sendAnswers(client, tick, at, newDocumentId);
      }
      return { tick, at: at.toISOString(), routed, seen, answered };
    });
  }

  const ticker: Ticker = {
    tick(at) {
      const result = last.then(() => run(at ?? clock.now()));
      // The next one runs whatever became of this one, whose caller is told.
      last = result.catch(() => undefined);
      return result;
    },
    every(milliseconds) {
      clearInterval(timer);
      timer =
        milliseconds === undefined ? undefined : setInterval(() => void ticker.tick().catch(onError), milliseconds);
    },
    async close() {
      clearInterval(timer);
      await last;
    },
  };
  return ticker;
}
