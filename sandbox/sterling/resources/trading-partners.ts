import type { Pool } from 'pg';
import type { z } from 'zod';
import { isDuplicate, transaction } from '../database.ts';
import { createMailboxes } from '../store/mailboxes.ts';
import { ApiError, notFound } from '../wire/api-error.ts';
import { bodyFields } from '../wire/body.ts';
import { likePattern, pageOf, parameter, projected } from '../wire/listing.ts';
import { codedBoolean, codedText, links } from '../wire/representation.ts';
import { baseUrl, created, nameKeys, type ItemRoute, type ListRoute, type Resource } from './resource.ts';
import { codedFields, newTradingPartner, truncatedAt35 } from './trading-partner-fields.ts';

interface PartnerRow {
  readonly partner_name: string;
  readonly code: string;
  readonly username: string;
  readonly community: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const partnerQuery = 'SELECT partner_name, code, username, community, attributes FROM trading_partner';

/** `tradingpartners/`. The list filters by searchFor, on the partner's name alone. */
export const tradingPartners: Resource = (app, services) => {
  const { db } = services;

  app.post('/tradingpartners/', async (request, reply) => {
    const fields = bodyFields(newTradingPartner, request.body);
    await createPartner(db, fields);
    return created(request, reply, services, 'tradingpartners', fields.partnerName);
  });

  app.get<ListRoute>('/tradingpartners/', async (request) => {
    const columns = { partnerName: 'partner_name', code: 'code', community: 'community', username: 'username' };
    const page = pageOf(request.query, columns, 'partner_name');
    const search = parameter(request.query, 'searchFor');
    const { rows } = await db.query<PartnerRow>(
      `${partnerQuery} WHERE partner_name ILIKE $1 ORDER BY ${page.orderBy} LIMIT $2 OFFSET $3`,
      // A part of the name is enough.
      [`%${likePattern(search ?? '')}%`, page.limit, page.offset],
    );
    return projected(
      request.query,
      rows.map((row) => representation(baseUrl(request), row)),
    );
  });

  app.get<ItemRoute>('/tradingpartners/:id', async (request) => {
    const { rows } = await db.query<PartnerRow>(`${partnerQuery} WHERE partner_name = ANY ($1)`, [nameKeys(request)]);
    if (rows[0] === undefined) throw notFound(`Trading partner ${request.params.id} does not exist`);
    return representation(baseUrl(request), rows[0]);
  });
};

/** Creates the partner and the mailbox named after it. Its user account and virtual root are not kept here. */
async function createPartner(pool: Pool, fields: z.infer<typeof newTradingPartner>): Promise<void> {
  // Passwords are write-only; nothing here ever needs one.
  const { partnerName, community, username, code, password: _, appendSuffixToUsername, ...rest } = fields;
  const attributes: Record<string, unknown> = { ...rest };
  for (const field of truncatedAt35) {
    const value = attributes[field];
    if (typeof value === 'string') attributes[field] = value.slice(0, 35);
  }
  await transaction(pool, async (db) => {
    const { rowCount } = await db.query('SELECT FROM community WHERE name = $1', [community]);
    if (rowCount === 0) throw new ApiError(400, 'unknownCommunity', `Community ${community} does not exist`);
    await db.query(
      `INSERT INTO trading_partner (partner_name, code, username, community, attributes) VALUES ($1, $2, $3, $4, jsonb_strip_nulls($5))`,
      [
        partnerName,
        code ?? partnerName.replace(/[^A-Za-z0-9]/g, '').slice(0, 24),
        appendSuffixToUsername === true ? await freeUsername(db, username) : username,
        community,
        attributes,
      ],
    );
    await createMailboxes(db, [`/${partnerName}`]);
  }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
    throw new ApiError(400, 'duplicate', `Trading partner ${partnerName}, its code or its username already exists`);
  });
}

async function freeUsername(db: Pick<Pool, 'query'>, wanted: string): Promise<string> {
  const { rows } = await db.query<{ username: string }>(
    `SELECT candidate AS username FROM (
       SELECT 0 AS n, $1 AS candidate UNION ALL SELECT n, $1 || n FROM generate_series(1, 9999) AS n) AS candidates
     WHERE NOT EXISTS (SELECT FROM trading_partner WHERE username = candidate) ORDER BY n LIMIT 1`,
    [wanted],
  );
  return rows[0]?.username ?? wanted;
}

function representation(base: string, row: PartnerRow): object {
  const attributes = Object.entries(row.attributes).map(([field, value]) => {
    if (typeof value === 'boolean') return [field, codedBoolean(value)];
    return [field, codedFields.has(field) && typeof value === 'string' ? codedText(value) : value];
  });
  return {
    ...links(base, 'tradingpartners', 'TradingPartner', row.partner_name),
    partnerName: row.partner_name,
    code: row.code,
    community: row.community,
    username: row.username,
    ...Object.fromEntries(attributes),
  };
}
