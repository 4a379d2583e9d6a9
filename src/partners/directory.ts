import type { Finding } from '../documents/finding.ts';
import type { DocumentType } from '../documents/document-key.ts';
import { buildProfile, findingsOfOtherUsage } from './build-profile.ts';
import { optInOf, type OptIn } from './opt-in.ts';
import type { ProfileOf, Usage } from './profile.ts';
import { fileFinding, readProfileFile, type ProfileFile } from './profile-file.ts';
import { masterDataFindings } from './master-data/profile-findings.ts';
import { documentSettings, type Binding, type MasterDataMapping, type ProfiledDocument } from './schema.ts';

/** Who a SYSPRO code is. */
export type PartnerBinding =
  /** The partner's code. */
  | { readonly kind: 'bound'; readonly partner: string }
  /** A partner whose files cannot be used: nothing may be sent, and nothing forgotten. */
  | { readonly kind: 'broken'; readonly partner: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'unbound' }
  /** No file that can be read has the code, but one cannot be read: it may be its partner's. */
  | { readonly kind: 'unknown'; readonly findings: readonly Finding[] };

export interface PartnerSummary {
  readonly code: string;
  readonly name: string;
  /** The partner's own file. */
  readonly path: string;
  readonly bindings: readonly Binding[];
  /** Absent: its master data is not kept aligned. */
  readonly masterData?: MasterDataMapping;
}

/** All partner profiles of an installation, as its files say. */
export interface PartnerDirectory {
  /** Everything wrong with the files, and with the profiles of the documents that are opted in. Warnings too. */
  readonly findings: readonly Finding[];
  /** The partners that can be used, by code. */
  readonly partners: readonly PartnerSummary[];
  /** Who a raw SYSPRO code is. Trailing blanks do not count; leading zeros and blanks do. */
  bindingOf(company: string, role: Binding['role'], code: string): PartnerBinding;
  /** Whether a partner gets documents of a type, before the profile is checked. Never for a partner we do not have. */
  optInOf(partner: string, type: DocumentType): OptIn;
  /**
   * The effective profile of a partner's documents of one type, or all that is wrong with it.
   * @param companyUsage what the company's configuration says: production needs both
   */
  documentProfile<Type extends DocumentType>(
    partner: string,
    type: Type,
    companyUsage: Usage,
  ): { readonly profile: ProfileOf<Type> } | { readonly findings: readonly Finding[] };
}

interface Partner extends PartnerSummary {
  /** Its files, base files first. */
  readonly files: readonly ProfileFile[];
  readonly findings: Finding[];
}

/**
 * Reads partner profiles. Never throws for what a file says: see {@link PartnerDirectory.findings}.
 * @param files every file of the folder of profiles, with paths from that folder, as `extends` names them
 */
export function parsePartnerFiles(
  files: readonly { readonly path: string; readonly text: string }[],
): PartnerDirectory {
  const read = new Map(files.map(({ path, text }) => [normal(path), readProfileFile(normal(path), text)]));
  const extended = new Set([...read.values()].flatMap((file) => file.extends.map(normal)));
  const partners = [...read.values()].filter((file) => isPartner(file)).map((file) => partnerOf(file, read));
  refuseDoubles(partners);
  for (const { partner, finding } of masterDataFindings(partners)) partner.findings.push(finding);
  const unreadable = [...read.values()].filter(
    (file) => file.bindings === undefined && !(extended.has(file.path) && !isPartner(file)),
  );
  const bound = new Map(
    partners.flatMap((partner) =>
      partner.bindings.flatMap((b) => b.codes.map((code) => [bindingKey(b.company, b.role, code), partner] as const)),
    ),
  );
  const usable = new Map(
    partners.filter((partner) => partner.findings.length === 0).map((partner) => [partner.code, partner]),
  );

  const profileOf = (code: string, type: DocumentType, companyUsage: Usage): ReturnType<typeof buildProfile> => {
    const partner = usable.get(code);
    if (partner) return buildProfile(partner.files, { code: partner.code, name: partner.name }, type, companyUsage);
    const broken = partners.filter((candidate) => candidate.code === code).flatMap((candidate) => candidate.findings);
    if (broken.length > 0) return { findings: broken };
    return {
      findings: [
        {
          code: 'PARTNER-UNKNOWN',
          severity: 'error',
          record: `partner ${code}`,
          message: 'has no profile',
          fix: 'Add a profile with this code.',
        },
      ],
    };
  };
  // Merging and checking costs a millisecond, and every document asks twice. The files are what they are, so the answer stays.
  const profiles = new Map<string, ReturnType<typeof buildProfile>>();
  const builtProfile = (code: string, type: DocumentType, companyUsage: Usage): ReturnType<typeof buildProfile> => {
    const key = JSON.stringify([code, type, companyUsage]);
    const profile = profiles.get(key) ?? profileOf(code, type, companyUsage);
    profiles.set(key, profile);
    return profile;
  };
  const optIn = (code: string, type: DocumentType): OptIn => {
    const partner = usable.get(code);
    return partner ? optInOf(partner.files, type) : { send: false, usage: 'test' };
  };
  // Each profile that is opted in is built and checked, for test and production: whoever only sends does not wait for it.
  let found: readonly Finding[] | undefined;
  const allFindings = (): readonly Finding[] => {
    const checked = [...usable.values()].flatMap((partner) =>
      documentTypesOf().flatMap((type) =>
        optIn(partner.code, type).send
          ? [
              ...check(builtProfile(partner.code, type, 'production')),
              ...findingsOfOtherUsage(partner.files, { code: partner.code, name: partner.name }, type),
            ]
          : [],
      ),
    );
    return distinct([
      ...[...read.values()].flatMap((file) => file.findings),
      ...partners.flatMap((partner) => partner.findings),
      ...checked,
    ]);
  };

  return {
    get findings() {
      return (found ??= allFindings());
    },
    partners: [...usable.values()].map(({ code, name, path, bindings, masterData }) => ({
      code,
      name,
      path,
      bindings,
      ...(masterData && { masterData }),
    })),
    bindingOf(company, role, code) {
      const partner = bound.get(bindingKey(company, role, code));
      if (partner) {
        return partner.findings.length === 0
          ? { kind: 'bound', partner: partner.code }
          : { kind: 'broken', partner: partner.code, findings: partner.findings };
      }
      if (unreadable.length === 0) return { kind: 'unbound' };
      return { kind: 'unknown', findings: unreadable.flatMap((file) => file.findings) };
    },
    optInOf: optIn,
    documentProfile<Type extends DocumentType>(code: string, type: Type, companyUsage: Usage) {
      const built = builtProfile(code, type, companyUsage);
      // A profile is of the type that was asked for.
      return 'profile' in built ? { profile: built.profile as ProfileOf<Type> } : built;
    },
  };
}

