import {
  lockSeries,
  recordChange,
  storeSeries,
  type ControlChange,
  type ControlSeries,
  type LockedSeries,
} from './control-numbers.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import type { LastNumbers } from './numbering.ts';
import type { Authorship } from './trail.ts';

/** A series and where it stands. */
export interface SeriesState extends ControlSeries {
  readonly id: number;
  readonly epoch: number;
  readonly last: LastNumbers;
  /** How many interchanges took a number of it. */
  readonly interchanges: number;
  readonly lastUsedAt: Date | null;
}

/** Every series, or one, the senders and receivers in order. */
export async function listSeries(db: Queryable, id?: number): Promise<SeriesState[]> {
  const { rows } = await db.query<
    Omit<SeriesState, 'last'> & {
      interchange: number;
      group: number;
      set: number;
      byFunctionalId: Record<string, number>;
    }
  >(
    `select s.id, s.sender_qualifier as "senderQualifier", s.sender, s.receiver_qualifier as "receiverQualifier", s.receiver, s.usage, s.epoch,
            s.last_interchange as interchange, s.last_group as "group", s.last_set as set,
            coalesce((select jsonb_object_agg(functional_id, last_group) from ledger.control_group_counter c where c.series_id = s.id), '{}') as "byFunctionalId",
            used.interchanges, used.at as "lastUsedAt"
       from ledger.control_series s
       left join lateral (select count(*) as interchanges, max(rendered_at) as at from ledger.transmission t where t.control_series_id = s.id) used on true
      where $1::bigint is null or s.id = $1
      order by s.sender, s.receiver, s.usage, s.id`,
    [id],
  );
  return rows.map(({ interchange, group, set, byFunctionalId, ...row }) => ({
    ...row,
    last: { interchange, group, set, byFunctionalId },
  }));
}

/** Last numbers a person states. What is left out stays as it is. */
export interface StatedNumbers {
  readonly interchange?: number;
  readonly group?: number;
  readonly set?: number;
  /** GS01 whose own counter {@link group} is meant for. */
  readonly functionalId?: string;
}

/** Why a person's numbers are refused. */
export class ControlNumbersRefused extends Error {
  override readonly name = 'ControlNumbersRefused';
}

const first = { interchange: 1, group: 1, set: 1 } as const;

/**
 * Has a series go on after the numbers given, which were used by other means. Only forwards: a number of this epoch may have been used.
 * @throws ControlNumbersRefused when a number is below the last one
 */
export async function setNumbers(
  db: Database,
  by: Authorship,
  series: ControlSeries,
  stated: StatedNumbers,
  reason: string,
): Promise<SeriesState> {
  return change(db, by, series, 'set', reason, ({ epoch, last }) => {
    const after = stating(last, stated);
    const back = countersOf(last).filter(([name, number]) => (new Map(countersOf(after)).get(name) ?? 0) < number);
    const [one] = back;
    if (one)
      throw new ControlNumbersRefused(
        `${one[0]} stands at ${one[1]}, and is never set back within an epoch: the partner would get a number twice. Where the partner has agreed to begin anew, reset the series`,
      );
    return { epoch, after };
  });
}

/**
 * Begins a new epoch, in which a series goes on after the numbers given; those not given begin at 1. What was sent before keeps
 * its epoch, so that a late acknowledgement still finds it.
 */
export async function resetNumbers(
  db: Database,
  by: Authorship,
  series: ControlSeries,
  stated: StatedNumbers,
  reason: string,
): Promise<SeriesState> {
  return change(db, by, series, 'reset', reason, ({ epoch, last }) => {
    const zero = Object.fromEntries(Object.keys(last.byFunctionalId).map((id) => [id, 0]));
    return {
      epoch: epoch + 1,
      after: stating({ interchange: 0, group: 0, set: 0, byFunctionalId: zero }, stated),
    };
  });
}

async function change(
  db: Database,
  by: Authorship,
  series: ControlSeries,
  kind: ControlChange,
  reason: string,
  decide: (locked: LockedSeries) => { epoch: number; after: LastNumbers },
): Promise<SeriesState> {
  return inTransaction(db, async (tx) => {
    const locked = await lockSeries(tx, series, first);
    const { epoch, after } = decide(locked);
    await storeSeries(tx, locked.id, epoch, after);
    await recordChange(tx, by, { series: locked.id, kind, reason, epoch, before: locked.last, after });
    const [state] = await listSeries(tx, locked.id);
    return state as SeriesState;
  });
}

function stating(last: LastNumbers, { interchange, group, set, functionalId }: StatedNumbers): LastNumbers {
  const common = { ...last, interchange: interchange ?? last.interchange, set: set ?? last.set };
  if (group === undefined) return common;
  return functionalId === undefined
    ? { ...common, group }
    : { ...common, byFunctionalId: { ...last.byFunctionalId, [functionalId]: group } };
}

function countersOf({ interchange, group, set, byFunctionalId }: LastNumbers): [string, number][] {
  const own = Object.entries(byFunctionalId).map(([id, number]): [string, number] => [`GS06 of ${id}`, number]);
  return [['ISA13', interchange], ['GS06', group], ['ST02', set], ...own];
}

/** A change of a series, as it was recorded. */
export interface RecordedChange {
  readonly at: Date;
  readonly actor: string;
  readonly kind: ControlChange;
  readonly reason: string;
  readonly epoch: number;
  readonly before: LastNumbers;
  readonly after: LastNumbers;
}

/** What happened to a series, the first first. */
export async function readChanges(db: Queryable, series: number): Promise<RecordedChange[]> {
  const { rows } = await db.query<RecordedChange>(
    `select at, actor, kind, reason, epoch, before, after from ledger.control_change where series_id = $1 order by id`,
    [series],
  );
  return rows;
}
