import type { MasterDataMapping } from '../schema.ts';
import type { SterlingParty } from './sterling-party.ts';

/** A partner whose masters are kept aligned, and how its parties are found. */
export interface MappedPartner {
  /** The partner's code. */
  readonly code: string;
  readonly masterData: MasterDataMapping;
}

/** The SYSPRO party of a mapping, in one text: what was agreed of one says nothing of another. */
export function partyOf({ company, role, code }: MasterDataMapping): string {
  return `${company}/${role}/${code.trimEnd()}`;
}

/** What a mapping came to among Sterling's trading partners. */
export interface MatchedPartners<Party extends SterlingParty> {
  /** By the partner's code. Those that have none in Sterling are not in it. */
  readonly matched: ReadonlyMap<string, Party>;
  /** Partners whose mapping leads to a trading partner that another's leads to as well, by code: its name. */
  readonly shared: ReadonlyMap<string, string>;
  /** Trading partners nobody maps, by name. */
  readonly unmapped: readonly string[];
}

/** Finds each partner's trading partner: by the name its profile says, else by its code. Case counts. */
export function matchPartners<Party extends SterlingParty>(
  partners: readonly MappedPartner[],
  parties: readonly Party[],
): MatchedPartners<Party> {
  const byName = new Map(parties.map((party) => [party.partnerName, party]));
  const byCode = new Map(parties.flatMap((party) => (party.code ? [[party.code, party] as const] : [])));
  const matched = new Map(
    partners.flatMap(({ code, masterData: { tradingPartner } }) => {
      const party = tradingPartner === undefined ? byCode.get(code) : byName.get(tradingPartner);
      return party ? [[code, party] as const] : [];
    }),
  );
  const claims = Map.groupBy(matched, ([, { partnerName }]) => partnerName);
  const shared = new Map(
    [...claims].flatMap(([name, of]) => (of.length > 1 ? of.map(([code]) => [code, name] as const) : [])),
  );
  return {
    matched,
    shared,
    unmapped: parties.map(({ partnerName }) => partnerName).filter((name) => !claims.has(name)),
  };
}
