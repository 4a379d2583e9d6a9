import { documentTypes } from '../../documents/document-key.ts';
import { beginSweep } from '../../ledger/sweeps.ts';
import { watchedMailboxes } from '../../ledger/watches.ts';
import type { Config } from '../../config.ts';
import type { PartnerDirectory } from '../../partners/directory.ts';
import type { DocumentProfile } from '../../partners/profile.ts';
import type { DocumentDependencies } from '../dependencies.ts';

/** Which mailboxes a sweep looks into, each once and in order. */
export interface SweepPlan {
  /** Where answers arrive. */
  readonly inbound: readonly string[];
  /** Where messages that were posted are still followed. */
  readonly outbound: readonly string[];
}

/** Begins a sweep and says where it looks. */
export function createOpenSweep({ config, db, profiles, now }: DocumentDependencies) {
  return async function openSweep({ sweep, at }: { sweep: string; at?: Date | string }): Promise<SweepPlan> {
    await beginSweep(db, sweep, at === undefined ? now() : new Date(at));
    return {
      inbound: answersMailboxes(config, await profiles.current()),
      outbound: await watchedMailboxes(db),
    };
  };
}

/**
 * The mailboxes answers come to: those of the documents that are opted in, by each company's usage, and those the configuration
 * names. A profile that cannot be used says nothing; its documents are parked, and answers wait where they are.
 */
function answersMailboxes(
  config: Pick<Config, 'companies' | 'sterling'>,
  partners: Pick<PartnerDirectory, 'partners' | 'optInOf' | 'documentProfile'>,
): string[] {
  const usages = new Set(config.companies.map(({ usage }) => usage));
  const profiles = partners.partners.flatMap(({ code }) =>
    documentTypes
      .filter((type) => partners.optInOf(code, type).send)
      .flatMap((type) => [...usages].map((usage) => partners.documentProfile(code, type, usage)))
      .flatMap((built): DocumentProfile[] => ('profile' in built ? [built.profile] : [])),
  );
  const all = profiles.flatMap((profile) => [profile, ...profile.variants.map((variant) => variant.profile)]);
  const named = all.flatMap(({ sterling }) => sterling.answersMailbox ?? []);
  return [...new Set([...named, ...config.sterling.sweep.mailboxes])].toSorted();
}
