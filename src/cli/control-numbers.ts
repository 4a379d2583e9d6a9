import { openPartnerFolder } from '../activities/partner-folder.ts';
import { companyOf, type Config } from '../config.ts';
import { documentTypes } from '../documents/document-key.ts';
import type { ControlSeries } from '../ledger/control-numbers.ts';
import {
  ControlNumbersRefused,
  listSeries,
  readChanges,
  resetNumbers,
  setNumbers,
  type RecordedChange,
  type SeriesState,
  type StatedNumbers,
} from '../ledger/control-series.ts';
import { largestControlNumber } from '../ledger/numbering.ts';
import type { PartnerDirectory } from '../partners/directory.ts';
import { controlSeriesOf } from '../translation/index.ts';
import type { CommandContext } from './context.ts';
import { CannotRun } from './exit-code.ts';
import type { CommandBody } from './program.ts';
import { table } from './table.ts';

interface Options {
  readonly partner?: string;
  readonly series?: string;
  readonly sender?: string;
  readonly receiver?: string;
  readonly usage?: string;
  readonly lastInterchange?: string;
  readonly lastGroup?: string;
  readonly lastSet?: string;
  readonly functionalId?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly history?: boolean;
}

/** `control-numbers list|set|reset`: where each series of control numbers stands, and a person's word on where it goes on. */
export const controlNumbers: CommandBody<Options> = async (context, options, action) => {
  if (action === 'list') return list(context, options);
  if (action !== 'set' && action !== 'reset') throw new CannotRun('control-numbers takes list, set or reset');
  const { db, say, give, person } = context;
  if (!options.reason?.trim()) throw new CannotRun('--reason says why, for the record');
  const stated = statedNumbers(options);
  if (action === 'set' && Object.keys(stated).length === 0)
    throw new CannotRun('set takes --last-interchange, --last-group or --last-set: the last number the partner got');
  const [one, ...others] = await seriesAsked(context, options);
  if (!one) throw new CannotRun('name the series: --series, --partner, or --sender, --receiver and --usage');
  if (others.length > 0)
    throw new CannotRun(
      `that is ${others.length + 1} series (${[one, ...others].map(seriesText).join('; ')}): say which with --usage, or --sender and --receiver`,
    );
  const by = { at: new Date(), actor: options.by ?? person };
  try {
    const state = await (action === 'set' ? setNumbers : resetNumbers)(db(), by, one, stated, options.reason);
    say(`${seriesText(state)} goes on after ${numbersText(state)}, in epoch ${state.epoch}.`);
    give(state);
    return 0;
  } catch (error) {
    if (error instanceof ControlNumbersRefused) throw new CannotRun(error.message);
    throw error;
  }
};

async function list(context: CommandContext, options: Options): Promise<0> {
  const { config, db, say, give } = context;
  const all = await listSeries(
    db(),
    options.series === undefined ? undefined : wholeNumber(options.series, '--series'),
  );
  const asked = await seriesAsked(context, options);
  const partners = await partnersBySeries(config);
  const narrowed = [options.partner, options.sender, options.receiver].some((option) => option !== undefined);
  const rows = all
    .filter((state) => options.usage === undefined || state.usage === options.usage)
    .filter((state) => !narrowed || asked.some((one) => identityOf(one) === identityOf(state)))
    .map((state) => ({ ...state, partners: partners.get(identityOf(state)) ?? [] }));
  const found: (SeriesState & { partners: readonly string[]; changes?: RecordedChange[] })[] = options.history
    ? await Promise.all(rows.map(async (row) => ({ ...row, changes: await readChanges(db(), row.id) })))
    : rows;
  say(found.length === 0 ? 'No series: nothing was sent yet.' : table(head, found.map(rowOf)));
  for (const { id, changes = [] } of found) for (const change of changes) say(changeText(id, change));
  give(found);
  return 0;
}

const head = [
  'Series',
  'Partner',
  'Sender',
  'Receiver',
  'Usage',
  'Epoch',
  'ISA13',
  'GS06',
  'ST02',
  'Interchanges',
  'Last',
];

function rowOf(state: SeriesState & { partners: readonly string[] }): string[] {
  const own = Object.entries(state.last.byFunctionalId).map(([id, number]) => `${id} ${number}`);
  return [
    String(state.id),
    state.partners.join('\n'),
    `${state.senderQualifier}:${state.sender}`,
    `${state.receiverQualifier}:${state.receiver}`,
    state.usage,
    String(state.epoch),
    String(state.last.interchange),
    [String(state.last.group), ...own].join('\n'),
    String(state.last.set),
    String(state.interchanges),
    state.lastUsedAt?.toISOString() ?? '',
  ];
}

function changeText(series: number, { at, actor, kind, reason, epoch, before, after }: RecordedChange): string {
  const numbers = (last: SeriesState['last']): string => numbersText({ last });
  return `series ${series}  ${at.toISOString()}  ${kind.padEnd(8)} epoch ${epoch}: ${numbers(before)} → ${numbers(after)}, because: ${reason} [${actor}]`;
}

