import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { tradingPartners, type SandboxPartner } from '../sandbox/seed/trading-partners.ts';
import { writeIfAbsent } from './files.ts';
import { baseProfiles, dialectOf } from './partner-dialects.ts';
import { stackCompany } from './stack-config.ts';

/** Suppliers with a profile who have not (yet) opted in to purchase orders: theirs are counted as not-edi. */
export const notOptedIn: ReadonlySet<string> = new Set(['COBAFAST', 'FOUNCAST', 'IRONPOLY', 'LAKEBEAR']);

/** An opted-in supplier whose profile has a mistake, so that one can see what becomes of the orders. */
export const brokenProfile = 'GRANPOLY';

/** What every partner's profile extends, before its dialect: a plain document of each type. */
const documentBases = ['base/purchase-order-4010.yaml', 'base/invoice-4010.yaml', 'base/ship-notice-4010.yaml'];

/**
 * The profile files of the sandbox's trading partners by path within the folder of profiles, as YAML.
 * @param companies those that deal with the partners, each by the same codes
 */
export function partnerProfiles(
  goLive: Date,
  companies: readonly string[] = [stackCompany],
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [path, { comment, profile }] of Object.entries(baseProfiles(goLive.toISOString()))) {
    files.set(path, `# ${comment}\n${stringify(profile)}`);
  }
  for (const partner of tradingPartners) files.set(`${partner.code.toLowerCase()}.yaml`, profileOf(partner, companies));
  return files;
}

function profileOf(partner: SandboxPartner, companies: readonly string[]): string {
  const broken = partner.code === brokenProfile;
  const profile = {
    extends: [...documentBases, `base/${dialectOf(partner)}.yaml`],
    partner: partner.code,
    name: partner.name,
    bindings: companies.flatMap((company) => [
      { company, role: 'supplier', codes: [partner.supplier] },
      { company, role: 'customer', codes: [partner.customer] },
    ]),
    everyDocument: {
      interchange: {
        partner: {
          production: { qualifier: '01', id: partner.interchangeId, group: partner.interchangeId },
          test: { qualifier: '01', id: `${partner.interchangeId}T`, group: `${partner.interchangeId}T` },
        },
      },
      sterling: {
        mailbox: partner.mailbox,
        routingRule: partner.routingRule,
        testMailbox: `/${partner.code}/Test`,
        testRoutingRule: `RR_${partner.code}_TEST`,
        messagePrefix: partner.code,
      },
    },
    documents: {
      'purchase-order': {
        send: !notOptedIn.has(partner.code),
        ...(broken && { orderType: 'stand-alone' }),
      },
      invoice: { send: true },
      'ship-notice': { send: true },
    },
  };
  const comment = broken
    ? '# This profile is broken on purpose: orderType is a code of X12 element 92, such as SA. The supplier’s orders wait\n' +
      '# for a person; correct it and retry one of them to see it go out.\n'
    : '';
  return comment + stringify(profile);
}

/**
 * Writes the profiles that do not exist yet. Those that do stay as they are: correcting one by hand is one of the things
 * to try here.
 */
export function writePartnerProfiles(folder: string, goLive: Date): void {
  for (const [path, text] of partnerProfiles(goLive)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeIfAbsent(file, text, 0o644);
  }
}
