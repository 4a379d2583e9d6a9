import type { Queryable } from './database.ts';
import { nextNumbers, type GroupNumbers, type LastNumbers, type WantedGroup } from './numbering.ts';
import type { Authorship } from './trail.ts';

/** Whose control numbers: one series per sender, receiver and usage. */
export interface ControlSeries {
  readonly senderQualifier: string;
  readonly sender: string;
  readonly receiverQualifier: string;
  readonly receiver: string;
  readonly usage: 'test' | 'production';
}

/** The first numbers of a series that is not there yet. */
export interface FirstNumbers {
  readonly interchange: number;
  readonly group: number;
  readonly set: number;
}

/** Numbers reserved for one interchange. They are used up when the transaction commits, and free again when it does not. */
export interface ReservedNumbers {
  readonly series: number;
  /** Counts the series' beginnings: a number is one interchange's, or one group's, within its epoch. */
  readonly epoch: number;
  readonly interchange: number;
  readonly groups: readonly GroupNumbers[];
}

/** Why a series did not just go on. */
export type ControlChange = 'set' | 'reset' | 'wrapped' | 'repeated';

/** A series as the ledger has it while its row is locked. */
export interface LockedSeries {
  readonly id: number;
  readonly epoch: number;
  readonly last: LastNumbers;
}

/**
 * Reserves the next numbers of a series in the caller's transaction. The series' row stays locked until that ends, so of any number of
 * callers each gets its own, in one order and without a gap among those that commit.
 *
 * A number is never used twice in an epoch. After 999999999 a counter goes on at 1, in a new epoch; so it does where a number would
 * repeat, which happens when a partner's way of counting GS06 was changed.
 */
export async function reserveNumbers(
  tx: Queryable,
  by: Authorship,
  series: ControlSeries,
  first: FirstNumbers,
  wanted: readonly WantedGroup[],
): Promise<ReservedNumbers> {
  const { id, epoch: current, last } = await lockSeries(tx, series, first);
  const next = nextNumbers(startedAt(last, first, wanted), wanted);
  let epoch = current;
  if (next.wrapped || (await isUsed(tx, id, epoch, next.groups))) {
    epoch += 1;
    const kind = next.wrapped ? 'wrapped' : 'repeated';
    const reason = next.wrapped ? 'a counter reached 999999999' : 'a group number would have been used twice';
    await recordChange(tx, by, { series: id, kind, reason, epoch, before: last, after: next.last });
  }
  await storeSeries(tx, id, epoch, next.last);
  return { series: id, epoch, interchange: next.interchange, groups: next.groups };
}

/** A counter per functional identifier begins, like the others, where the profile says. */
function startedAt(last: LastNumbers, first: FirstNumbers, wanted: readonly WantedGroup[]): LastNumbers {
  const fresh = wanted
    .filter(({ functionalId, rules }) => rules.group === 'functional-id' && !(functionalId in last.byFunctionalId))
    .map(({ functionalId }) => [functionalId, first.group - 1] as const);
  return { ...last, byFunctionalId: { ...last.byFunctionalId, ...Object.fromEntries(fresh) } };
}

/** Locks a series until the transaction ends, making it first where it is not there. */
export async function lockSeries(tx: Queryable, series: ControlSeries, first: FirstNumbers): Promise<LockedSeries> {
  const identity = [
    series.senderQualifier,
    series.sender,
    series.receiverQualifier,
    series.receiver,
    series.usage,
  ] as const;
  await tx.query({
    name: 'make-control-series',
    text: `insert into ledger.control_series (sender_qualifier, sender, receiver_qualifier, receiver, usage, last_interchange, last_group, last_set)
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (sender_qualifier, sender, receiver_qualifier, receiver, usage) do nothing`,
    values: [...identity, first.interchange - 1, first.group - 1, first.set - 1],
  });
  const { rows } = await tx.query<{ id: number; epoch: number; interchange: number; group: number; set: number }>({
    name: 'lock-control-series',
    text: `select id, epoch, last_interchange as interchange, last_group as "group", last_set as set from ledger.control_series
            where sender_qualifier = $1 and sender = $2 and receiver_qualifier = $3 and receiver = $4 and usage = $5 for update`,
    values: [...identity],
  });
  const [row] = rows;
  if (!row) throw new Error('a control series that was just made is not there');
  const { id, epoch, ...last } = row;
  const { rows: counters } = await tx.query<{ functionalId: string; last: number }>({
    name: 'read-group-counters',
    text: `select functional_id as "functionalId", last_group as last from ledger.control_group_counter where series_id = $1`,
    values: [id],
  });
  const byFunctionalId = Object.fromEntries(counters.map((counter) => [counter.functionalId, counter.last]));
  return { id, epoch, last: { ...last, byFunctionalId } };
}

/** Writes the counters of a locked series. */
export async function storeSeries(tx: Queryable, series: number, epoch: number, last: LastNumbers): Promise<void> {
  await tx.query({
    name: 'store-control-series',
    text: `update ledger.control_series set epoch = $2, last_interchange = $3, last_group = $4, last_set = $5 where id = $1`,
    values: [series, epoch, last.interchange, last.group, last.set],
  });
  const counters = Object.entries(last.byFunctionalId);
  if (counters.length === 0) return;
  await tx.query({
    name: 'store-group-counters',
    text: `insert into ledger.control_group_counter (series_id, functional_id, last_group)
           select $1, * from unnest($2::text[], $3::bigint[])
               on conflict (series_id, functional_id) do update set last_group = excluded.last_group`,
    values: [series, counters.map(([id]) => id), counters.map(([, number]) => number)],
  });
}

/** Writes down that a series did not just go on. */
export async function recordChange(
  tx: Queryable,
  { at, actor }: Authorship,
  change: {
    readonly series: number;
    readonly kind: ControlChange;
    readonly reason: string;
    readonly epoch: number;
    readonly before: LastNumbers;
    readonly after: LastNumbers;
  },
): Promise<void> {
  await tx.query(
    `insert into ledger.control_change (series_id, at, actor, kind, reason, epoch, before, after) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      change.series,
      at,
      actor,
      change.kind,
      change.reason,
      change.epoch,
      JSON.stringify(change.before),
      JSON.stringify(change.after),
    ],
  );
}

/** Keeps which groups an interchange has, for the acknowledgements to come. */
export async function storeGroups(tx: Queryable, transmission: number, numbers: ReservedNumbers): Promise<void> {
  await tx.query({
    name: 'store-functional-groups',
    text: `insert into ledger.functional_group (transmission_id, position, series_id, epoch, functional_id, control)
           select $1, position, $2, $3, functional_id, control
             from unnest($4::text[], $5::bigint[]) with ordinality as g (functional_id, control, position)`,
    values: [
      transmission,
      numbers.series,
      numbers.epoch,
      numbers.groups.map(({ functionalId }) => functionalId),
      numbers.groups.map(({ control }) => control),
    ],
  });
}

async function isUsed(tx: Queryable, series: number, epoch: number, groups: readonly GroupNumbers[]): Promise<boolean> {
  const { rows } = await tx.query<{ used: boolean }>({
    name: 'are-group-numbers-used',
    text: `select exists (select from ledger.functional_group g
                            join unnest($3::text[], $4::bigint[]) as n (functional_id, control) using (functional_id, control)
                           where g.series_id = $1 and g.epoch = $2) as used`,
    values: [series, epoch, groups.map(({ functionalId }) => functionalId), groups.map(({ control }) => control)],
  });
  return rows[0]?.used ?? false;
}
