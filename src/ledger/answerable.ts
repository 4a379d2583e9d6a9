import type { DocumentType } from '../documents/document-key.ts';
import type { Queryable } from './database.ts';

/** A sender or receiver, as ISA05 and ISA06 have it. */
interface Party {
  readonly qualifier: string;
  readonly id: string;
}

/** Whose answer it is: the parties of its envelope, the partner first. */
export interface AnsweringParties {
  readonly partner: Party;
  readonly us: Party;
  /** GS02 and GS03 of the answer, where it has a group: what is left of the parties where a network has put its own interchange around it. */
  readonly groups?: { readonly partner: string; readonly us: string };
}

/** A series of control numbers that an answer's parties use, and the partner it was last used for. */
export interface AnsweringSeries {
  readonly id: number;
  readonly usage: 'test' | 'production';
  readonly partner: string | null;
}

const lastPartner = `(select partner from ledger.transmission t where t.control_series_id = s.id
  order by t.control_epoch desc, t.interchange_control desc limit 1) as partner`;

/** The series between the parties of an answer, in test and production: sender and receiver the other way round. */
export async function seriesBetween(db: Queryable, { partner, us }: AnsweringParties): Promise<AnsweringSeries[]> {
  const { rows } = await db.query<AnsweringSeries>({
    name: 'series-between',
    text: `select s.id, s.usage, ${lastPartner} from ledger.control_series s
            where trim(s.sender_qualifier) = $1 and trim(s.sender) = $2 and trim(s.receiver_qualifier) = $3 and trim(s.receiver) = $4 order by s.id`,
    values: [us.qualifier.trim(), us.id.trim(), partner.qualifier.trim(), partner.id.trim()],
  });
  return rows;
}

/** The series whose groups have the parties of an answer's group (GS02, GS03), whatever its interchange has: by the profiles that were used. */
export async function seriesOfGroups(
  db: Queryable,
  { partner, us }: NonNullable<AnsweringParties['groups']>,
): Promise<AnsweringSeries[]> {
  const { rows } = await db.query<AnsweringSeries>(
    `select distinct s.id, s.usage, ${lastPartner}
       from ledger.profile_version p cross join lateral (select p.body::jsonb as profile) b
       join ledger.control_series s
         on s.sender_qualifier = b.profile #>> '{interchange,us,qualifier}' and s.sender = b.profile #>> '{interchange,us,id}'
        and s.receiver_qualifier = b.profile #>> '{interchange,partner,qualifier}' and s.receiver = b.profile #>> '{interchange,partner,id}'
        and s.usage = b.profile ->> 'usage'
      where trim(b.profile #>> '{interchange,us,group}') = $1 and trim(b.profile #>> '{interchange,partner,group}') = $2 order by s.id`,
    [us.trim(), partner.trim()],
  );
  return rows;
}

/** A group that was sent, or an interchange, as an answer may mean it. */
export interface AnswerableGroup {
  /** The transmission that has the interchange's bytes. */
  readonly transmission: number;
  readonly usage: 'test' | 'production';
  readonly epoch: number;
  /** ISA13, as a number. */
  readonly interchange: number;
  readonly renderedAt: Date;
  readonly sentAt: Date | null;
  readonly timeZone: string | null;
  readonly sender: Party;
  readonly receiver: Party;
  /** Which group of its interchange; 0 for the interchange as a whole. */
  readonly position: number;
  /** GS01. */
  readonly functionalId: string;
  /** GS06, as a number. */
  readonly control: number;
}

type GroupRow = Omit<AnswerableGroup, 'sender' | 'receiver'> & {
  senderQualifier: string;
  senderId: string;
  receiverQualifier: string;
  receiverId: string;
};

/**
 * When Sterling was first asked for the message of an interchange, which is the first time a partner may have had it; null before that. A post
 * of which no such time was kept counts from when it was rendered.
 */
const sentAt = (interchange: string): string =>
  `coalesce((select min(pa.message_sent_at) from ledger.post_attempt pa where pa.transmission_id = ${interchange}.id),
            case when ${interchange}.posted_at is not null then ${interchange}.rendered_at end) as "sentAt"`;

const groupColumns = `t.id as transmission, s.usage, g.epoch, t.interchange_control as interchange, t.rendered_at as "renderedAt", ${sentAt('t')}, t.time_zone as "timeZone",
  s.sender_qualifier as "senderQualifier", s.sender as "senderId", s.receiver_qualifier as "receiverQualifier", s.receiver as "receiverId",
  g.functional_id as "functionalId", g.control`;

