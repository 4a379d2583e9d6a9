import { companyOf, type CompanyConfig, type Config, type StreamConfig } from '../config.ts';
import { decideDisposition, type ReleaseRules, type Sending } from '../documents/disposition.ts';
import type { DocumentType } from '../documents/document-key.ts';
import { addDays, localDate, type LocalDate } from '../documents/local-date.ts';
import { typeOfStream, type CompanyStream } from '../documents/stream.ts';
import type { DecidedReading, ReadingCounts } from '../ledger/readings.ts';
import type { FoundRecord, ListedRecord } from '../syspro/document-source.ts';
import type { SysproDependencies } from './dependencies.ts';
import { sendingOf } from './sending-profile.ts';

interface StreamSettings {
  readonly company: CompanyConfig;
  readonly stream: StreamConfig;
  readonly type: DocumentType;
  /** The first calendar day whose documents are sent. */
  readonly goLive: LocalDate;
  /** Absent where the stream's records have no status. */
  readonly releasedStatuses?: readonly string[];
}

/** The settings of a stream. @throws RangeError when the company does not have it */
export function streamOf(config: Config, at: CompanyStream): StreamSettings {
  const company = companyOf(config, at.company);
  const stream = company.streams[at.stream];
  if (!stream) throw new RangeError(`company ${at.company} has no stream ${at.stream} in ${config.file}`);
  return {
    company,
    stream,
    type: typeOfStream[at.stream],
    goLive: localDate(stream.goLive ?? company.goLive, company.timeZone),
    ...('releasedStatuses' in stream && { releasedStatuses: stream.releasedStatuses }),
  };
}

const day = 86_400_000;

/** What is to become of each record just read. @param given what a person asked for instead of the configured rules */
export async function decideReadings(
  deps: Pick<SysproDependencies, 'config' | 'profiles' | 'now'>,
  at: CompanyStream,
  records: readonly FoundRecord[],
  given: Partial<ReleaseRules> = {},
): Promise<DecidedReading[]> {
  const decide = await decider(deps, at, given);
  return records.map((record) => ({
    key: record.key,
    partyRole: record.party.role,
    partyCode: record.party.code,
    ...(record.date !== undefined && { date: record.date }),
    open: record.open,
    hash: record.amendmentHash,
    ...(record.outcome === 'document' && { document: record.document }),
    decision: decide(record),
  }));
}

/** The decision on any record of a stream, by the profiles as they are now. */
export async function decider(
  { config, profiles, now }: Pick<SysproDependencies, 'config' | 'profiles' | 'now'>,
  at: CompanyStream,
  given: Partial<ReleaseRules> = {},
): Promise<(record: ListedRecord) => DecidedReading['decision']> {
  const { company, stream, type, goLive, releasedStatuses } = streamOf(config, at);
  const partners = await profiles.current();
  const rules: ReleaseRules = {
    goLive,
    latest: addDays(localDate(now(), company.timeZone), Math.ceil(stream.ahead / day)),
    ...(releasedStatuses && { releasedStatuses }),
    ...given,
  };
  const sendings = new Map<string, Sending>();
  return (record) => {
    const { role, code } = record.party;
    const sending = sendings.get(code) ?? sendingOf(partners, company, type, role, code);
    sendings.set(code, sending);
    return decideDisposition(sending, record, rules);
  };
}

/** A page's counts as flat numbers, to be added up over the cycle. */
export function countsOf({ found, claimed, changed, dispositions }: ReadingCounts): Record<string, number> {
  return { found, claimed, changed, ...dispositions };
}
