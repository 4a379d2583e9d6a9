import { isDuplicate, type Database } from '../database.ts';
import type { NewTradingPartner, TradingPartnerChange } from '../resources/trading-partner-fields.ts';
import { ApiError } from '../wire/api-error.ts';
import { createMailboxes } from './mailboxes.ts';

/** A row of `trading_partner`. */
export interface PartnerRow {
  readonly partner_name: string;
  readonly code: string;
  readonly username: string;
  readonly community: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export const partnerQuery = 'SELECT partner_name, code, username, community, attributes FROM trading_partner';

/** The group the product puts partners' users into. */
const partnerUsers = 'File Gateway Partner Users';
/** Longer values of these are cut without a word. */
const cutAt35: ReadonlySet<string> = new Set(['city', 'stateOrProvince']);
const generatedCodeLength = 24;

/**
 * Creates a partner, and with it a user account, a virtual root and the mailbox named after it.
 * @throws ApiError 400 for a community that does not exist, and where name, code or username are taken
 */
export async function createPartner(db: Database, fields: NewTradingPartner): Promise<void> {
  // Passwords are write-only; nothing here ever needs one.
  const { partnerName, community, username: wanted, code, password: _, appendSuffixToUsername, ...rest } = fields;
  await mustHaveCommunity(db, community);
  const username = appendSuffixToUsername === true ? await freeUsername(db, wanted) : wanted;
  try {
    await db.query(
      `INSERT INTO trading_partner (partner_name, code, username, community, attributes)
       VALUES ($1, $2, $3, $4, jsonb_strip_nulls($5))`,
      [
        partnerName,
        code ?? partnerName.replace(/[^A-Za-z0-9]/g, '').slice(0, generatedCodeLength),
        username,
        community,
        cut(rest),
      ],
    );
    await createAccounts(db, [{ partnerName, username }]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new ApiError(400, 'duplicate', `Trading partner ${partnerName}, its code or its username already exists`);
  }
}

/** The user account, virtual root and mailbox of each partner. [INF] That the mailbox is the virtual root. */
export async function createAccounts(
  db: Database,
  partners: readonly { readonly partnerName: string; readonly username: string }[],
): Promise<void> {
  const users = partners.map(({ username }) => username);
  const names = partners.map(({ partnerName }) => partnerName);
  const paths = names.map((name) => `/${name}`);
  await createMailboxes(db, paths);
  await db.query(
    'INSERT INTO user_account (user_id, partner_name, user_group) SELECT u, p, $3 FROM unnest($1::text[], $2::text[]) AS t (u, p)',
    [users, names, partnerUsers],
  );
  await db.query(
    'INSERT INTO virtual_root (user_name, mailbox_path) SELECT u, p FROM unnest($1::text[], $2::text[]) AS t (u, p)',
    [users, paths],
  );
}

/**
 * Changes a partner: the fields given, null takes one away. [INF] That fields left out keep their values.
 * @returns whether there is such a partner
 */
export async function updatePartner(
  db: Database,
  names: readonly string[],
  change: Partial<TradingPartnerChange>,
): Promise<boolean> {
  const { community, password: _, ...rest } = change;
  if (community !== undefined) await mustHaveCommunity(db, community);
  const { rowCount } = await db.query(
    `UPDATE trading_partner SET community = coalesce($2, community), attributes = jsonb_strip_nulls(attributes || $3)
     WHERE partner_name = ANY ($1)`,
    [names, community ?? null, cut(rest)],
  );
  return rowCount === 1;
}

/** Deletes a partner with its user account and virtual root. [INF] That its mailboxes stay. */
export async function deletePartner(db: Database, names: readonly string[]): Promise<boolean> {
  const { rowCount } = await db.query(
    `WITH gone AS (DELETE FROM trading_partner WHERE partner_name = ANY ($1) RETURNING username),
       accounts AS (DELETE FROM user_account WHERE user_id IN (SELECT username FROM gone)),
       roots AS (DELETE FROM virtual_root WHERE user_name IN (SELECT username FROM gone))
     SELECT FROM gone`,
    [names],
  );
  return rowCount === 1;
}

async function mustHaveCommunity(db: Database, community: string): Promise<void> {
  const { rowCount } = await db.query('SELECT FROM community WHERE name = $1', [community]);
  if (rowCount === 0) throw new ApiError(400, 'unknownCommunity', `Community ${community} does not exist`);
}

function cut(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      cutAt35.has(field) && typeof value === 'string' ? value.slice(0, 35) : value,
    ]),
  );
}

async function freeUsername(db: Database, wanted: string): Promise<string> {
  const { rows } = await db.query<{ username: string }>(
    `SELECT candidate AS username FROM (
       SELECT 0 AS n, $1 AS candidate UNION ALL SELECT n, $1 || n FROM generate_series(1, 9999) AS n) AS candidates
     WHERE NOT EXISTS (SELECT FROM trading_partner WHERE username = candidate) ORDER BY n LIMIT 1`,
    [wanted],
  );
  return rows[0]?.username ?? wanted;
}
