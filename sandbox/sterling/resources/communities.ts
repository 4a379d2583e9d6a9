import { z } from 'zod';
import { isDuplicate } from '../database.ts';
import { ApiError, badRequest, notFound } from '../wire/api-error.ts';
import { bodyFields, noFields, optional, text } from '../wire/body.ts';
import { likePattern, pageOf, parameter, projected } from '../wire/listing.ts';
import { codedBoolean, links } from '../wire/representation.ts';
import { affected, baseUrl, created, nameKeys, type ItemRoute, type ListRoute, type Resource } from './resource.ts';

const changeable = {
  partnersInitiateConnections: optional(z.boolean()),
  partnersListenForConnections: optional(z.boolean()),
  ftpListening: optional(z.boolean()),
  cdListening: optional(z.boolean()),
  sshListening: optional(z.boolean()),
  wsListening: optional(z.boolean()),
  partnerNotificationsEnabled: optional(z.boolean()),
  customProtocols: optional(z.string()),
};
const newCommunity = z.strictObject({ name: text, ...changeable });
// A name may be repeated where it is the community's own.
const communityChange = z.strictObject({ name: optional(text), ...changeable });

interface CommunityRow {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** `communities/`: every trading partner belongs to one. The list filters by commName. */
export const communities: Resource = (app, services) => {
  const { db } = services;

  app.post('/communities/', async (request, reply) => {
    const { name, ...attributes } = bodyFields(newCommunity, request.body);
    try {
      await db.query('INSERT INTO community (name, attributes) VALUES ($1, jsonb_strip_nulls($2))', [name, attributes]);
    } catch (error) {
      if (isDuplicate(error)) throw new ApiError(400, 'duplicate', `Community ${name} already exists`);
      throw error;
    }
    return created(request, reply, services, 'communities', name);
  });

  app.get<ListRoute>('/communities/', async (request) => {
    const page = pageOf(request.query, { name: 'name' }, 'name', services.behaviour.maximumPage);
    const name = parameter(request.query, 'commName');
    const { rows } = await db.query<CommunityRow>(
      `SELECT name, attributes FROM community WHERE name ILIKE $1 ORDER BY ${page.orderBy} LIMIT $2 OFFSET $3`,
      [name === undefined ? '%' : likePattern(name), page.limit, page.offset],
    );
    return projected(
      request.query,
      rows.map((row) => representation(baseUrl(request), row)),
    );
  });

  app.get<ItemRoute>('/communities/:id', async (request) => {
    const { rows } = await db.query<CommunityRow>('SELECT name, attributes FROM community WHERE name = ANY ($1)', [
      nameKeys(request),
    ]);
    if (rows[0] === undefined) throw notFound(`Community ${request.params.id} does not exist`);
    return representation(baseUrl(request), rows[0]);
  });

  app.put<ItemRoute>('/communities/:id', async (request) => {
    const { name, ...attributes } = bodyFields(communityChange, request.body);
    const keys = nameKeys(request);
    if (name !== undefined && name !== null && !keys.includes(name))
      throw badRequest('name: a community keeps its name');
    const { rowCount } = await db.query(
      'UPDATE community SET attributes = jsonb_strip_nulls(attributes || $2) WHERE name = ANY ($1)',
      [keys, attributes],
    );
    return affected(rowCount === 1, `Community ${request.params.id}`);
  });

  // [INF] That one with partners is refused.
  app.delete<ItemRoute>('/communities/:id', async (request) => {
    bodyFields(noFields, request.body);
    const keys = nameKeys(request);
    const { rowCount: members } = await db.query('SELECT FROM trading_partner WHERE community = ANY ($1) LIMIT 1', [
      keys,
    ]);
    if (members !== 0) throw badRequest(`Community ${request.params.id} has trading partners`);
    const { rowCount } = await db.query('DELETE FROM community WHERE name = ANY ($1)', [keys]);
    return affected(rowCount === 1, `Community ${request.params.id}`);
  });
};

function representation(base: string, { name, attributes }: CommunityRow): object {
  const coded = Object.entries(attributes).map(([field, value]) => [
    field,
    typeof value === 'boolean' ? codedBoolean(value) : value,
  ]);
  return { ...links(base, 'communities', 'Community', name), name, ...Object.fromEntries(coded) };
}
