import { standingBy, type CountsAs } from '../documents/answered.ts';
import type { Finding } from '../documents/finding.ts';
import { mayFollow, type Stage } from '../documents/stage.ts';
import { settleArrivals } from './arrival-proof.ts';
import type { Queryable } from './database.ts';
import { writeNews } from './events.ts';
import { raiseAttention, rejectedByPartner } from './raise-attention.ts';
import { jsonText } from './json-text.ts';
import { appendTrail, type Authorship, type TrailEntry } from './trail.ts';

/** What an answer says in full, for people and for those who look into the ledger. JSON. */
export interface AnswerDetail {
  /** The codes and numbers it came with: GS06, ST02, AK501 and the like. */
  readonly facts: Readonly<Record<string, string>>;
  /** In a sentence, as the partner means it. */
  readonly words: string;
  /** Texts of the partner's. */
  readonly texts?: readonly string[];
  /** Of a rejection: what is wrong, by SYSPRO record and field where that is known. */
  readonly findings: readonly Finding[];
}

/** One thing a message says, of a document of ours or of none. */
export interface NewAnswer {
  readonly position: number;
  readonly kind: string;
  readonly partner?: string;
  readonly about?: { readonly transmission: number; readonly document: number };
  readonly outcome: string;
  readonly countsAs?: CountsAs;
  readonly decidedBy?: 'set' | 'group' | 'interchange';
  readonly source: string;
  readonly unmatchedBecause?: string;
  readonly detail: AnswerDetail;
}

/**
 * Writes down what a message says, hands it to its documents, and leaves news for them; all in the transaction that marks the message
 * as handled. A copy of an answer that was recorded before is noted as one, and changes nothing. Never touches SYSPRO.
 */
export async function recordAnswers(
  tx: Queryable,
  by: Authorship,
  inbound: { readonly id: number; readonly message: string },
  answers: readonly NewAnswer[],
): Promise<void> {
  if (answers.length === 0) return;
  const about = answers.flatMap((answer) => (answer.about ? [{ ...answer, about: answer.about }] : []));
  const transmissions = [...new Set(about.map((answer) => answer.about.transmission))].toSorted((a, b) => a - b);
  // Two messages about one transmission are recorded one after the other, so that the second knows of the first.
  await lockTransmissions(tx, transmissions);
  const copies = await copiesOf(tx, inbound.id, about);
  await insertAnswers(tx, by.at, inbound.id, answers, copies);
  const fresh = about.filter((answer) => !copies.has(copyKey(answer.about.transmission, answer.source)));
  const original = new Set<string>();
  // A message may say a thing twice by itself.
  const news = fresh.filter((answer) => {
    const key = copyKey(answer.about.transmission, answer.source);
    return !original.has(key) && original.add(key);
  });
  if (news.length < fresh.length) await markCopiesWithin(tx, inbound.id);
  await appendTrail(
    tx,
    by,
    news.map((answer): TrailEntry => {
      const { outcome, decidedBy, kind, countsAs } = answer;
      return {
        ...answer.about,
        event: 'answered',
        detail: {
          kind,
          outcome,
          by: decidedBy ?? '',
          countsAs: countsAs ?? '',
          message: inbound.message,
          ...codesOf(answer),
        },
      };
    }),
  );
  const rejections = new Set(
    news.filter(({ countsAs }) => countsAs === 'rejected').map((answer) => answer.about.transmission),
  );
  // A copy that was read later and arrived sooner stands in the place of the one that was recorded first.
  const sooner = about.filter((answer) => copies.get(copyKey(answer.about.transmission, answer.source))?.sooner);
  const deciding = new Set(
    [...news, ...sooner].filter(({ countsAs }) => countsAs !== undefined).map((answer) => answer.about.transmission),
  );
  const settled = new Set(await settleAnswers(tx, by, [...deciding], rejections));
  await settleArrivals(tx, by, `${inbound.id}`, [...new Set(news.map((answer) => answer.about.transmission))]);
  const told = about.filter((answer) => news.includes(answer) || settled.has(answer.about.transmission));
  const documents = [...new Set(told.map((answer) => answer.about.document))];
  if (documents.length > 0)
    await writeNews(tx, by.at, { what: 'answered', source: `answers/${inbound.id}`, documents });
}

/**
 * Brings the stages of transmissions to what all the answers about them come to. To be called where an answer was recorded, and where a
 * transmission turns out to be posted: a partner may have answered before we knew.
 *
 * Only transitions the stages allow are made. An answer to a transmission whose post has an unknown outcome changes no stage; that it
 * is there proves that the message arrived, for whoever decides by it.
 *
 * @param again transmissions that were rejected anew: their flag is raised again where they stand rejected already
 * @returns those whose stage changed
 */
