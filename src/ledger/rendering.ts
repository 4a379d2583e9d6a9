import { sha256 } from '../documents/content-hash.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { reserveNumbers, storeGroups, type ControlSeries, type FirstNumbers } from './control-numbers.ts';
import type { WantedGroup } from './numbering.ts';
import { LedgerMissing } from './transmissions.ts';
import { appendTrail, type Authorship } from './trail.ts';

/** What a transmission of one document is rendered from and for. */
export interface Rendering {
  readonly series: ControlSeries;
  /** Where a series that is not there yet begins. */
  readonly first: FirstNumbers;
  /** The one group of the interchange, with its one set. */
  readonly group: Pick<WantedGroup, 'functionalId' | 'rules'>;
  /** The effective profile: its canonical JSON and the SHA-256 of that. */
  readonly profile: { readonly hash: string; readonly body: string };
  readonly mailbox: string;
  readonly messageName: string;
  /** The zone whose time the envelope tells. */
  readonly timeZone: string;
  /** Writes the interchange. Pure: the same numbers and instant give the same bytes. */
  render(numbers: { interchange: number; group: number; set: number }, at: Date): Uint8Array;
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

    await keepProfile(tx, by.at, transmission, rendering.profile);
    const wanted = [{ ...rendering.group, sets: 1 }];
    const reserved = await reserveNumbers(tx, by, rendering.series, rendering.first, wanted);
    const [group] = reserved.groups;
    const numbers = { interchange: reserved.interchange, group: group?.control ?? 0, set: group?.sets[0] ?? 0 };
    const content = rendering.render(numbers, by.at);
    const hash = sha256(content);
    await tx.query({
      name: 'store-rendering',
      text: `update ledger.transmission
                set stage = case stage when 'cancelled' then stage else 'translated' end, stage_at = $2, usage = $3, profile_hash = $4, control_series_id = $5, control_epoch = $6,
                    interchange_control = $7, group_control = $8, rendered_at = $2, content = $9, content_sha256 = $10, mailbox = $11, message_name = $12, time_zone = $13
              where id = $1`,
      values: [
        transmission.id,
        by.at,
        rendering.series.usage,
        rendering.profile.hash,
        reserved.series,
        reserved.epoch,
        numbers.interchange,
        numbers.group,
        content,
        hash,
        rendering.mailbox,
        rendering.messageName,
        rendering.timeZone,
      ],
    });
    await storeGroups(tx, transmission.id, reserved);
    const setControl = setControlOf(numbers.set, rendering.group.rules.setDigits);
    await tx.query({
      name: 'store-set-control',
      text: `update ledger.transmission_document set set_control = $3 where transmission_id = $1 and document_id = $2`,
      values: [transmission.id, transmission.documentId, setControl],
    });
    const { interchange, group: groupControl } = numbers;
    const rendered = {
      interchange,
      group: groupControl,
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
        detail: { ...rendered, set: setControl, profile: rendering.profile.hash },
      },
    ]);
    return rendered;
  });
}

/** Keeps a profile as it was used, once. */
export async function keepProfile(
  tx: Queryable,
  at: Date,
  { partner, type }: { partner: string; type: string },
  profile: Rendering['profile'],
): Promise<void> {
  await tx.query({
    name: 'keep-profile-version',
    text: `insert into ledger.profile_version (hash, partner, type, body, first_used_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    values: [profile.hash, partner, type, profile.body, at],
  });
}

/** ST02 as it is written: filled with zeros to the partner's width. */
export function setControlOf(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
