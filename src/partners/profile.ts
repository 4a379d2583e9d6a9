import { hasErrors, type Finding } from '../documents/finding.ts';
import type { DocumentType } from '../documents/document-key.ts';
import type { InterchangeParty } from './interchange-settings.ts';
import { isTree, overlay, type Tree } from './layer.ts';
import { fileFinding, lowerFirst, messageOf, pathOf, type ProfileFile, type SettingPath } from './profile-file.ts';
import type { PurchaseOrderSettings } from './purchase-order-settings.ts';
import { documentSettings, type ProfiledDocument } from './schema.ts';
import { checkSettings } from './settings-check.ts';

/**
 * The effective profile of one partner and document type in test or production: everything merged, checked, complete
 * and frozen. JSON holds all of it, so that what a document was translated by can be kept with it.
 */
export interface DocumentProfile extends Omit<PurchaseOrderSettings, 'interchange' | 'sterling'> {
  readonly partner: { readonly code: string; readonly name: string };
  readonly type: ProfiledDocument;
  /** production only when both the company and the profile say so. */
  readonly usage: 'test' | 'production';
  readonly interchange: Omit<PurchaseOrderSettings['interchange'], 'us' | 'partner'> & {
    readonly us: InterchangeParty;
    readonly partner: InterchangeParty;
    /** ISA15. */
    readonly usageIndicator: 'T' | 'P';
  };
  readonly sterling: Pick<
    PurchaseOrderSettings['sterling'],
    'extractable' | 'messagesStay' | 'messagePrefix' | 'routingRule'
  > & {
    readonly mailbox: string;
  };
}

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
}

/** Whether a document type is opted in, from the merged files. @param files the partner's, base files first */
export function optInOf(files: readonly ProfileFile[], type: DocumentType): OptIn {
  const merged = mergedOf(layersOf(files, type));
  const goLive = merged['goLive'];
  return {
    send: merged['send'] === true,
    usage: merged['usage'] === 'production' ? 'production' : 'test',
    ...(typeof goLive === 'string' && !Number.isNaN(Date.parse(goLive)) ? { goLive } : {}),
  };
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
): { profile: DocumentProfile; warnings: Finding[] } | { findings: Finding[] } {
  const own = files.at(-1);
  if (!own) return { findings: [] };
  if (!isProfiled(type)) {
    return {
      findings: [
        fileFinding(
          'PARTNER-DOCUMENT',
          own.path,
          1,
          `documents.${type}`,
          'cannot be sent yet: there is no guide for it',
        ),
      ],
    };
  }
  const layers = layersOf(files, type);
  const usage: Usage =
    companyUsage === 'production' && mergedOf(layers)['usage'] === 'production' ? 'production' : 'test';
  const all = [...layers, ...overlaysOf(files, type, usage)];
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
  const parsed = documentSettings[type].safeParse(mergedOf(all));
  if (!parsed.success) {
    return {
      findings: parsed.error.issues.map((issue) =>
        found('PARTNER-SETTING', pathOf(issue), lowerFirst(messageOf(issue))),
      ),
    };
  }
  const settings = parsed.data;
  const findings = checkSettings(settings, usage).map((fault) =>
    found(fault.code, fault.path, fault.message, fault.severity, fault.fix),
  );
  const { us, partner: them } = { us: settings.interchange.us[usage], partner: settings.interchange.partner[usage] };
  const { mailbox, testMailbox, routingRule, testRoutingRule, ...sterling } = settings.sterling;
  const [box, rule] = usage === 'production' ? [mailbox, routingRule] : [testMailbox, testRoutingRule];
  if (hasErrors(findings) || !us || !them || box === undefined) return { findings };
  const profile: DocumentProfile = {
    ...settings,
    partner,
    type,
    usage,
    interchange: { ...settings.interchange, us, partner: them, usageIndicator: usage === 'production' ? 'P' : 'T' },
    sterling: { ...sterling, mailbox: box, ...(rule === undefined ? {} : { routingRule: rule }) },
  };
  return { profile: deepFreeze(profile), warnings: findings };
}

function isProfiled(type: DocumentType): type is ProfiledDocument {
  return Object.hasOwn(documentSettings, type);
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
  return layers.reduce<Tree>((lower, layer) => overlay(lower, layer.settings), {});
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
