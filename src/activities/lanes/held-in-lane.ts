import { heldAmong, holdingOf, queueTransmissions, unqueueTransmissions, type QueueCause } from '../../ledger/holds.ts';
import { interchangeKey } from '../../ledger/interchanges.ts';
import { tellDocuments, type SetInLane } from '../../ledger/lanes.ts';
import { inTransaction } from '../../ledger/database.ts';
import type { Authorship } from '../../ledger/trail.ts';
import type { BlackoutWindow } from '../../partners/blackout.ts';
import { companyOf } from '../../config.ts';
import type { DocumentDependencies } from '../dependencies.ts';
import { postingProfile } from '../documents/posting-profile.ts';
import { queueCause } from '../documents/queued.ts';

type Deps = Pick<DocumentDependencies, 'config' | 'db' | 'profiles'>;

/** What waits in a lane, told apart by whether anything keeps it back. */
export interface Separated {
  readonly free: readonly SetInLane[];
  readonly causes: readonly QueueCause[];
  /** Whether the ledger had to be told, so that documents have news. */
  readonly changed: boolean;
}

/** Tells the sets of a lane apart by whether their partner is on hold or in a blackout, and writes down which queue. */
export async function separateHeld(
  deps: Deps,
  by: Authorship,
  lane: number,
  waiting: readonly SetInLane[],
): Promise<Separated> {
  if (waiting.length === 0) return { free: waiting, causes: [], changed: false };
  const { db } = deps;
  const holds = await heldAmong(
    db,
    waiting.map(({ transmission }) => transmission),
  );
  const windows = new Map<string, readonly BlackoutWindow[]>();
  const free: SetInLane[] = [];
  const held = new Map<string, { readonly cause: QueueCause; readonly sets: SetInLane[] }>();
  for (const set of waiting) {
    const kind = JSON.stringify([set.key.company, set.key.type, set.partner, set.profileHash]);
    const blackouts = windows.get(kind) ?? (await blackoutsOf(deps, set.transmission, set.key, set.partner));
    windows.set(kind, blackouts);
    const cause = queueCause(holds.get(set.transmission), blackouts, by.at, set.timeZone);
    if (!cause) free.push(set);
    else {
      const name = cause.for === 'hold' ? `hold ${cause.hold.id}` : cause.until.toISOString();
      const lot = held.get(name) ?? { cause, sets: [] };
      lot.sets.push(set);
      held.set(name, lot);
    }
  }
  const released = free.filter(({ queuedFor }) => queuedFor !== null).map(({ transmission }) => transmission);
  if (released.length > 0) await unqueueTransmissions(db, released);
  let changed = false;
  for (const { cause, sets } of held.values()) {
    const fresh = sets.filter(({ queuedFor }) => queuedFor !== cause.for).map(({ transmission }) => transmission);
    if (fresh.length === 0) continue;
    changed = true;
    if (await queueTransmissions(db, by, fresh, cause))
      await inTransaction(db, (tx) =>
        tellDocuments(tx, by.at, { series: lane, transmissions: fresh, what: `queued/${by.at.getTime()}` }),
      );
  }
  return { free, causes: [...held.values()].map(({ cause }) => cause), changed };
}

/** What keeps a sealed interchange from being posted: a hold on any of its documents, or a blackout of the profile it is posted by. */
export async function causeOfInterchange(
  deps: Deps,
  by: Authorship,
  interchange: number,
): Promise<QueueCause | undefined> {
  const { hold } = await holdingOf(deps.db, interchange);
  const { key, partner } = await interchangeKey(deps.db, interchange);
  const blackouts = await blackoutsOf(deps, interchange, key, partner);
  return queueCause(hold, blackouts, by.at, companyOf(deps.config, key.company).timeZone);
}

/** The windows of a profile; none where the profile is broken, which the posting itself will find. */
async function blackoutsOf(
  deps: Deps,
  transmission: number,
  key: Parameters<typeof postingProfile>[2],
  partner: string,
): Promise<readonly BlackoutWindow[]> {
  const found = await postingProfile(deps, transmission, key, partner);
  return 'findings' in found ? [] : found.profile.sterling.blackouts;
}
