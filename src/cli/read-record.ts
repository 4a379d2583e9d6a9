import { readForPreview, type PreviewReading, type WantedRecord } from '../activities/documents/read-for-preview.ts';
import type { CompanyConfig } from '../config.ts';
import { streamOfType } from '../documents/stream.ts';
import type { PreviewInput } from '../workflows/preview.ts';
import type { CommandContext } from './context.ts';
import { readSyspro } from './read-syspro.ts';

/** What SYSPRO has of a record now. */
export async function readRecord(
  context: CommandContext,
  company: CompanyConfig,
  wanted: WantedRecord,
): Promise<PreviewReading> {
  const { person } = context;
  const input: Omit<PreviewInput, 'id' | 'sysproQueue'> = { ...wanted, requestedBy: person };
  return readSyspro<PreviewReading>(context, company, {
    here: (syspro) => readForPreview(syspro.stream(streamOfType[wanted.type]), wanted),
    workflow: {
      type: 'preview',
      id: `preview/${company.code}/${wanted.type}/${wanted.key ?? wanted.number}/${person}/${Date.now()}`,
      input,
      summary: `Preview of ${wanted.type} ${wanted.number}`,
    },
    what: `the reading of ${wanted.number}`,
  });
}
