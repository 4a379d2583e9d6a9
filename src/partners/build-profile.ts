import { hasErrors, type Finding } from '../documents/finding.ts';
import type { DocumentType } from '../documents/document-key.ts';
import { checkSettings } from './checks/check-settings.ts';
import { isTree, overlay, type Tree } from './layer.ts';
import { usageOf } from './opt-in.ts';
import { fileFinding, lowerFirst, messageOf, pathsOf, type ProfileFile, type SettingPath } from './profile-file.ts';
import type { DocumentProfile, Usage } from './profile.ts';
import { documentSettings } from './schema.ts';
import { layersOf, layerThatSets, mergedOf, overlaysOf, treeOf } from './settings-layers.ts';
import type { TypedSettings } from './settings/typed-settings.ts';

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

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}
