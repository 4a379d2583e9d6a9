import { describe, expect, test } from 'vitest';
import { streamsBySession } from '../../src/activities/syspro-session.ts';
import { configSchema } from '../../src/config/schema.ts';

type Channel = 'odata' | 'enet';
interface Reading {
  readonly poll: Channel;
  readonly fetch: Channel;
  readonly customerOrderLine?: { readonly form: string };
}

/** A company with up to three streams, read as given. */
function company(authentication: 'basic' | 'session', channels: readonly Reading[]) {
  const [orders, invoices, shipments] = channels.map((channel) => ({ every: '5m', ...channel }));
  const odata = { url: 'https://syspro.example.com/odata', company: 'A', authentication };
  const parsed = configSchema.parse({
    sterling: { url: 'https://b2b.example.com/', username: 'u', password: { env: 'X' } },
    partners: './partners',
    companies: [
      {
        code: 'A',
        name: 'A',
        usage: 'test',
        goLive: '2026-11-01T00:00:00Z',
        syspro: {
          enet: { url: 'http://syspro.example.com/Rest', operator: 'EDI', password: { env: 'X' }, companyId: 'A' },
          odata: authentication === 'basic' ? { ...odata, username: 'EDI', password: { env: 'X' } } : odata,
        },
        streams: {
          ...(orders && { 'purchase-orders': orders }),
          ...(invoices && { invoices }),
          ...(shipments && { shipments }),
        },
      },
    ],
  });
  const [only] = parsed.companies;
  if (!only) throw new Error('no company was parsed');
  const { within, beside } = streamsBySession(only);
  return { within: Object.keys(within.streams), beside: Object.keys(beside.streams) };
}

describe('what a ping tests in the operator’s session', () => {
  const odata = { poll: 'odata', fetch: 'odata' } as const;

  test('is what is polled or fetched by e.net', () => {
    expect(company('basic', [odata, { poll: 'enet', fetch: 'odata' }, { poll: 'odata', fetch: 'enet' }])).toEqual({
      within: ['invoices', 'shipments'],
      beside: ['purchase-orders'],
    });
  });

  test('is also what is read by OData but for a custom form', () => {
    expect(company('basic', [odata, { ...odata, customerOrderLine: { form: 'CustPoLine' } }])).toEqual({
      within: ['invoices'],
      beside: ['purchase-orders'],
    });
  });

  test('is everything where OData takes the session’s token', () => {
    expect(company('session', [odata, odata])).toEqual({ within: ['purchase-orders', 'invoices'], beside: [] });
  });

  test('is nothing of a company that is read by OData with a name and a password', () => {
    expect(company('basic', [odata])).toEqual({ within: [], beside: ['purchase-orders'] });
  });
});
