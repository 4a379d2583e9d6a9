import type { StoredAgreement, StoredReading } from '../../ledger/master-data.ts';
import type { MasterFinding, RaisedFinding } from '../../ledger/master-findings.ts';
import { partyOf, type MappedPartner } from '../../partners/master-data/mapping.ts';
import { doubtfulSide } from '../../partners/master-data/sides.ts';

/** Why what SYSPRO says of a whole company is not believed. */
export interface SideDoubt {
  readonly code: NonNullable<ReturnType<typeof doubtfulSide>>;
  readonly known: number;
  /** The partners whose parties were there and are not, by their codes. */
  readonly gone: readonly string[];
}

/**
 * Whether to believe that SYSPRO has so many parties of a company no more. Sterling's absences are each proven by themselves: see
 * sterlingParties.
 * @param partners all that are mapped to the company, also where only one is compared
 * @param read what was read of a partner; undefined where it was not
 */
export function sysproDoubt(
  partners: readonly MappedPartner[],
  agreements: ReadonlyMap<string, StoredAgreement>,
  read: (code: string) => Pick<StoredReading, 'found'> | undefined,
): SideDoubt | undefined {
  const known = partners.filter(({ code, masterData }) => {
    const agreement = agreements.get(code);
    return agreement?.party === partyOf(masterData) && !agreement.sysproGoneAt && read(code) !== undefined;
  });
  const gone = known.filter(({ code }) => !read(code)?.found).map(({ code }) => code);
  const doubt = doubtfulSide({ known: known.length, found: known.length - gone.length });
  return doubt && { code: doubt, known: known.length, gone: gone.toSorted() };
}

/** Under which name a company's whole side stands in the queue: no partner's code has a blank. */
export function companySide(company: string): string {
  return `company ${company}`;
}

/** The kind of the finding about a whole side. */
export const sideGone = 'side-gone';

/** The doubt as a person is asked about it. */
export function sideFinding({ code, known, gone }: SideDoubt): RaisedFinding {
  return {
    kind: sideGone,
    field: '',
    detail: {
      because: `${code}: SYSPRO has ${gone.length} of ${known} parties no more. Until a person says so, nothing is concluded from that`,
      values: { gone: gone.join(', ') },
    },
  };
}

/** Whether a person has said that exactly these are really gone. */
export function isConfirmed(doubt: SideDoubt, standing: readonly MasterFinding[]): boolean {
  const { detail } = sideFinding(doubt);
  return standing.some(
    ({ kind, settlement, detail: shown }) =>
      kind === sideGone &&
      settlement === 'syspro' &&
      JSON.stringify(shown['values']) === JSON.stringify(detail['values']),
  );
}
