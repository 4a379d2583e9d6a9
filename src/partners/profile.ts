import { hasErrors, type Finding } from '../documents/finding.ts';
import { traits, type Trait, type TraitPolicy } from '../documents/disposition.ts';
import type { DocumentType } from '../documents/document-key.ts';
import type { InterchangeParty } from './settings/interchange.ts';
import type { CommonSettings } from './settings/common.ts';
import type { InvoiceSettings } from './settings/invoice.ts';
import { isTree, overlay, type Tree } from './layer.ts';
import { fileFinding, lowerFirst, messageOf, pathsOf, type ProfileFile, type SettingPath } from './profile-file.ts';
import type { PurchaseOrderSettings } from './settings/purchase-order.ts';
import { documentSettings, type ProfiledDocument } from './schema.ts';
import type { ShipNoticeSettings } from './settings/ship-notice.ts';
import type { Condition } from './settings/variants.ts';
import { checkSettings } from './checks/check-settings.ts';
import type { TypedSettings } from './settings/typed-settings.ts';

/** What every effective profile has beside its settings. */
interface Effective<Type extends ProfiledDocument> {
  readonly partner: { readonly code: string; readonly name: string };
  readonly type: Type;
  /** production only when both the company and the profile say so. */
  readonly usage: 'test' | 'production';
  readonly interchange: Omit<CommonSettings['interchange'], 'us' | 'partner'> & {
    readonly us: InterchangeParty;
    readonly partner: InterchangeParty;
    /** ISA15. */
    readonly usageIndicator: 'T' | 'P' | 'I';
  };
  readonly sterling: Pick<
    CommonSettings['sterling'],
    | 'extractable'
    | 'messagesStay'
    | 'messagePrefix'
    | 'routingRule'
    | 'post'
    | 'removedWhenTaken'
    | 'takenWithin'
    | 'blackouts'
    | 'answersMailbox'
  > & {
    readonly mailbox: string;
    readonly takenBy: 'partner' | 'process';
  };
}

type EffectiveOf<Settings extends CommonSettings, Type extends ProfiledDocument> = Omit<
  Settings,
  'interchange' | 'sterling' | 'usage' | 'variants'
> &
  Effective<Type>;

/** What a profile has of its variants: each complete, as a profile of its own. */
interface Varied<Profile> {
  /** In the order they are tried; none in the profile of a variant. */
  readonly variants: readonly {
    readonly name: string;
    readonly when: Readonly<Partial<Record<string, Condition>>>;
    readonly profile: Profile;
  }[];
  /** The variant this profile is of. */
  readonly variant?: string;
}

export type PurchaseOrderProfile = EffectiveOf<PurchaseOrderSettings, 'purchase-order'> & Varied<PurchaseOrderProfile>;
export type InvoiceProfile = EffectiveOf<InvoiceSettings, 'invoice'> & Varied<InvoiceProfile>;
export type ShipNoticeProfile = EffectiveOf<ShipNoticeSettings, 'ship-notice'> & Varied<ShipNoticeProfile>;

/**
 * The effective profile of one partner and document type in test or production: everything merged, checked, complete
 * and frozen. JSON holds all of it, so that what a document was translated by can be kept with it.
 */
export type DocumentProfile = PurchaseOrderProfile | InvoiceProfile | ShipNoticeProfile;

/** The profile of documents of one type. */
export type ProfileOf<Type extends DocumentType> = Extract<DocumentProfile, { readonly type: Type }>;

export type Usage = DocumentProfile['usage'];

/** Layers of settings, lowest first, each with the file and the place it comes from. */
interface Layer {
  readonly file: ProfileFile;
  readonly at: SettingPath;
  readonly settings: Tree;
}

/** What the files say of one document before it is checked: enough to know whether it is sent at all. */
export interface OptIn {
  readonly send: boolean;
  /** Before the company's usage is taken into account. */
  readonly usage: Usage;
  /** An instant with its offset as the file has it; absent when none is set. */
  readonly goLive?: string;
  /** What is done with records of a kind, where the profile says it. */
  readonly policies?: Partial<Record<Trait, TraitPolicy>>;
}

/** Whether a document type is opted in, from the merged files. @param files the partner's, base files first */
export function optInOf(files: readonly ProfileFile[], type: DocumentType): OptIn {
  const merged = mergedOf(layersOf(files, type));
  const goLive = merged['goLive'];
  return {
    send: merged['send'] === true,
    usage: merged['usage'] === 'production' ? 'production' : 'test',
    ...(typeof goLive === 'string' && !Number.isNaN(Date.parse(goLive)) ? { goLive } : {}),
    ...(isTree(merged['policies']) ? { policies: policiesOf(merged['policies']) } : {}),
  };
}

function policiesOf(tree: Tree): Partial<Record<Trait, TraitPolicy>> {
  return Object.fromEntries(
    traits.flatMap((trait) => {
      const policy = tree[trait];
      return policy === 'send' || policy === 'hold' || policy === 'never' ? [[trait, policy]] : [];
    }),
  );
}

