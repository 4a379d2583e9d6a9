import { timed, type SterlingCheck } from './check-sterling.ts';
import type { SterlingClient } from './sterling-client.ts';

/**
 * Tests what comparing masters needs of Sterling: that trading partners can be listed, and that the community new ones are made in is
 * there. Only reads: whether the account may change or make trading partners, no reading tells.
 * @param community of masterData.create; absent where none are made
 */
export async function checkMasters(
  client: Pick<SterlingClient, 'listTradingPartners' | 'findCommunity'>,
  community?: string,
  signal?: AbortSignal,
): Promise<SterlingCheck[]> {
  const listed = await timed('Sterling trading partners', async () => {
    const partners = await client.listTradingPartners(signal);
    return { ok: true, detail: `${partners.length} can be read; whether they can be changed, only a write would show` };
  });
  if (community === undefined) return [listed];
  const found = await timed(`Sterling community ${community}`, async () => {
    if ((await client.findCommunity(community, signal)) !== undefined)
      return { ok: true, detail: 'new trading partners are made in it' };
    return {
      ok: false,
      detail: 'is not there, or the account may not see it: no trading partner can be made',
      fix: 'Correct masterData.create.community (its case counts), or make the community in Sterling.',
    };
  });
  return [listed, found];
}