function groupOf({ senderQualifier, senderId, receiverQualifier, receiverId, ...row }: GroupRow): AnswerableGroup {
  return {
    ...row,
    sender: { qualifier: senderQualifier, id: senderId },
    receiver: { qualifier: receiverQualifier, id: receiverId },
  };
}

/**
 * The groups of some series that GS01 and GS06 may mean, the newest epoch first: of every epoch, for an acknowledgement may come after a
 * reset, a wrap or a change of counting.
 */
export async function answerableGroups(
  db: Queryable,
  series: readonly number[],
  functionalIds: readonly string[],
  control: number,
): Promise<AnswerableGroup[]> {
  const { rows } = await db.query<GroupRow>({
    name: 'answerable-groups',
    text: `select ${groupColumns}, g.position
             from ledger.functional_group g join ledger.control_series s on s.id = g.series_id join ledger.transmission t on t.id = g.transmission_id
            where g.functional_id = any($2) and g.control = $3 and g.series_id = any($1) order by g.epoch desc, t.id desc`,
    values: [series, functionalIds, control],
  });
  return rows.map(groupOf);
}

/** The interchanges of some series that ISA13 may mean, the newest epoch first; each by its first group. */
export async function answerableInterchanges(
  db: Queryable,
  series: readonly number[],
  control: number,
): Promise<AnswerableGroup[]> {
  const { rows } = await db.query<GroupRow>({
    name: 'answerable-interchanges',
    text: `select ${groupColumns}, 0 as position
             from ledger.transmission t join ledger.control_series s on s.id = t.control_series_id
             join ledger.functional_group g on g.transmission_id = t.id and g.position = 1
            where t.control_series_id = any($1) and t.interchange_control = $2 order by t.control_epoch desc, t.id desc`,
    values: [series, control],
  });
  return rows.map(groupOf);
}

/** A document's set in an interchange that was sent. */
export interface AnswerableSet {
  readonly document: number;
  /** The document's own transmission, which is not the interchange's where it left with others. */
  readonly transmission: number;
  readonly type: DocumentType;
  readonly number: string;
  readonly partner: string;
  /** ST02, as it was sent. */
  readonly control: string;
  readonly snapshot: string;
  /** The profile its set was made by. */
  readonly profileHash: string;
  /** Which group of the interchange. */
  readonly group: number;
  readonly interchange: number;
  readonly renderedAt: Date;
  readonly sentAt: Date | null;
  readonly timeZone: string | null;
}

const setColumns = `td.document_id as document, t.id as transmission, d.type, d.number, t.partner, td.set_control as control, td.snapshot_hash as snapshot,
  coalesce(td.profile_hash, i.profile_hash) as "profileHash", td.group_position as "group", i.id as interchange, i.rendered_at as "renderedAt", ${sentAt('i')}, i.time_zone as "timeZone"`;

/** The sets of an interchange in order. @param group only those of this group; 0: of all */
export async function answerableSets(db: Queryable, interchange: number, group: number): Promise<AnswerableSet[]> {
  const { rows } = await db.query<AnswerableSet>({
    name: 'answerable-sets',
    text: `select ${setColumns}
             from ledger.transmission i join ledger.transmission t on t.id = i.id or t.travels_in = i.id
             join ledger.transmission_document td on td.transmission_id = t.id join ledger.document d on d.id = td.document_id
            where i.id = $1 and td.set_control is not null and ($2 = 0 or td.group_position = $2) order by td.group_position, td.position`,
    values: [interchange, group],
  });
  return rows;
}

/**
 * What was sent of the documents some numbers may mean, over some series, each send of each document; the newest first.
 * @param numbers as people quote them, without padding
 * @param types only documents of these types; of any where there are none
 */
export async function answerableDocuments(
  db: Queryable,
  series: readonly number[],
  numbers: readonly string[],
  types: readonly DocumentType[],
): Promise<AnswerableSet[]> {
  const { rows } = await db.query<AnswerableSet>({
    name: 'answerable-documents',
    text: `select ${setColumns}
             from ledger.document d join ledger.transmission_document td on td.document_id = d.id
             join ledger.transmission t on t.id = td.transmission_id join ledger.transmission i on i.id = coalesce(t.travels_in, t.id)
            where d.number = any($2) and i.control_series_id = any($1) and i.content is not null and t.stage <> 'cancelled'
              and (cardinality($3::text[]) = 0 or d.type = any($3)) order by td.send_sequence desc, t.id desc`,
    values: [series, numbers, types],
  });
  return rows;
}