/** A file is a partner's when it names or binds one; what it says of itself may still be broken. */
function isPartner(file: ProfileFile): boolean {
  return file.partner !== undefined || (file.bindings?.length ?? 0) > 0;
}

function partnerOf(file: ProfileFile, files: ReadonlyMap<string, ProfileFile>): Partner {
  const findings: Finding[] = [];
  const chain = chainOf(file, files, [], findings);
  return {
    code: file.partner ?? file.path,
    name: file.name ?? file.partner ?? file.path,
    path: file.path,
    bindings: file.bindings ?? [],
    ...(file.masterData && { masterData: file.masterData }),
    files: chain,
    findings: distinct([...chain.flatMap((one) => one.findings), ...findings]),
  };
}

/** The files a file extends, lowest first and each once, then itself. */
function chainOf(
  file: ProfileFile,
  files: ReadonlyMap<string, ProfileFile>,
  below: readonly string[],
  findings: Finding[],
): ProfileFile[] {
  const chain: ProfileFile[] = [];
  file.extends.forEach((name, index) => {
    const base = files.get(normal(name));
    const refuse = (message: string): void => {
      findings.push(
        fileFinding('PARTNER-EXTENDS', file.path, file.lineOf(['extends', index]), `extends.${index}`, message),
      );
    };
    if (!base) return refuse(`is ${name}, which is not among the files`);
    if (base.path === file.path || below.includes(base.path))
      return refuse(`is ${name}, which extends this file in turn`);
    if (isPartner(base)) return refuse(`is ${name}, which is a partner’s own file and no base`);
    for (const one of chainOf(base, files, [...below, file.path], findings)) if (!chain.includes(one)) chain.push(one);
  });
  return [...chain, file];
}

/** Two files of one partner code, or two partners of one SYSPRO code, are wrong on both sides. */
function refuseDoubles(partners: readonly Partner[]): void {
  const refuse = (
    code: string,
    claims: readonly { key: string; partner: Partner; field: readonly PropertyKey[]; what: string }[],
  ): void => {
    for (const claim of claims) {
      const others = claims.filter((other) => other.key === claim.key && other.partner !== claim.partner);
      if (others.length === 0) continue;
      const [file] = claim.partner.files.slice(-1);
      const line = file?.lineOf(claim.field) ?? 1;
      const names = others.map((other) => other.partner.path).join(', ');
      claim.partner.findings.push(
        fileFinding(
          code,
          claim.partner.path,
          line,
          claim.field.join('.'),
          `claims ${claim.what}, and so does ${names}`,
          'Leave it to one of them.',
        ),
      );
    }
  };
  refuse(
    'PARTNER-CODE-TWICE',
    partners.map((partner) => ({
      key: partner.code,
      partner,
      field: ['partner'],
      what: `the partner code ${partner.code}`,
    })),
  );
  refuse(
    'PARTNER-BINDING-TWICE',
    partners.flatMap((partner) =>
      partner.bindings.flatMap((b, i) =>
        b.codes.map((code, n) => ({
          key: bindingKey(b.company, b.role, code),
          partner,
          field: ['bindings', i, 'codes', n],
          what: `${b.role} ${code} of company ${b.company}`,
        })),
      ),
    ),
  );
}

function bindingKey(company: string, role: string, code: string): string {
  return JSON.stringify([company, role, code.trimEnd()]);
}

function documentTypesOf(): ProfiledDocument[] {
  return Object.keys(documentSettings).filter((type): type is ProfiledDocument =>
    Object.hasOwn(documentSettings, type),
  );
}

function check(result: ReturnType<typeof buildProfile>): readonly Finding[] {
  return 'findings' in result ? result.findings : result.warnings;
}

/** The path as `extends` would name it: forward slashes, no leading `./`. */
function normal(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
