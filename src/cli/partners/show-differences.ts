import { mappedPartners, comparisonOf, stateOf } from '../../activities/partner-sync/partner-state.ts';
import { hasErrors } from '../../documents/finding.ts';
import { companySide, isConfirmed, sysproDoubt } from '../../activities/partner-sync/side-doubt.ts';
import {
  sterlingParties,
  sterlingReadings,
  type SterlingReadings,
} from '../../activities/partner-sync/sterling-parties.ts';
import type { MasterSide, PartyRecord } from '../../documents/party-record.ts';
import { masterAgreements, type StoredAgreement, type StoredReading } from '../../ledger/master-data.ts';
import { standingFindings } from '../../ledger/master-findings.ts';
import { openPartnerFolder } from '../../activities/partner-folder.ts';
import type { Comparison } from '../../partners/master-data/compare.ts';
import type { MappedPartner } from '../../partners/master-data/mapping.ts';
import type { FieldVerdict } from '../../partners/master-data/merge.ts';
import { SterlingError } from '../../sterling/sterling-error.ts';
import { openSterling } from '../../worker/open-sterling.ts';
import type { CommandContext } from '../context.ts';
import { CannotRun, type ExitCode } from '../exit-code.ts';
import { table } from '../table.ts';
import { proposedLines } from './finding-table.ts';
import { readParties } from './read-parties.ts';

/** A line of the table of differences. */
interface Difference {
  readonly partner: string;
  readonly field: string;
  readonly syspro?: string;
  readonly sterling?: string;
  readonly agreed?: string;
  readonly would: string;
  readonly because: string;
}

/** Reads both sides and prints what a sync would do, field by field. Writes nothing, neither outside nor of masters in the ledger. */
export async function showDifferences(context: CommandContext, asked: readonly MappedPartner[]): Promise<ExitCode> {
  const { config, db, say, give } = context;
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  const mapped = mappedPartners(directory, config);
  const agreements = await masterAgreements(db());
  const { readings: sterling, unreadable, unmapped } = await readSterling(context, mapped, agreements);
  const standing = Map.groupBy(await standingFindings(db()), ({ partner }) => partner);
  const syspro = new Map<string, PartyRecord>();
  const doubts = new Map<string, string>();
  for (const company of new Set(asked.map(({ masterData }) => masterData.company))) {
    // As a sync: whether an absence is believed depends on all of the company.
    const of = mapped.filter(({ masterData }) => masterData.company === company);
    const read = await readParties(context, company, of);
    for (const [code, record] of read) syspro.set(code, record);
    const doubt = sysproDoubt(of, agreements, (code) => ({ found: read.has(code) }));
    if (doubt && !isConfirmed(doubt, standing.get(companySide(company)) ?? [])) doubts.set(company, doubt.code);
  }
  const differences: Difference[] = [];
  for (const who of asked.filter(({ masterData }) => !doubts.has(masterData.company))) {
    const record = syspro.get(who.code);
    const ours: StoredReading = {
      found: record !== undefined,
      tradingPartner: null,
      shared: false,
      fields: record ?? {},
    };
    const theirs = sterling.get(who.code);
    const state = stateOf(config, who, agreements.get(who.code), standing.get(who.code) ?? []);
    const comparison = theirs && comparisonOf(state, { syspro: ours, sterling: theirs });
    if (comparison) differences.push(...differencesOf(who.code, comparison));
  }
  say(
    differences.length === 0
      ? `${asked.length} partners, no difference.`
      : table(
          ['Partner', 'Field', 'SYSPRO', 'Sterling', 'Agreed', 'Would', 'Why'],
          differences.map((one) => [
            one.partner,
            one.field,
            one.syspro ?? '',
            one.sterling ?? '',
            one.agreed ?? '',
            one.would,
            one.because,
          ]),
        ),
  );
  for (const [company, doubt] of doubts)
    say(`${doubt}: SYSPRO has most parties of company ${company} no more. A sync would conclude nothing of them.`);
  const broken = hasErrors(directory.findings) ? ' (a profile that is broken maps nobody: partners check)' : '';
  const unread = asked.filter(({ code }) => unreadable.has(code)).map(({ code }) => code);
  for (const code of unread)
    say(
      `MASTER-PARTY-UNREADABLE: ${code}’s trading partner ${unreadable.get(code) ?? ''}. A sync would leave it alone.`,
    );
  if (unmapped.length > 0) say(`Sterling’s trading partners that no profile maps${broken}: ${unmapped.join(', ')}`);
  say('Nothing was written.');
  give({ dryRun: true, differences, unmapped, unreadable: unread, doubts: [...doubts.values()] });
  return differences.length === 0 && doubts.size === 0 && unread.length === 0 ? 0 : 1;
}

async function readSterling(
  { config }: CommandContext,
  mapped: readonly MappedPartner[],
  agreements: ReadonlyMap<string, StoredAgreement>,
): Promise<SterlingReadings> {
  const sterling = openSterling(config);
  try {
    return sterlingReadings(mapped, await sterlingParties(sterling.client, mapped, agreements));
  } catch (error) {
    if (error instanceof SterlingError) throw new CannotRun(`${error.code}: ${error.message}. ${error.fix}`);
    throw error;
  } finally {
    sterling.close();
  }
}

function differencesOf(partner: string, comparison: Comparison): Difference[] {
  switch (comparison.state) {
    case 'both':
      return comparison.verdicts.flatMap((verdict) => {
        const would = wordsOf(verdict);
        if (would === undefined) return [];
        const { field, syspro, sterling, agreed, because } = verdict;
        const sides: Partial<Record<MasterSide | 'agreed', string>> = {
          ...(syspro !== undefined && { syspro }),
          ...(sterling !== undefined && { sterling }),
          ...(agreed && { agreed: agreed.syspro ?? agreed.sterling ?? '' }),
        };
        return [{ partner, field, ...sides, would, because }];
      });
    case 'create': {
      const { partner: proposed, missing } = comparison.proposal;
      const why = missing.length > 0 ? missing.join('\n') : 'it is not in Sterling; partners confirm makes it';
      return [
        { partner, field: '', syspro: proposedLines(proposed).join('\n'), would: 'propose a creation', because: why },
      ];
    }
    case 'deleted':
    case 'shared':
      return [{ partner, field: '', would: `ask (${comparison.state})`, because: comparison.because }];
  }
}

function wordsOf(verdict: FieldVerdict): string | undefined {
  switch (verdict.does) {
    case 'nothing':
      return undefined;
    case 'agree':
      return verdict.kept ? 'agree: both keep theirs' : undefined;
    case 'write':
      return `write ${verdict.value === undefined ? 'a blank' : JSON.stringify(verdict.value)} to ${verdict.side === 'syspro' ? 'SYSPRO' : 'Sterling'}`;
    case 'ask':
      return `ask (${verdict.kind})`;
  }
}
