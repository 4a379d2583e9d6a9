import { openPartnerFolder } from '../activities/partner-folder.ts';
import type { PreviewReading } from '../activities/documents/read-for-preview.ts';
import { companyOf, type CompanyConfig } from '../config.ts';
import type { BusinessDocument } from '../documents/document.ts';
import { documentTypes, isDocumentType, shortNumber, type DocumentType } from '../documents/document-key.ts';
import { hasErrors, type Finding } from '../documents/finding.ts';
import { storedDocument } from '../documents/stored-document.ts';
import { streamOfType } from '../documents/stream.ts';
import { readLatestSnapshot, type DocumentSummary } from '../ledger/queries.ts';
import type { PartnerDirectory } from '../partners/directory.ts';
import { profileFor, translateDocument } from '../translation/index.ts';
import { askedStreams } from './asked-streams.ts';
import type { CommandContext } from './context.ts';
import { CannotRun, type ExitCode } from './exit-code.ts';
import { documentsOfNumber } from './find-document.ts';
import { findingText } from './finding-text.ts';
import { previewText } from './preview-text.ts';
import type { CommandBody } from './program.ts';
import { readRecord } from './read-record.ts';

interface Options {
  readonly partner?: string;
  readonly usage?: string;
  readonly stored?: boolean;
  readonly company?: string;
  readonly party?: string;
}

/** A document to look at, and whose it is. */
interface Sight {
  readonly company: CompanyConfig;
  readonly key: string;
  readonly party: { readonly role: 'supplier' | 'customer'; readonly code: string };
  /** Absent where the record cannot be made a document of. */
  readonly document?: BusinessDocument;
  readonly findings: readonly Finding[];
  /** How current it is, for the person who looks. */
  readonly as: string;
}

/** `preview <type> <number>`: the X12 a document would be sent as now. Takes no control number and writes no trail. */
export const preview: CommandBody<Options> = async (context, options, type, number = '') => {
  if (!isDocumentType(type)) throw new CannotRun(`the type is one of ${documentTypes.join(', ')}`);
  const { config, say, give } = context;
  const known = await knownDocument(context, options, type, number);
  const sight = options.stored
    ? await storedSight(context, known, number)
    : await currentSight(context, options, type, number, known);
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  const partner = partnerOf(directory, sight, type, options.partner);
  const heading = `${type} ${shortNumber(number)} of company ${sight.company.code}, ${sight.as}`;
  const told = { company: sight.company.code, type, key: sight.key, partner };
  if (!sight.document) return refused(context, heading, told, sight.findings);

  const built = directory.documentProfile(partner, type, usageOf(options, sight.company));
  if ('findings' in built) return refused(context, heading, told, built.findings);
  const profile = profileFor(sight.document, built.profile);
  const made = { at: new Date(), timeZone: companyOf(config, sight.company.code).timeZone };
  const { set, draft, sources, findings } = translateDocument(sight.document, profile, { made });
  const sent = directory.optInOf(partner, type).send ? '' : `, who has not opted in to ${type}s: it would not be sent`;
  say(`${heading}, for ${partner} (${profile.usage})${sent}`);
  say('No control number was taken; 0001 stands for the set’s.\n');
  say(previewText({ document: sight.document, profile, set: draft, sources }));
  sayFindings(context, findings);
  give({ ...told, usage: profile.usage, sendable: set !== undefined, set: draft, sources, findings });
  return set ? 0 : 1;
};

/** What the ledger has of the number; undefined where it has nothing. @throws CannotRun where it is several documents */
async function knownDocument(
  { db }: CommandContext,
  { company, party }: Options,
  type: DocumentType,
  number: string,
): Promise<DocumentSummary | undefined> {
  const documents = await documentsOfNumber(db(), { number, type, company, party });
  if (documents.length > 1)
    throw new CannotRun(
      severalText(
        number,
        documents.map(({ key }) => `${key.key} of company ${key.company}`),
      ),
    );
  return documents[0];
}

