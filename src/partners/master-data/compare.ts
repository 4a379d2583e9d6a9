import type { PartyRecord } from '../../documents/party-record.ts';
import { proposalOf, type CreationSettings, type Proposal } from './creation.ts';
import type { MasterRules } from './fields.ts';
import { partyOf, type MappedPartner } from './mapping.ts';
import { mergeMasters, type AgreedFields, type FieldVerdict, type MergeInput } from './merge.ts';

/** What was agreed of a partner, and with whom. */
export interface MasterAgreement {
  /** The SYSPRO party: see {@link partyOf}. */
  readonly party: string;
  /** `partnerName` in Sterling. */
  readonly tradingPartner: string;
  readonly fields: AgreedFields;
}

/** A party as one side had it. */
export type SideReading<More = object> =
  | ({ readonly found: true; readonly record: PartyRecord } & More)
  | {
      readonly found: false;
    };

export interface CompareInput extends Pick<MergeInput, 'decisions' | 'refused'> {
  readonly who: MappedPartner;
  readonly rules: MasterRules;
  readonly creation: CreationSettings | undefined;
  readonly agreement: MasterAgreement | undefined;
  readonly syspro: SideReading;
  readonly sterling: SideReading<{ readonly tradingPartner: string }>;
  /** The trading partner's name, where another partner is mapped to it too. */
  readonly shared?: string;
}

/** What a partner's masters come to. */
export type Comparison =
  | { readonly state: 'both'; readonly verdicts: readonly FieldVerdict[] }
  /** Not in Sterling, and never agreed: proposed, and made when a person confirms it. */
  | { readonly state: 'create'; readonly proposal: Proposal }
  /** One side has it no more, or never had. Nothing is deleted or made anew without a person. */
  | {
      readonly state: 'deleted';
      readonly syspro: boolean;
      readonly sterling: boolean;
      readonly because: string;
      /** What it would be made anew with, where a person confirms that. */
      readonly proposal?: Proposal;
    }
  | { readonly state: 'shared'; readonly because: string };

/** Holds what both sides say of a partner against what was agreed. Pure. */
export function compareMasters(input: CompareInput): Comparison {
  const { who, agreement, syspro, sterling, shared } = input;
  if (shared !== undefined)
    return { state: 'shared', because: `another partner is mapped to the trading partner ${shared} too` };
  if (syspro.found && sterling.found) {
    const same = agreement !== undefined && isSameParty(agreement, who, sterling.tradingPartner);
    return {
      state: 'both',
      verdicts: mergeMasters({
        ...input,
        agreed: same ? agreement.fields : {},
        named: who.masterData.tradingPartner !== undefined,
        syspro: syspro.record,
        sterling: sterling.record,
      }),
    };
  }
  if (syspro.found && agreement === undefined)
    return {
      state: 'create',
      proposal: proposed(input, syspro.record),
    };
  const { role, code, company } = who.masterData;
  const gone = [
    ...(syspro.found ? [] : [`SYSPRO has no ${role} ${code} in company ${company}`]),
    ...(sterling.found ? [] : ['Sterling has the trading partner no more']),
  ];
  return {
    state: 'deleted',
    syspro: syspro.found,
    sterling: sterling.found,
    because: gone.join('; '),
    ...(syspro.found && { proposal: proposed(input, syspro.record) }),
  };
}

function proposed({ who, creation }: CompareInput, record: PartyRecord): Proposal {
  const { tradingPartner } = who.masterData;
  return proposalOf({ code: who.code, ...(tradingPartner !== undefined && { tradingPartner }) }, record, creation);
}

/** Whether an agreement is about the two parties of now. Where a profile maps others, what was agreed says nothing of them. */
export function isSameParty(agreement: MasterAgreement, who: MappedPartner, tradingPartner: string): boolean {
  return agreement.party === partyOf(who.masterData) && agreement.tradingPartner === tradingPartner;
}
