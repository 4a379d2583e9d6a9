import type { SysproDependencies } from './dependencies.ts';
import { withFailures } from './failure.ts';

/** The steps that concern the operator's session itself. */
export function createSysproSession({ company }: SysproDependencies) {
  return {
    /** Begins a poll cycle with a fresh session, unless a call is in flight in the present one. */
    async renewSession(input: { company: string }): Promise<void> {
      await withFailures(() => company(input.company).session.renew());
    },

    /** Makes one authenticated call in the session. @returns the version SYSPRO reports */
    async checkSession(input: { company: string }): Promise<string> {
      const { session, enet } = company(input.company);
      return withFailures(async () => {
        const profile = await session.use((token, signal) => enet.getLogonProfile(token, signal));
        return profile.sysproVersion ?? 'unknown';
      });
    },
  };
}
