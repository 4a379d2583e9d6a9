import { candidateKeys } from '../documents/candidate-keys.ts';
import { shortNumber, type DocumentType } from '../documents/document-key.ts';
import type { DocumentReader, FoundRecord, RecordReading } from './document-source.ts';

/** A record as a person names it. */
export interface NamedRecord {
  readonly company: string;
  readonly type: DocumentType;
  /** Padded or not. */
  readonly number: string;
  /** The supplier's or customer's code, padded or not. SYSPRO finds an invoice only by its customer. */
  readonly party?: string;
}

/** The records of SYSPRO that have a number, and are of the party where one is named. Throws SysproError. */
export async function findByNumber(
  reader: DocumentReader,
  { company, type, number, party }: NamedRecord,
  signal?: AbortSignal,
): Promise<FoundRecord[]> {
  const keys = candidateKeys(company, type, number, party).map(({ key }) => key);
  const readings = await reader.readByKeys(keys, signal);
  return readings.filter(isFound).filter((found) => isParty(found.party.code, party));
}

function isFound(reading: RecordReading): reading is FoundRecord {
  return reading.outcome !== 'absent';
}

function isParty(code: string, wanted: string | undefined): boolean {
  return wanted === undefined || shortNumber(code) === shortNumber(wanted);
}
