import { transaction } from '../database.ts';
import {
  createPartner,
  deletePartner,
  partnerQuery,
  updatePartner,
  type PartnerRow,
} from '../store/trading-partners.ts';
import { notFound } from '../wire/api-error.ts';
import { bodyFields, noFields } from '../wire/body.ts';
import { likePattern, pageOf, parameter, projected } from '../wire/listing.ts';
import { codedBoolean, codedText, links } from '../wire/representation.ts';
import { affected, baseUrl, created, nameKeys, type ItemRoute, type ListRoute, type Resource } from './resource.ts';
import { codedFields, newTradingPartner, tradingPartnerChangeOf } from './trading-partner-fields.ts';

/** `tradingpartners/`. The list filters by searchFor, on the partner's name alone. */
export const tradingPartners: Resource = (app, services) => {
  const { db } = services;

  app.post('/tradingpartners/', async (request, reply) => {
    const fields = bodyFields(newTradingPartner, request.body);
    await transaction(db, (client) => createPartner(client, fields));
    return created(request, reply, services, 'tradingpartners', fields.partnerName);
  });

  app.get<ListRoute>('/tradingpartners/', async (request) => {
    const columns = { partnerName: 'partner_name', code: 'code', community: 'community', username: 'username' };
    const page = pageOf(request.query, columns, 'partner_name', services.behaviour.maximumPage);
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

  app.put<ItemRoute>('/tradingpartners/:id', async (request) => {
    const change = tradingPartnerChangeOf(request.body, services.behaviour.createOnlyFields);
    return affected(await updatePartner(db, nameKeys(request), change), `Trading partner ${request.params.id}`);
  });

  app.delete<ItemRoute>('/tradingpartners/:id', async (request) => {
    bodyFields(noFields, request.body);
    return affected(await deletePartner(db, nameKeys(request)), `Trading partner ${request.params.id}`);
  });
};

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