export async function settleAnswers(
  tx: Queryable,
  by: Authorship,
  transmissions: readonly number[],
  again: ReadonlySet<number> = new Set(),
): Promise<number[]> {
  if (transmissions.length === 0) return [];
  const trail: TrailEntry[] = [];
  const changed = { acknowledged: [] as number[], rejected: [] as number[] };
  const raise: { at: { documentId: number; transmission: number }; findings: readonly Finding[] }[] = [];
  for (const [transmission, { stage, newest, answers }] of await decidingAnswers(tx, transmissions)) {
    const standing = standingBy(answers);
    if (!standing) continue;
    const { verdict, by: answer } = standing;
    const entry = { document: answer.document, transmission };
    const changes = mayFollow(stage, verdict);
    if (changes) {
      changed[verdict].push(transmission);
      trail.push({ ...entry, event: verdict, detail: { from: stage, kind: answer.kind } });
    } else if (stage !== verdict) trail.push({ ...entry, event: 'answer-kept', detail: { stage, verdict } });
    const raised = verdict === 'rejected' && (changes || (stage === verdict && again.has(transmission)));
    if (raised && newest) raise.push({ at: { documentId: answer.document, transmission }, findings: answer.findings });
  }
  for (const [stage, ids] of Object.entries(changed)) await setStage(tx, by.at, ids, stage);
  await appendTrail(tx, by, trail);
  await clearFlags(tx, by, changed);
  for (const { at, findings } of raise) await raiseAttention(tx, by, [at], rejectedByPartner, findings);
  return [...changed.acknowledged, ...changed.rejected];
}

async function lockTransmissions(tx: Queryable, transmissions: readonly number[]): Promise<void> {
  if (transmissions.length === 0) return;
  await tx.query({
    name: 'lock-answered',
    text: `select from ledger.transmission where id = any($1) order by id for update`,
    values: [transmissions],
  });
}

function copyKey(transmission: number, source: string): string {
  return `${transmission} ${source}`;
}

/** The answer others are copies of. */
interface Original {
  readonly id: number;
  /** Whether the message that is recorded now arrived before all those that said the same. */
  readonly sooner: boolean;
}

/** The answers of which those of a message are copies, by transmission and source. */
async function copiesOf(
  tx: Queryable,
  inbound: number,
  answers: readonly { readonly about: { readonly transmission: number }; readonly source: string }[],
): Promise<ReadonlyMap<string, Original>> {
  if (answers.length === 0) return new Map();
  const { rows } = await tx.query<Original & { transmission: number; source: string }>({
    name: 'answers-recorded-before',
    text: `select a.transmission_id as transmission, a.source, min(a.id) as id,
                  bool_and((coalesce(mine.arrived_at, mine.taken_at), length(mine.sterling_message), mine.sterling_message)
                         < (coalesce(m.arrived_at, m.taken_at), length(m.sterling_message), m.sterling_message)) as sooner
             from ledger.answer a join ledger.inbound_message m on m.id = a.inbound_id join ledger.inbound_message mine on mine.id = $3
            where a.transmission_id = any($1) and a.source = any($2) group by 1, 2`,
    values: [answers.map(({ about }) => about.transmission), answers.map(({ source }) => source), inbound],
  });
  return new Map(rows.map(({ transmission, source, id, sooner }) => [copyKey(transmission, source), { id, sooner }]));
}

async function insertAnswers(
  tx: Queryable,
  at: Date,
  inbound: number,
  answers: readonly NewAnswer[],
  copies: ReadonlyMap<string, Original>,
): Promise<void> {
  await tx.query({
    name: 'insert-answers',
    text: `insert into ledger.answer (inbound_id, position, kind, partner, transmission_id, document_id, outcome, counts_as, decided_by, source, repeats, unmatched_because, detail, recorded_at)
           select $1, position, kind, partner, transmission, document, outcome, counts_as, decided_by, source, repeats, unmatched, detail::jsonb, $2
             from unnest($3::integer[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bigint[], $13::text[], $14::text[])
               as a (position, kind, partner, transmission, document, outcome, counts_as, decided_by, source, repeats, unmatched, detail)
           on conflict (inbound_id, position) do nothing`,
    values: [
      inbound,
      at,
      answers.map(({ position }) => position),
      answers.map(({ kind }) => kind),
      answers.map(({ partner }) => partner ?? null),
      answers.map(({ about }) => about?.transmission ?? null),
      answers.map(({ about }) => about?.document ?? null),
      answers.map(({ outcome }) => outcome),
      answers.map(({ countsAs }) => countsAs ?? null),
      answers.map(({ decidedBy }) => decidedBy ?? null),
      answers.map(({ source }) => source),
      answers.map(({ about, source }) => (about && copies.get(copyKey(about.transmission, source))?.id) ?? null),
      answers.map(({ unmatchedBecause }) => unmatchedBecause ?? null),
      answers.map(({ detail }) => jsonText(detail)),
    ],
  });
}

