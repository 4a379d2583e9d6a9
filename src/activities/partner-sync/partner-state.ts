import type { Config } from '../../config.ts';
import type { Queryable } from '../../ledger/database.ts';
import { masterAgreement, type StoredAgreement, type StoredReading } from '../../ledger/master-data.ts';
import { standingFindings, type MasterFinding } from '../../ledger/master-findings.ts';
import type { MasterField, MasterSide } from '../../documents/party-record.ts';
import type { PartnerDirectory } from '../../partners/directory.ts';
import {
  compareMasters,
  type CompareInput,
  type Comparison,
  type SideReading,
} from '../../partners/master-data/compare.ts';
import { masterRules } from '../../partners/master-data/fields.ts';
import type { MappedPartner } from '../../partners/master-data/mapping.ts';
import { takes, type Decision } from '../../partners/master-data/merge.ts';

/** A partner whose masters are kept aligned, with what the ledger and the settings say of it. */
export interface PartnerState extends Omit<CompareInput, 'syspro' | 'sterling' | 'shared'> {
  readonly agreement: StoredAgreement | undefined;
  readonly standing: readonly MasterFinding[];
}

/** The partners whose masters are kept aligned and whose company is configured. */
export function mappedPartners(
  directory: Pick<PartnerDirectory, 'partners'>,
  config: Pick<Config, 'companies'>,
): MappedPartner[] {
  return directory.partners.flatMap(({ code, masterData }) =>
    masterData?.sync && config.companies.some((company) => company.code === masterData.company)
      ? [{ code, masterData }]
      : [],
  );
}

/** The settings of masters, or why there are none. @throws RangeError */
export function masterSettings(config: Pick<Config, 'masterData' | 'file'>): NonNullable<Config['masterData']> {
  if (!config.masterData) throw new RangeError(`the configuration ${config.file} has no masterData`);
  return config.masterData;
}

/** What the ledger has of a partner. */
export async function partnerState(
  db: Queryable,
  config: Pick<Config, 'masterData' | 'file'>,
  who: MappedPartner,
): Promise<PartnerState> {
  return stateOf(config, who, await masterAgreement(db, who.code), await standingFindings(db, who.code));
}

/** A partner's state, of what was read of the ledger already. */
export function stateOf(
  config: Pick<Config, 'masterData' | 'file'>,
  who: MappedPartner,
  agreement: StoredAgreement | undefined,
  standing: readonly MasterFinding[],
): PartnerState {
  const settings = masterSettings(config);
  const fields = standing.flatMap((one) => (one.field === '' ? [] : [{ ...one, field: one.field }]));
  return {
    who,
    rules: masterRules(settings),
    creation: settings.create,
    agreement,
    standing,
    decisions: Object.fromEntries(
      fields.flatMap((one) => {
        const take = takes.find((candidate) => candidate === one.settlement);
        const decision: Decision | undefined = take && { take, ...seenIn(one) };
        return decision ? [[one.field, decision]] : [];
      }),
    ),
    refused: Object.fromEntries(
      fields
        .filter(({ kind }) => kind === 'refused')
        .map((one) => [one.field, { ...seenIn(one), because: String(one.detail['because']) }]),
    ),
  };
}

/** Who said that a partner is to be made in Sterling; undefined where nobody did. */
export function confirmedBy({ standing }: PartnerState): string | undefined {
  return standing.find(({ field, settlement }) => field === '' && settlement === 'confirmed')?.settledBy ?? undefined;
}

function seenIn({ syspro, sterling }: MasterFinding): { syspro?: string; sterling?: string } {
  return { ...(syspro !== null && { syspro }), ...(sterling !== null && { sterling }) };
}

/** What a partner's masters come to by what was read of both sides. Undefined where one was not read. */
export function comparisonOf(
  state: PartnerState,
  { syspro, sterling }: Partial<Record<MasterSide, StoredReading>>,
): Comparison | undefined {
  if (!syspro || !sterling) return undefined;
  const theirs: CompareInput['sterling'] =
    sterling.found && sterling.tradingPartner !== null
      ? { found: true, record: sterling.fields, tradingPartner: sterling.tradingPartner }
      : { found: false };
  const ours: SideReading = syspro.found ? { found: true, record: syspro.fields } : { found: false };
  return compareMasters({
    ...state,
    syspro: ours,
    sterling: theirs,
    ...(sterling.shared && { shared: sterling.tradingPartner ?? '' }),
  });
}

/** Fields of the two readings, blank ones absent, for the ledger. */
export function pairOf(
  field: MasterField,
  syspro: StoredReading['fields'],
  sterling: StoredReading['fields'],
): { syspro?: string; sterling?: string } {
  return {
    ...(syspro[field] !== undefined && { syspro: syspro[field] }),
    ...(sterling[field] !== undefined && { sterling: sterling[field] }),
  };
}
