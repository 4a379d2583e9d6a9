import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { tradingPartners, type SandboxPartner } from '../sandbox/seed/trading-partners.ts';
import { writeIfAbsent } from './files.ts';
import { companyProfiles } from './partner-company.ts';
import { businessFile, businessProfiles, dialectOf } from './partner-dialects.ts';
import { agreedWith } from './partner-habits.ts';
import { shippedProfiles } from './partner-shipped.ts';
import { bearings } from './partner-varieties-bearings.ts';
import { castings } from './partner-varieties-castings.ts';
import { fasteners } from './partner-varieties-fasteners.ts';
import { packaging } from './partner-varieties-packaging.ts';
import { polymers } from './partner-varieties-polymers.ts';
import type { Varieties, Variety } from './partner-variety.ts';
import { stackCompany } from './stack-config.ts';

/** Suppliers with a profile who have not (yet) opted in to purchase orders: theirs are counted as not-edi. */
export const notOptedIn: ReadonlySet<string> = new Set(['COBAFAST', 'FOUNCAST', 'IRONPOLY', 'LAKEBEAR']);

/** An opted-in supplier whose profile has a mistake, so that one can see what becomes of the orders. */
export const brokenProfile = 'GRANPOLY';

/** Partners whose master data is not kept aligned with Sterling’s. */
export const mastersApart: ReadonlySet<string> = new Set(['KEYSFAST', 'ALDECAST']);

const varieties: Varieties = { ...fasteners, ...castings, ...polymers, ...bearings, ...packaging };

/**
 * The profile files of the sandbox's trading partners by path within the folder of profiles, as YAML: the shipped base and industry
 * files, what was agreed with all and with each line of business, and each partner's own.
 * @param companies those that deal with the partners, each by the same codes
 * @param together whether some partners have documents leave together or in order; false where each is to leave alone, at once
 */
export function partnerProfiles(
  goLive: Date,
  companies: readonly string[] = [stackCompany],
  together = true,
): ReadonlyMap<string, string> {
  const files = new Map(shippedProfiles());
  const bases = { ...companyProfiles(goLive.toISOString()), ...businessProfiles() };
  for (const [path, { comment, profile }] of Object.entries(bases)) {
    files.set(path, `# ${comment}\n${stringify(profile)}`);
  }
  for (const partner of tradingPartners) {
    files.set(`${partner.code.toLowerCase()}.yaml`, profileOf(partner, companies, together));
  }
  return files;
}

function profileOf(partner: SandboxPartner, companies: readonly string[], together: boolean): string {
  const broken = partner.code === brokenProfile;
  const variety: Variety | undefined = varieties[partner.code];
  const agreed = agreedWith(partner.code);
  const own = {
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
        ...agreed.sterling,
      },
      acknowledgement: agreed.acknowledgement,
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
  const { comment, ...settings } = variety ?? {};
  const profile = {
    extends: [businessFile(dialectOf(partner))],
    partner: partner.code,
    name: partner.name,
    bindings: companies.flatMap((company) => [
      { company, role: 'supplier', codes: [partner.supplier] },
      { company, role: 'customer', codes: [partner.customer] },
    ]),
    ...(!mastersApart.has(partner.code) && {
      masterData: { sync: true, company: companies[0], role: 'supplier', code: partner.supplier },
    }),
    ...merged(own, together ? settings : alone(settings)),
  };
  const why = broken
    ? '# This profile is broken on purpose: orderType is a code of X12 element 92, such as SA. The supplier’s orders wait\n' +
      '# for a person; correct it and retry one of them to see it go out.\n'
    : '';
  return `${why}${comment === undefined ? '' : `# ${comment}\n`}${stringify(profile)}`;
}

/** A variety without what makes documents wait for each other. */
function alone(settings: Tree): Tree {
  const { everyDocument } = settings;
  if (!isTree(everyDocument)) return settings;
  const waiting = new Set(['batching', 'strictlyRising']);
  const rest = Object.entries(everyDocument).filter(([name]) => !waiting.has(name));
  return { ...settings, everyDocument: Object.fromEntries(rest) };
}

type Tree = Readonly<Record<string, unknown>>;

/** Two trees of settings as one; of what is in both, the second's. */
function merged(one: Tree, other: Tree): Tree {
  const both = Object.entries(other).map(([name, value]) => {
    const before = one[name];
    return [name, isTree(before) && isTree(value) ? merged(before, value) : value] as const;
  });
  return { ...one, ...Object.fromEntries(both) };
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Writes the profiles that do not exist yet. Those that do stay as they are: correcting one by hand is one of the things
 * to try here.
 */
export function writePartnerProfiles(folder: string, goLive: Date, together = true): void {
  for (const [path, text] of partnerProfiles(goLive, [stackCompany], together)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeIfAbsent(file, text, 0o644);
  }
}