/** Marks what a message says twice of one transmission. */
async function markCopiesWithin(tx: Queryable, inbound: number): Promise<void> {
  await tx.query(
    `update ledger.answer a set repeats = first.id
       from (select transmission_id, source, min(id) as id from ledger.answer where inbound_id = $1 and repeats is null group by 1, 2) first
      where a.inbound_id = $1 and a.repeats is null and a.transmission_id = first.transmission_id and a.source = first.source and a.id > first.id`,
    [inbound],
  );
}

/** Codes only: the trail holds no party data. */
function codesOf({ detail: { findings } }: NewAnswer): Record<string, unknown> {
  return findings.length === 0
    ? {}
    : { findings: findings.length, codes: [...new Set(findings.map(({ code }) => code))] };
}

interface Deciding {
  readonly kind: string;
  readonly countsAs: CountsAs;
  readonly source: string;
  readonly document: number;
  readonly findings: readonly Finding[];
}

/** What decides about transmissions, each with its stage and whether it is its document's newest send. Answers in the order they arrived. */
async function decidingAnswers(
  tx: Queryable,
  transmissions: readonly number[],
): Promise<Map<number, { stage: Stage; newest: boolean; answers: Deciding[] }>> {
  const { rows } = await tx.query<Deciding & { transmission: number; stage: Stage; newest: boolean }>({
    name: 'deciding-answers',
    text: `select a.transmission_id as transmission, t.stage, a.kind, a.counts_as as "countsAs", a.source, a.document_id as document, a.detail -> 'findings' as findings,
                  not exists (select from ledger.transmission_document mine
                                join ledger.transmission_document later on later.document_id = mine.document_id and later.send_sequence > mine.send_sequence
                                join ledger.transmission lt on lt.id = later.transmission_id and lt.stage <> 'cancelled'
                               where mine.transmission_id = t.id and mine.document_id = a.document_id) as newest
             from ledger.answer a join ledger.transmission t on t.id = a.transmission_id join ledger.inbound_message m on m.id = a.inbound_id
            where a.transmission_id = any($1) and a.counts_as is not null
            order by a.transmission_id, coalesce(m.arrived_at, m.taken_at), length(m.sterling_message), m.sterling_message, a.position`,
    values: [transmissions],
  });
  const found = new Map<number, { stage: Stage; newest: boolean; answers: Deciding[] }>();
  for (const { transmission, stage, newest, ...answer } of rows) {
    const known = found.get(transmission);
    if (known) known.answers.push(answer);
    else found.set(transmission, { stage, newest, answers: [answer] });
  }
  return found;
}

async function setStage(tx: Queryable, at: Date, transmissions: readonly number[], stage: string): Promise<void> {
  if (transmissions.length === 0) return;
  await tx.query({
    name: 'stage-answered',
    text: `update ledger.transmission set stage = $3, stage_at = $2 where id = any($1)`,
    values: [transmissions, at, stage],
  });
}

/**
 * An acceptance clears what an earlier rejection raised, also that of an earlier send. Any answer proves that the message arrived, so
 * that nothing is overdue any more.
 */
async function clearFlags(
  tx: Queryable,
  by: Authorship,
  { acknowledged, rejected }: { readonly acknowledged: readonly number[]; readonly rejected: readonly number[] },
): Promise<void> {
  const answered = [...acknowledged, ...rejected];
  if (answered.length === 0) return;
  await tx.query({
    name: 'clear-answered',
    text: `update ledger.flag f set cleared_at = $3, cleared_by = $4
            where f.cleared_at is null
              and ((f.flag = 'overdue' and f.transmission_id = any($1))
                or (f.flag = 'needs-attention' and f.cause = $5 and exists (
                      select from ledger.transmission_document answered join ledger.transmission_document earlier
                        on earlier.document_id = answered.document_id and earlier.send_sequence <= answered.send_sequence
                       where answered.transmission_id = any($2) and answered.document_id = f.document_id and earlier.transmission_id = f.transmission_id)))`,
    values: [answered, acknowledged, by.at, by.actor, rejectedByPartner],
  });
}
