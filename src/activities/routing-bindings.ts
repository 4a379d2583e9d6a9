import type { CompanyConfig } from '../config.ts';
import { documentTypes, transactionSetOf, type DocumentType } from '../documents/document-key.ts';
import { whyUnseen } from '../documents/following.ts';
import type { PartnerDirectory } from '../partners/directory.ts';
import type { DocumentProfile } from '../partners/profile.ts';
import type { RoutingBinding } from '../sterling/binding.ts';
import { messageName } from '../sterling/message-name.ts';
import { laneRulesOf } from '../translation/index.ts';

/**
 * Every way documents leave by now: one for each company, partner and document type that is opted in, by the usage in effect, and
 * one more for each variant of its profile that goes elsewhere. Profiles that are broken have none; the directory's findings name them.
 */
export function routingBindings(companies: readonly CompanyConfig[], directory: PartnerDirectory): RoutingBinding[] {
  return companies.flatMap((company) =>
    directory.partners
      .filter(({ bindings }) => bindings.some((binding) => binding.company === company.code))
      .flatMap(({ code }) => {
        const profiles = documentTypes.flatMap((type): DocumentProfile[] => {
          if (!directory.optInOf(code, type).send) return [];
          const result = directory.documentProfile(code, type, company.usage);
          return 'profile' in result ? [result.profile] : [];
        });
        const inLanes = profiles.flatMap(withVariants).filter((profile) => laneRulesOf(profile) !== undefined);
        const lanes = new Set(inLanes.map(({ type }) => type));
        return profiles.flatMap((profile) => {
          const [plain, ...variants] = withVariants(profile).map((one) => bindingOf(one, company.code, lanes));
          if (plain === undefined) return [];
          const told = new Set([routeKey(plain)]);
          return [plain, ...variants.filter((one) => !told.has(routeKey(one)) && told.add(routeKey(one)))];
        });
      }),
  );
}

function withVariants(profile: DocumentProfile): DocumentProfile[] {
  return [profile, ...profile.variants.map((variant) => variant.profile)];
}

/** @param lanes the types of the partner's documents that may share an interchange with others */
function bindingOf(profile: DocumentProfile, company: string, lanes: ReadonlySet<DocumentType>): RoutingBinding {
  const { mailbox, routingRule, messagePrefix, answersMailbox, takenBy, removedWhenTaken, takenWithin } =
    profile.sterling;
  const { extractable } = profile.sterling;
  const kind = extractable === 'always' ? 'always' : 'count' in extractable ? 'count' : 'until';
  const unseen = whyUnseen({ takenBy, removedWhenTaken, takenWithin, extractable: kind });
  const expects = expectedOf(profile);
  return {
    partner: profile.partner.code,
    company,
    documents: profile.variant === undefined ? profile.type : `${profile.type} (variant ${profile.variant})`,
    usage: profile.usage,
    mailbox,
    ...(routingRule !== undefined && { routingRule }),
    ...(messagePrefix !== undefined && { messagePrefix }),
    ...(answersMailbox !== undefined && { answersMailbox }),
    ...(unseen !== undefined && { unseen }),
    ...(expects.length > 0 && { expects }),
    messageNames: messageNamesOf(profile, company, lanes),
  };
}

/** What the partner surely sends back. A TA1 that comes only to reject is not waited for. */
function expectedOf({ acknowledgement: { expect, interchange } }: DocumentProfile): string[] {
  return [...(expect === 'none' ? [] : [expect]), ...(interchange.expect === 'always' ? ['TA1'] : [])];
}

/** Names such as the messages will have: of a document by itself, or of an interchange of several. */
function messageNamesOf(profile: DocumentProfile, company: string, lanes: ReadonlySet<DocumentType>): string[] {
  const rules = laneRulesOf(profile);
  const set = transactionSetOf[profile.type];
  const { messagePrefix } = profile.sterling;
  const named = (transactionSet: string, key: string): string =>
    messageName({
      ...(messagePrefix !== undefined && { partnerPrefix: messagePrefix }),
      company,
      transactionSet,
      key,
      sendSequence: 1,
    });
  if (!rules) return [named(set, '000000000000001')];
  const sets = rules.groups !== 'one' && lanes.size > 1 ? [set, 'X12'] : [set];
  return sets.map((one) => named(one, 'I.1.1.1'));
}

function routeKey({ mailbox, routingRule, answersMailbox, messageNames, unseen, expects }: RoutingBinding): string {
  return JSON.stringify([mailbox, routingRule, answersMailbox, messageNames, unseen, expects]);
}
