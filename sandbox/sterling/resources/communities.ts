import { z } from 'zod';
import { isDuplicate } from '../database.ts';
import { ApiError, notFound } from '../wire/api-error.ts';
import { bodyFields, optional, text } from '../wire/body.ts';
import { likePattern, pageOf, parameter, projected } from '../wire/listing.ts';
import { codedBoolean, links } from '../wire/representation.ts';
import { baseUrl, created, nameKeys, type ItemRoute, type ListRoute, type Resource } from './resource.ts';

const newCommunity = z.strictObject({
  name: text,
  partnersInitiateConnections: optional(z.boolean()),
  partnersListenForConnections: optional(z.boolean()),
  ftpListening: optional(z.boolean()),
  cdListening: optional(z.boolean()),
  sshListening: optional(z.boolean()),
  wsListening: optional(z.boolean()),
  partnerNotificationsEnabled: optional(z.boolean()),
  customProtocols: optional(z.string()),
});

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
    const page = pageOf(request.query, { name: 'name' }, 'name');
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
};

function representation(base: string, { name, attributes }: CommunityRow): object {
  const coded = Object.entries(attributes).map(([field, value]) => [
    field,
    typeof value === 'boolean' ? codedBoolean(value) : value,
  ]);
  return { ...links(base, 'communities', 'Community', name), name, ...Object.fromEntries(coded) };
}
