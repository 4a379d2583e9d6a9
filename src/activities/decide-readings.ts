import { companyOf, type CompanyConfig, type Config, type StreamConfig, type StreamName } from '../config.ts';
import { decideDisposition, localDate, type Sending } from '../documents/disposition.ts';
import type { DocumentType } from '../documents/document-key.ts';
import type { LocalDate } from '../documents/local-date.ts';
import type { DecidedReading, ReadingCounts } from '../ledger/readings.ts';
import type { FoundPurchaseOrder } from '../syspro/purchase-orders/purchase-order-source.ts';
import type { SysproDependencies } from './dependencies.ts';
import { sendingOf } from './sending-profile.ts';

/** One stream in one cycle. */
export interface CycleStream {
  readonly cycle: string;
  readonly company: string;
  readonly stream: StreamName;
}

/** The document type each stream reads. */
export const typeOfStream = { 'purchase-orders': 'purchase-order' } as const satisfies Record<StreamName, DocumentType>;

interface StreamSettings {
  readonly company: CompanyConfig;
  readonly stream: StreamConfig;
  readonly type: DocumentType;
  /** The first calendar day whose documents are sent. */
  readonly goLive: LocalDate;
}

/** The settings of a stream. @throws RangeError when the company does not have it */
export function streamOf(
  config: Config,
  at: { readonly company: string; readonly stream: StreamName },
): StreamSettings {
  const company = companyOf(config, at.company);
  const stream = company.streams[at.stream];
  if (!stream) throw new RangeError(`company ${at.company} has no stream ${at.stream} in ${config.file}`);
  return {
    company,
    stream,
    type: typeOfStream[at.stream],
    goLive: localDate(stream.goLive ?? company.goLive, company.timeZone),
  };
}

/** What is to become of each record just read. */
export async function decideReadings(
  deps: SysproDependencies,
  at: CycleStream,
  readings: readonly FoundPurchaseOrder[],
): Promise<DecidedReading[]> {
  const { company, stream, type, goLive } = streamOf(deps.config, at);
  const partners = await deps.profiles.current();
  const rules = { releasedStatuses: stream.releasedStatuses, goLive };
  const sendings = new Map<string, Sending>();
  return readings.map((reading) => {
    const sending = sendings.get(reading.supplier) ?? sendingOf(partners, company, type, 'supplier', reading.supplier);
    sendings.set(reading.supplier, sending);
    const release = {
      status: reading.status,
      cancelled: reading.outcome === 'document' ? reading.document.cancelled : reading.status === '*',
      date: reading.orderDate,
    };
    return {
      key: reading.key,
      partyRole: 'supplier',
      partyCode: reading.supplier,
      date: reading.orderDate,
      hash: reading.hash,
      ...(reading.outcome === 'document' && { document: reading.document }),
      decision: decideDisposition(sending, release, rules),
    };
  });
}

/** A page's counts as flat numbers, to be added up over the cycle. */
export function countsOf({ found, claimed, changed, dispositions }: ReadingCounts): Record<string, number> {
  return { found, claimed, changed, ...dispositions };
}