/**
 * Merges, checks and completes the settings of one document type.
 * @param files the partner's files, base files first
 * @param companyUsage what the company's configuration says
 */
export function buildProfile(
  files: readonly ProfileFile[],
  partner: DocumentProfile['partner'],
  type: DocumentType,
  companyUsage: Usage,
): BuiltProfile {
  return builtFor(files, partner, type, companyUsage === 'production' ? usageOf(files, type) : 'test');
}

/** A profile, or all that is wrong with it. */
type BuiltProfile = { profile: DocumentProfile; warnings: Finding[] } | { findings: Finding[] };

/**
 * What will be wrong with a document type's settings on the day its usage changes, as warnings: with production's before go-live,
 * with test's after. Nothing is said of a usage that the partner has no identity for yet.
 */
export function findingsOfOtherUsage(
  files: readonly ProfileFile[],
  partner: DocumentProfile['partner'],
  type: DocumentType,
): Finding[] {
  const [usage, other]: Usage[] =
    usageOf(files, type) === 'production' ? ['production', 'test'] : ['test', 'production'];
  if (usage === undefined || other === undefined) return [];
  const merged = mergedOf([...layersOf(files, type), ...overlaysOf(files, type, other)]);
  if (!isTree(treeOf(treeOf(merged['interchange'])['partner'])[other])) return [];
  const findingsOf = (built: BuiltProfile): readonly Finding[] =>
    'findings' in built ? built.findings : built.warnings;
  const bare = ({ message }: Finding): string => message.replace(/ \([^()]*\)$/, '');
  const key = (finding: Finding): string => [finding.code, finding.field, bare(finding)].join('\n');
  const told = new Set(findingsOf(builtFor(files, partner, type, usage)).map(key));
  return findingsOf(builtFor(files, partner, type, other))
    .filter((finding) => !told.has(key(finding)))
    .map((finding) => ({ ...finding, severity: 'warning' }));
}

/** The usage the files say. */
function usageOf(files: readonly ProfileFile[], type: DocumentType): Usage {
  return mergedOf(layersOf(files, type))['usage'] === 'production' ? 'production' : 'test';
}

function builtFor(
  files: readonly ProfileFile[],
  partner: DocumentProfile['partner'],
  type: DocumentType,
  usage: Usage,
): BuiltProfile {
  const own = files.at(-1);
  if (!own) return { findings: [] };
  const all = [...layersOf(files, type), ...overlaysOf(files, type, usage)];
  const found = (
    code: string,
    path: SettingPath,
    message: string,
    severity: Finding['severity'] = 'error',
    fix?: string,
  ): Finding => {
    const layer = layerThatSets(all, path);
    const at = layer ? { file: layer.file, path: [...layer.at, ...path] } : { file: own, path: ['documents', type] };
    const finding = fileFinding(
      code,
      at.file.path,
      at.file.lineOf(at.path),
      path.join('.'),
      `${message} (${partner.code}, ${type}, ${usage})`,
      fix,
    );
    return { ...finding, severity };
  };
  const merged = mergedOf(all);
  const main = completed(merged, [], partner, type, usage, found);
  if (!main.settings) return { findings: main.findings };
  const findings = [...main.findings];
  const variants: { name: string; when: unknown; profile: DocumentProfile }[] = [];
  const trees = treeOf(merged['variants']);
  for (const [name, { when }] of Object.entries(main.settings.variants)) {
    const { variants: _, ...plain } = merged;
    const own = treeOf(treeOf(trees[name])['settings']);
    const at: SettingPath = ['variants', name, 'settings'];
    const variant = completed(overlay(plain, own), at, partner, type, usage, found);
    // What is wrong without the variant is told once.
    const told = new Set(main.findings.map(({ code, field, message }) => [code, ...at, field, message].join('.')));
    findings.push(
      ...variant.findings.filter(({ code, field, message }) => !told.has([code, field, message].join('.'))),
    );
    if (variant.profile) variants.push({ name, when, profile: { ...variant.profile, variant: name } });
  }
  if (hasErrors(findings) || !main.profile) return { findings };
  return { profile: deepFreeze({ ...main.profile, variants } as DocumentProfile), warnings: findings };
}

type Find = (code: string, path: SettingPath, message: string, severity?: Finding['severity'], fix?: string) => Finding;

/**
 * The profile of merged settings, without its variants; absent where something is wrong.
 * @param within where the settings of a variant stand
 */