function severalText(number: string, keys: readonly string[]): string {
  return `${number} is several documents: ${keys.join(', ')}. Say which with --company, --party or, in place of the number, the whole key`;
}

async function storedSight(
  { config, db }: CommandContext,
  known: DocumentSummary | undefined,
  number: string,
): Promise<Sight> {
  const latest = known && (await readLatestSnapshot(db(), known.id));
  if (!known || !latest)
    throw new CannotRun(`the ledger has no reading of ${number}; without --stored it is read from SYSPRO`);
  const role = known.key.type === 'purchase-order' ? 'supplier' : 'customer';
  return {
    company: companyOf(config, known.key.company),
    key: known.key.key,
    party: { role, code: known.partyCode },
    document: storedDocument(latest.body),
    findings: [],
    as: `as it was last read, ${latest.readAt.toISOString()}`,
  };
}

async function currentSight(
  context: CommandContext,
  { company, party }: Options,
  type: DocumentType,
  number: string,
  known: DocumentSummary | undefined,
): Promise<Sight> {
  const code = known?.key.company ?? company;
  const streams = askedStreams(context.config, {
    stream: streamOfType[type],
    ...(code !== undefined && { company: code }),
  });
  const [asked] = streams;
  if (!asked || streams.length > 1)
    throw new CannotRun(`the ledger does not know ${number}; say with --company where to look for it`);
  if (!known && type === 'invoice' && party === undefined)
    throw new CannotRun(
      `the ledger does not know invoice ${number}, and SYSPRO finds one only by its customer: name it with --party`,
    );
  const reading = await readRecord(context, asked.company, {
    company: asked.company.code,
    type,
    number,
    ...(known && { key: known.key.key }),
    ...(party !== undefined && { party }),
  });
  return sightOf(asked.company, reading, number);
}

function sightOf(company: CompanyConfig, reading: PreviewReading, number: string): Sight {
  if (reading.outcome === 'absent') throw new CannotRun(`company ${company.code} of SYSPRO has no ${number}`);
  if (reading.outcome === 'ambiguous') throw new CannotRun(severalText(number, reading.keys));
  const { record } = reading;
  const state = record.cancelled ? ', cancelled there' : record.status === '' ? '' : `, status ${record.status}`;
  return {
    company,
    key: record.key.key,
    party: record.party,
    ...(record.outcome === 'document' && { document: record.document }),
    findings: record.outcome === 'unusable' ? record.findings : [],
    as: `as SYSPRO has it now${state}`,
  };
}

function partnerOf(
  directory: PartnerDirectory,
  { company, party }: Sight,
  type: DocumentType,
  named: string | undefined,
): string {
  if (named !== undefined) return named;
  const binding = directory.bindingOf(company.code, party.role, party.code);
  if (binding.kind === 'bound' || binding.kind === 'broken') return binding.partner;
  throw new CannotRun(
    `${party.role} ${party.code} of company ${company.code} is no trading partner’s; name a partner whose ${type} you want to see with --partner`,
  );
}

function usageOf({ usage }: Options, company: CompanyConfig): 'test' | 'production' {
  if (usage === undefined) return company.usage;
  if (usage === 'test' || usage === 'production') return usage;
  throw new CannotRun('--usage is production or test');
}

/** A document or a profile that cannot even be translated by. */
function refused(context: CommandContext, heading: string, told: object, findings: readonly Finding[]): ExitCode {
  context.say(`${heading}: it cannot be translated`);
  sayFindings(context, findings);
  context.give({ ...told, sendable: false, findings });
  return 1;
}

function sayFindings({ say }: CommandContext, findings: readonly Finding[]): void {
  if (findings.length === 0) return say('\nNothing wrong.');
  say(`\n${hasErrors(findings) ? 'It would not be sent:' : 'It would be sent, with warnings:'}`);
  for (const finding of findings) say(`  ${findingText(finding).replaceAll('\n', '\n  ')}`);
}
