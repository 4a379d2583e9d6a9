import type { StoredAgreement } from '../../ledger/master-data.ts';
import type { MappedPartner } from '../../partners/master-data/mapping.ts';
import { fewAtOnce } from '../../sterling/few-at-once.ts';
import type { SterlingClient } from '../../sterling/sterling-client.ts';
import type { TradingPartner } from '../../sterling/trading-partners.ts';

/**
 * Sterling's trading partners, as far as partners need them. Where two pages of a list meet one may be missing: that one is gone, only its
 * own address says, so each that is known by its name and not listed is asked for.
 * @throws SterlingError
 */
export async function sterlingParties(
  client: Pick<SterlingClient, 'listTradingPartners' | 'findTradingPartner'>,
  partners: readonly MappedPartner[],
  agreements: ReadonlyMap<string, Pick<StoredAgreement, 'tradingPartner'>>,
  signal?: AbortSignal,
): Promise<TradingPartner[]> {
  const listed = await client.listTradingPartners(signal);
  const there = new Set(listed.map(({ partnerName }) => partnerName));
  const missing = new Set(
    partners.flatMap(({ code, masterData }) => {
      const name = masterData.tradingPartner ?? agreements.get(code)?.tradingPartner;
      return name === undefined || there.has(name) ? [] : [name];
    }),
  );
  const found = await fewAtOnce([...missing].map((name) => () => client.findTradingPartner(name, signal)));
  return [...listed, ...found.filter((party) => party !== undefined)];
}
