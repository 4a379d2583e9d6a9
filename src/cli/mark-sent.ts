import { readFile } from 'node:fs/promises';
import type { MarkUnknownResult } from '../activities/index.ts';
import { documentTypes, isDocumentType, type DocumentType } from '../documents/document-key.ts';
import { streamOfType } from '../documents/stream.ts';
import { undeliveredEvents } from '../ledger/events.ts';
import { markSentOtherwise } from '../ledger/mark-sent.ts';
import { deliverEvent } from '../activities/delivery.ts';
import type { MarkSentInput } from '../workflows/mark-sent.ts';
import { askedStreams } from './asked-streams.ts';
import type { CommandContext } from './context.ts';
import { CannotRun } from './exit-code.ts';
import { documentsOfNumber } from './find-document.ts';
import type { CommandBody } from './program.ts';
import { requireWorker, runToEnd } from './run-workflow.ts';

interface Options {
  readonly reason: string;
  readonly by?: string;
  readonly company?: string;
  readonly party?: string;
  readonly file?: string;
}

/** `mark-sent <type> <number…>`: writes down what went by other means, so that no poll sends it. */
export const markSent: CommandBody<Options> = async (context, options, type, ...given) => {
  const { say, give, db } = context;
  if (!isDocumentType(type)) throw new CannotRun(`the type is one of ${documentTypes.join(', ')}`);
  if (options.reason.trim() === '') throw new CannotRun('--reason says how it went');
  const numbers = [...new Set([...given, ...(await listed(options.file))])];
  if (numbers.length === 0) throw new CannotRun('name the numbers, or a --file with one on each line');
  const by = options.by ?? context.person;

  const results: MarkUnknownResult[] = [];
  const unknown: string[] = [];
  for (const number of numbers) {
    const documents = await documentsOfNumber(db(), { number, type, company: options.company, party: options.party });
    const [document] = documents;
    if (!document) unknown.push(number);
    else if (documents.length > 1)
      results.push({
        number,
        outcome: 'ambiguous',
        keys: documents.map(({ key }) => `${key.key} of company ${key.company}`),
      });
    else {
      const result = await markSentOtherwise(db(), { at: new Date(), actor: by }, document.id, options.reason);
      results.push({ number, key: document.key.key, ...result });
    }
  }
  if (unknown.length > 0) results.push(...(await lookUp(context, options, type, unknown, by)));
  await tell(context, results, options.company);

  for (const result of results) say(textOf(result));
  give(results);
  return results.every(({ outcome }) => outcome === 'marked' || outcome === 'already') ? 0 : 1;
};

/** The numbers of a file: one a line, blank lines and what follows # left out. */
async function listed(file: string | undefined): Promise<string[]> {
  if (file === undefined) return [];
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CannotRun(`${file} cannot be read (${error.code ?? error.message})`);
  });
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}

/** Has the worker look the numbers up in SYSPRO, and mark them there and then. */
async function lookUp(
  { config, temporal }: CommandContext,
  { company, party, reason }: Options,
  type: DocumentType,
  numbers: readonly string[],
  by: string,
): Promise<MarkUnknownResult[]> {
  if (type === 'invoice' && party === undefined)
    throw new CannotRun(
      `the ledger does not know invoice ${numbers.join(', ')}, and SYSPRO finds one only by its customer: name it with --party`,
    );
  const streams = askedStreams(config, { stream: streamOfType[type], ...(company !== undefined && { company }) });
  const [asked] = streams;
  if (!asked || streams.length > 1)
    throw new CannotRun(`the ledger does not know ${numbers.join(', ')}; say with --company where to look for it`);
  const client = await temporal();
  await requireWorker(client);
  const input: MarkSentInput = {
    company: asked.company.code,
    stream: asked.stream,
    sysproQueue: asked.sysproQueue,
    numbers,
    reason,
    requestedBy: by,
    ...(party !== undefined && { party }),
  };
  return runToEnd<MarkUnknownResult[]>(client, {
    type: 'markSent',
    id: `mark-sent/${asked.company.code}/${asked.stream}/${Date.now()}`,
    input,
    summary: `Mark ${numbers.length} ${asked.stream} as sent otherwise`,
  });
}

// More than one command cancels; a cycle delivers what is left.
const eventsAtOnce = 500;

/** Tells the workflows whose send was given up. What cannot be told now is told by the next cycle. */
async function tell(
  { config, db, temporal }: CommandContext,
  results: readonly MarkUnknownResult[],
  company: string | undefined,
): Promise<void> {
  if (!results.some((result) => result.outcome === 'marked' && result.cancelled)) return;
  const client = await temporal();
  const companies = config.companies
    .map(({ code }) => code)
    .filter((code) => company === undefined || code === company);
  for (const code of companies)
    for (const event of await undeliveredEvents(db(), code, eventsAtOnce))
      if (event.kind === 'cancel') await deliverEvent({ config, db: db(), client, now: () => new Date() }, event);
}

function textOf(result: MarkUnknownResult): string {
  const { number } = result;
  switch (result.outcome) {
    case 'marked':
      return `${number}: marked as sent otherwise${result.cancelled ? '; its send, which had not been posted, is cancelled' : ''}.`;
    case 'already':
      return `${number}: was marked before.`;
    case 'posted':
      return `${number}: NOT marked: it was posted by us, as message ${result.message ?? 'unknown'}.`;
    case 'undecided':
      return `${number}: NOT marked: a post of it may have arrived. Wait until that is known (syspro-sterling show ${number}), or decide it there.`;
    case 'ambiguous':
      return `${number}: NOT marked: it is several documents: ${result.keys.join(', ')}. Say which with --party, --company or the whole key.`;
    case 'absent':
      return `${number}: NOT marked: neither the ledger nor SYSPRO has it.`;
  }
}