function completed(
  merged: Tree,
  within: SettingPath,
  partner: DocumentProfile['partner'],
  type: DocumentType,
  usage: Usage,
  found: Find,
):
  | { readonly findings: Finding[]; readonly profile?: never; readonly settings?: never }
  | { readonly findings: Finding[]; readonly profile?: DocumentProfile; readonly settings: TypedSettings['settings'] } {
  const parsed = documentSettings[type].safeParse(merged, { reportInput: true });
  if (!parsed.success) {
    return {
      findings: parsed.error.issues.flatMap((issue) =>
        pathsOf(issue).map((path) => found('PARTNER-SETTING', [...within, ...path], lowerFirst(messageOf(issue)))),
      ),
    };
  }
  // The schema is that of the type: what it gave and the type belong together.
  const typed = { type, settings: parsed.data } as TypedSettings;
  const { settings } = typed;
  const findings = checkSettings(typed, usage).map((fault) =>
    found(fault.code, [...within, ...fault.path], fault.message, fault.severity, fault.fix),
  );
  const { us, partner: them } = { us: settings.interchange.us[usage], partner: settings.interchange.partner[usage] };
  const { mailbox, testMailbox, routingRule, testRoutingRule, answersMailbox, testAnswersMailbox, ...sterling } =
    settings.sterling;
  const [box, rule, answers] =
    usage === 'production'
      ? [mailbox, routingRule, answersMailbox]
      : [testMailbox, testRoutingRule, testAnswersMailbox];
  if (hasErrors(findings) || !us || !them || box === undefined) return { findings, settings };
  const profile = {
    ...settings,
    partner,
    type,
    usage,
    interchange: {
      ...settings.interchange,
      us,
      partner: them,
      usageIndicator: usage === 'production' ? 'P' : settings.interchange.testIndicator,
    },
    sterling: {
      ...sterling,
      mailbox: box,
      takenBy: sterling.takenBy ?? (rule === undefined ? 'partner' : 'process'),
      ...(rule === undefined ? {} : { routingRule: rule }),
      ...(answers === undefined ? {} : { answersMailbox: answers }),
    },
    variants: [],
  } as DocumentProfile;
  return { profile, settings, findings };
}

/** Each file's settings for every document, then for this one; without the overlays for test and production. */
function layersOf(files: readonly ProfileFile[], type: DocumentType): Layer[] {
  return places(files, type).map(({ file, at, settings }) => {
    const { test: _, production: __, ...rest } = settings;
    return { file, at, settings: rest };
  });
}

function overlaysOf(files: readonly ProfileFile[], type: DocumentType, usage: Usage): Layer[] {
  return places(files, type).flatMap(({ file, at, settings }) => {
    const layer = settings[usage];
    return isTree(layer) ? [{ file, at: [...at, usage], settings: layer }] : [];
  });
}

function places(files: readonly ProfileFile[], type: DocumentType): Layer[] {
  return files.flatMap((file) => {
    const documents = file.content['documents'];
    const found: [SettingPath, unknown][] = [
      [['everyDocument'], file.content['everyDocument']],
      [['documents', type], isTree(documents) ? documents[type] : undefined],
    ];
    return found.flatMap(([at, settings]) => (isTree(settings) ? [{ file, at, settings }] : []));
  });
}

function mergedOf(layers: readonly Layer[]): Tree {
  return layers.reduce<Tree>((lower, { settings: { variants, ...settings } }) => {
    const merged = overlay(lower, settings);
    return variants === undefined ? merged : { ...merged, variants: mergedVariants(lower['variants'], variants) };
  }, {});
}

/**
 * Variants of two layers: those the upper one adds come first, in its order, so that a broader one below does not take their documents;
 * those of a name below keep their place there. What a variant drops (null) of the document's settings stays in it, to be laid over
 * those.
 */
function mergedVariants(lower: unknown, upper: unknown): Tree {
  const known = isTree(lower) ? lower : {};
  const added = Object.entries(isTree(upper) ? upper : {}).filter(([name]) => !Object.hasOwn(known, name));
  const merged: Record<string, unknown> = { ...Object.fromEntries(added), ...known };
  for (const [name, variant] of isTree(upper) ? Object.entries(upper) : []) {
    const below = merged[name];
    if (variant === null) delete merged[name];
    else if (isTree(variant) && isTree(below)) {
      const settings = overlay(treeOf(below['settings']), treeOf(variant['settings']), 'keep-nulls');
      merged[name] = { ...overlay(below, variant), settings };
    } else merged[name] = variant;
  }
  return merged;
}

function treeOf(value: unknown): Tree {
  return isTree(value) ? value : {};
}

/** The layer that says most about a path: the one that sets it, else the one that sets most of the way to it. */
function layerThatSets(layers: readonly Layer[], path: SettingPath): Layer | undefined {
  let best: Layer | undefined;
  let bestDepth = 0;
  for (const layer of layers) {
    const depth = depthOf(layer.settings, path);
    if (depth > 0 && depth >= bestDepth) [best, bestDepth] = [layer, depth];
  }
  return best;
}

function depthOf(settings: unknown, path: SettingPath): number {
  let value = settings;
  for (const [depth, key] of path.entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return depth;
    value = Reflect.get(value, key);
  }
  return path.length;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}