/** The series the options name, each once: one of the ledger's, a partner's as its profiles are now, or any by its identifiers. */
async function seriesAsked({ config, db }: CommandContext, options: Options): Promise<ControlSeries[]> {
  const { partner, series, sender, receiver, usage } = options;
  if (usage !== undefined && usage !== 'test' && usage !== 'production')
    throw new CannotRun('--usage is test or production');
  if (series !== undefined) {
    const [state] = await listSeries(db(), wholeNumber(series, '--series'));
    if (!state) throw new CannotRun(`there is no series ${series}; see: syspro-sterling control-numbers list`);
    return [state];
  }
  if (sender !== undefined || receiver !== undefined) {
    if (sender === undefined || receiver === undefined || usage === undefined)
      throw new CannotRun('a series by its identifiers takes --sender, --receiver and --usage together');
    const [senderQualifier, us] = identifier(sender, '--sender');
    const [receiverQualifier, them] = identifier(receiver, '--receiver');
    return [{ senderQualifier, sender: us, receiverQualifier, receiver: them, usage }];
  }
  if (partner === undefined) return [];
  const all = profiledSeries(config, await directoryOf(config), partner);
  if (all.length === 0)
    throw new CannotRun(`no document of partner ${partner} has a usable profile; see: syspro-sterling partners check`);
  return all.filter((one) => usage === undefined || one.usage === usage);
}

function directoryOf(config: Config): Promise<PartnerDirectory> {
  return openPartnerFolder(config.path(config.partners)).current();
}

/** The series of a partner's documents that are sent, by the profiles as they are now. */
function profiledSeries(config: Config, directory: PartnerDirectory, code: string): ControlSeries[] {
  const companies = directory.partners
    .filter((partner) => partner.code === code)
    .flatMap(({ bindings }) => bindings.map(({ company }) => company));
  const found = [...new Set(companies)]
    .filter((company) => config.companies.some((one) => one.code === company))
    .flatMap((company) =>
      documentTypes
        .filter((type) => directory.optInOf(code, type).send)
        .flatMap((type) => {
          const built = directory.documentProfile(code, type, companyOf(config, company).usage);
          return 'profile' in built ? [controlSeriesOf(built.profile)] : [];
        }),
    );
  return [...new Map(found.map((series) => [identityOf(series), series])).values()];
}

async function partnersBySeries(config: Config): Promise<Map<string, string[]>> {
  const directory = await directoryOf(config);
  const partners = new Map<string, string[]>();
  for (const { code } of directory.partners)
    for (const series of profiledSeries(config, directory, code))
      partners.set(identityOf(series), [...(partners.get(identityOf(series)) ?? []), code]);
  return partners;
}

function identityOf({ senderQualifier, sender, receiverQualifier, receiver, usage }: ControlSeries): string {
  return JSON.stringify([senderQualifier, sender, receiverQualifier, receiver, usage]);
}

function seriesText({ senderQualifier, sender, receiverQualifier, receiver, usage }: ControlSeries): string {
  return `${senderQualifier}:${sender} to ${receiverQualifier}:${receiver}, ${usage}`;
}

function numbersText({ last }: Pick<SeriesState, 'last'>): string {
  const own = Object.entries(last.byFunctionalId).map(([id, number]) => `, GS06 of ${id} ${number}`);
  return `ISA13 ${last.interchange}, GS06 ${last.group}${own.join('')}, ST02 ${last.set}`;
}

function statedNumbers({ lastInterchange, lastGroup, lastSet, functionalId }: Options): StatedNumbers {
  if (functionalId !== undefined && lastGroup === undefined)
    throw new CannotRun('--functional-id says which counter --last-group is meant for: give both');
  if (functionalId !== undefined && !/^[A-Z]{2}$/.test(functionalId))
    throw new CannotRun('--functional-id is GS01: two capital letters, such as PO');
  return {
    ...(lastInterchange !== undefined && { interchange: controlNumber(lastInterchange, '--last-interchange') }),
    ...(lastGroup !== undefined && { group: controlNumber(lastGroup, '--last-group') }),
    ...(lastSet !== undefined && { set: controlNumber(lastSet, '--last-set') }),
    ...(functionalId !== undefined && { functionalId }),
  };
}

function controlNumber(text: string, option: string): number {
  const number = wholeNumber(text, option);
  if (number > largestControlNumber) throw new CannotRun(`${option} has at most nine digits`);
  return number;
}

function wholeNumber(text: string, option: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new CannotRun(`${option} is a whole number`);
  return Number(text);
}

function identifier(text: string, option: string): [string, string] {
  const [, qualifier, id] = /^([A-Z0-9]{2}):(\S(?:.{0,13}\S)?)$/.exec(text) ?? [];
  if (qualifier === undefined || id === undefined)
    throw new CannotRun(`${option} is the qualifier and the identifier, such as 01:006922827`);
  return [qualifier, id];
}
