import { createHash } from 'node:crypto';
import pg from 'pg';

/** The right to be logged on as a SYSPRO operator. One process in the world has it at a time. */
export interface OperatorLock {
  /** Aborts when the lock is lost: its connection broke, or did not answer in time. */
  readonly lost: AbortSignal;
  /** Asks the server whether the lock is still held. @throws Error when it is not, or nobody can tell */
  check(): Promise<void>;
  /** Gives the lock up. */
  release(): Promise<void>;
}

// How often the connection is proved alive, and how long an answer may take. PostgreSQL for its part gives a vanished
// client's lock to the next after 5 + 3 × 2 s (the keepalives below); we must have noticed by then, 2 + 4 s at the latest.
const heartbeat = 2_000;
const answerWithin = 4_000;
const keepalives = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';

/**
 * Tries to take an operator's lock, on a connection of its own.
 * @returns undefined when another process has it
 */
export async function tryOperatorLock(settings: pg.ClientConfig, operator: string): Promise<OperatorLock | undefined> {
  const client = new pg.Client({
    ...settings,
    options: keepalives,
    query_timeout: answerWithin,
    connectionTimeoutMillis: answerWithin,
    keepAlive: true,
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  const taken = await takeLock(client, operator).catch(async (error: unknown) => {
    // An answer that came too late may have given us the lock: it has to go, or nobody has the operator and everybody waits.
    await client.end();
    throw error;
  });
  if (!taken) {
    await client.end();
    return undefined;
  }

  async function check(): Promise<void> {
    if (lost.signal.aborted) throw new Error('the lock of the operator is lost');
    try {
      // An answer on this very connection proves the lock: it lives and dies with the connection.
      await client.query('select 1');
    } catch (error) {
      lost.abort();
      throw error;
    }
  }
  // A failed check has aborted the signal, which is all there is to say about it.
  const beat = setInterval(() => void check().catch(() => undefined), heartbeat);
  beat.unref();
  lost.signal.addEventListener('abort', () => {
    clearInterval(beat);
    client.end().catch(() => undefined); // it is broken already; ending it only frees the socket
  });

  return {
    lost: lost.signal,
    check,
    async release() {
      clearInterval(beat);
      client.removeAllListeners('end');
      if (!lost.signal.aborted) await client.end();
    },
  };
}

async function takeLock(client: pg.Client, operator: string): Promise<boolean> {
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    lockKey(operator),
  ]);
  return rows[0]?.locked ?? false;
}

/** Whether some process has an operator's lock, without taking it. */
export async function isOperatorLocked(db: Pick<pg.ClientBase, 'query'>, operator: string): Promise<boolean> {
  // pg_locks shows a 64-bit key as two halves.
  const { rows } = await db.query<{ held: boolean }>(
    `select exists (select from pg_locks where locktype = 'advisory' and granted and objsubid = 1
                       and database = (select oid from pg_database where datname = current_database())
                       and (classid::bigint << 32) | objid::bigint = $1::bigint) as held`,
    [lockKey(operator)],
  );
  return rows[0]?.held ?? false;
}

/** A 63-bit number, so that it is positive in both halves, from the operator's name. */
function lockKey(operator: string): string {
  const digest = createHash('sha256').update(`syspro-operator ${operator}`).digest();
  return (digest.readBigUInt64BE() >> 1n).toString();
}
