import type { StoredAgreement, StoredReading } from '../../ledger/master-data.ts';
import { valuesOf } from '../../partners/master-data/fields.ts';
import { matchPartners, type MappedPartner } from '../../partners/master-data/mapping.ts';
import { recordOfSterling } from '../../partners/master-data/sterling-party.ts';
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

/** What Sterling says of partners. */
export interface SterlingReadings {
  /** By the partner's code; one whose trading partner could not be read is not in it. */
  readonly readings: ReadonlyMap<string, StoredReading>;
  /** Why the others could not be read, by the partner's code: names of fields, no values. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** Trading partners nobody maps, by name. */
  readonly unmapped: readonly string[];
}

/** What trading partners come to for the partners that are mapped. One that could not be read is never called absent. */
export function sterlingReadings(
  partners: readonly MappedPartner[],
  parties: readonly TradingPartner[],
): SterlingReadings {
  const { matched, shared, unmapped } = matchPartners(partners, parties);
  // Whose code could not be read may be anybody's.
  const nameless = parties.find(({ code, unreadable }) => unreadable !== undefined && code === undefined);
  const readings = new Map<string, StoredReading>();
  const unreadable = new Map<string, string>();
  for (const { code, masterData } of partners) {
    const party = matched.get(code) ?? (masterData.tradingPartner === undefined ? nameless : undefined);
    if (party?.unreadable === undefined)
      readings.set(code, {
        found: party !== undefined,
        tradingPartner: party?.partnerName ?? null,
        shared: shared.has(code),
        fields: party ? valuesOf(recordOfSterling(party)) : {},
      });
    else unreadable.set(code, party.unreadable);
  }
  return { readings, unreadable, unmapped };
}
