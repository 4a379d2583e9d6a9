import { sha256 } from '../documents/content-hash.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { LedgerMissing } from './transmissions.ts';
import { appendTrail, type Authorship } from './trail.ts';

/** Whose control numbers: one series per sender, receiver and usage. */
export interface ControlSeries {
  readonly senderQualifier: string;
  readonly sender: string;
  readonly receiverQualifier: string;
  readonly receiver: string;
  readonly usage: 'test' | 'production';
}

/** The control numbers of one interchange with one group (ISA13 and GS06). */
export interface ControlNumbers {
  readonly interchange: number;
  readonly group: number;
}

/** What a transmission is rendered from and for. */
export interface Rendering {
  readonly series: ControlSeries;
  /** The effective profile: its canonical JSON and the SHA-256 of that. */
  readonly profile: { readonly hash: string; readonly body: string };
  readonly mailbox: string;
  readonly messageName: string;
  /** ST02 of the document's set. */
  readonly setControl: string;
  /** Writes the interchange. Pure: the same numbers and instant give the same bytes. */
  render(numbers: ControlNumbers, at: Date): Uint8Array;
}

/** A rendered transmission. Its bytes stay in the ledger. */
export interface Rendered {
  readonly interchange: number;
  readonly group: number;
  readonly sha256: string;
  readonly size: number;
  readonly mailbox: string;
  readonly messageName: string;
}

/** A transmission's rendering, when it has one. */
export async function findRendered(db: Queryable, transmission: number): Promise<Rendered | undefined> {
  const { rows } = await db.query<Rendered>({
    name: 'find-rendered',
    text: `select interchange_control as interchange, group_control as "group", content_sha256 as sha256, length(content) as size, mailbox,
                  message_name as "messageName"
             from ledger.transmission where id = $1 and content is not null`,
    values: [transmission],
  });
  return rows[0];
}

/**
 * Takes the next control numbers of the series and renders, in one transaction: a crash leaves either both or neither, so
 * no number is ever used for two contents, and a retry finds the identical bytes. A number whose transmission is cancelled
 * is a recorded gap, never used again.
 */
export async function renderOnce(
  db: Database,
  by: Authorship,
  transmission: { id: number; documentId: number; partner: string; type: string },
  rendering: Rendering,
): Promise<Rendered> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query(`select from ledger.transmission where id = $1 for update`, [transmission.id]);
    if (rows.length === 0) throw new LedgerMissing(`the ledger has no transmission ${transmission.id}`);
    const existing = await findRendered(tx, transmission.id);
    if (existing) return existing;

    await tx.query({
      name: 'keep-profile-version',
      text: `insert into ledger.profile_version (hash, partner, type, body, first_used_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      values: [rendering.profile.hash, transmission.partner, transmission.type, rendering.profile.body, by.at],
    });
    const numbers = await takeNumbers(tx, rendering.series);
    const content = rendering.render(numbers, by.at);
    const hash = sha256(content);
    await tx.query({
      name: 'store-rendering',
      text: `update ledger.transmission
                set stage = case stage when 'cancelled' then stage else 'translated' end, stage_at = $2, usage = $3, profile_hash = $4, control_series_id = $5, control_epoch = $6,
                    interchange_control = $7, group_control = $8, rendered_at = $2, content = $9, content_sha256 = $10, mailbox = $11, message_name = $12
              where id = $1`,
      values: [
        transmission.id,
        by.at,
        rendering.series.usage,
        rendering.profile.hash,
        numbers.series,
        numbers.epoch,
        numbers.interchange,
        numbers.group,
        content,
        hash,
        rendering.mailbox,
        rendering.messageName,
      ],
    });
    await tx.query({
      name: 'store-set-control',
      text: `update ledger.transmission_document set set_control = $3 where transmission_id = $1 and document_id = $2`,
      values: [transmission.id, transmission.documentId, rendering.setControl],
    });
    const { interchange, group } = numbers;
    const rendered = {
      interchange,
      group,
      sha256: hash,
      size: content.length,
      mailbox: rendering.mailbox,
      messageName: rendering.messageName,
    };
    await appendTrail(tx, by, [
      {
        document: transmission.documentId,
        transmission: transmission.id,
        event: 'translated',
        detail: { ...rendered, set: rendering.setControl, profile: rendering.profile.hash },
      },
    ]);
    return rendered;
  });
}

// ISA13 has nine digits. After the last one the series wraps to 1 in a new epoch.
const lastNumber = 999_999_999;

async function takeNumbers(
  tx: Queryable,
  series: ControlSeries,
): Promise<ControlNumbers & { series: number; epoch: number }> {
  const { rows } = await tx.query<ControlNumbers & { series: number; epoch: number }>({
    name: 'take-control-numbers',
    text: `insert into ledger.control_series as s (sender_qualifier, sender, receiver_qualifier, receiver, usage, last_interchange, last_group)
           values ($1, $2, $3, $4, $5, 1, 1)
               on conflict (sender_qualifier, sender, receiver_qualifier, receiver, usage) do update
              set epoch = s.epoch + (s.last_interchange = ${lastNumber})::int,
                  last_interchange = s.last_interchange % ${lastNumber} + 1,
                  last_group = s.last_group % ${lastNumber} + 1
           returning id as series, epoch, last_interchange as interchange, last_group as "group"`,
    values: [series.senderQualifier, series.sender, series.receiverQualifier, series.receiver, series.usage],
  });
  return rows[0] as ControlNumbers & { series: number; epoch: number };
}
