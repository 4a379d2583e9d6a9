import { Context } from '@temporalio/activity';
import type { PartyRecord } from '../../documents/party-record.ts';
import { inTransaction } from '../../ledger/database.ts';
import { askChanges, endChanges, openChanges } from '../../ledger/master-changes.ts';
import { keepReadings, readingsOf, recordAgreed } from '../../ledger/master-data.ts';
import { recordCannot, settleFindings } from '../../ledger/master-findings.ts';
import { completePartner, type ProposedPartner } from '../../partners/master-data/creation.ts';
import { countryAsShown } from '../../partners/master-data/countries.ts';
import { valuesOf } from '../../partners/master-data/fields.ts';
import { mergeMasters } from '../../partners/master-data/merge.ts';
import { recordOfSterling } from '../../partners/master-data/sterling-party.ts';
import { SterlingError } from '../../sterling/sterling-error.ts';
import type { TradingPartner } from '../../sterling/trading-partners.ts';
import type { SterlingDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { comparisonOf, confirmedBy, mappedPartners, masterSettings, pairOf, partnerState } from './partner-state.ts';
import { partiesOf } from './write-down.ts';

/**
 * Makes a trading partner that a person confirmed. Its password is read here, from where the configuration says, and goes nowhere but to
 * Sterling. After a lost answer the partner is looked up by its name: it is ours if its code is.
 */
export function createMakeTradingPartner({ config, db, now, profiles, sterling }: SterlingDependencies) {
  return async function makeTradingPartner({
    sync,
    partner,
  }: {
    sync: string;
    partner: string;
  }): Promise<{ made: boolean }> {
    return withFailures(async () => {
      const signal = Context.current().cancellationSignal;
      const who = mappedPartners(await profiles.current(), config).find(({ code }) => code === partner);
      const readings = await readingsOf(db, sync);
      const read = readings.get(partner) ?? {};
      if (!who || !read.syspro?.found) return { made: false };
      const state = await partnerState(db, config, who);
      const by = confirmedBy(state);
      const comparison = comparisonOf(state, read);
      const proposal = comparison && 'proposal' in comparison ? comparison.proposal : undefined;
      const complete = proposal && completePartner(proposal);
      const countries = [...readings.values()].map(({ sterling: shown }) => shown?.fields.countryOrRegion);
      const proposed = complete && {
        ...complete,
        ...(complete.countryOrRegion !== undefined && {
          countryOrRegion: countryAsShown(complete.countryOrRegion, countries),
        }),
      };
      if (by === undefined || !proposed) return { made: false };

      const cannot = async (why: string): Promise<{ made: false }> => {
        await endChanges(db, { partner, side: 'sterling' }, new Map([['name', { givenUp: why }]]), now());
        const kind = comparison?.state === 'deleted' ? 'deleted' : 'create';
        await recordCannot(db, partner, { kind, field: '' }, why);
        return { made: false };
      };
      const asked = (await openChanges(db, { partner, side: 'sterling' })).some(({ field }) => field === 'name');
      const there = await sterling.findTradingPartner(proposed.partnerName, signal);
      if (there && there.code !== proposed.code)
        return cannot(`Sterling has a trading partner of this name already, with the code ${there.code ?? 'none'}`);
      if (!there) {
        if (!(await sterling.findCommunity(proposed.community, signal)))
          return cannot(`Sterling has no community ${proposed.community}; correct masterData.create.community`);
        const because = `${by} confirmed that it is made`;
        const change = { field: 'name', after: proposed.partnerName, because } as const;
        await askChanges(db, { sync, partner, side: 'sterling' }, [change], now());
        const why = await refusalOf(proposed, signal);
        if (why !== undefined) return cannot(why);
      }
      const made = await sterling.findTradingPartner(proposed.partnerName, signal);
      if (!made) return cannot('Sterling took it and does not show it');
      await record(made, there !== undefined && !asked ? undefined : proposed, read.syspro.fields);
      return { made: true };

      async function record(
        party: TradingPartner,
        ours: ProposedPartner | undefined,
        syspro: PartyRecord,
      ): Promise<void> {
        const { partnerName: tradingPartner } = party;
        const fields = valuesOf(recordOfSterling(party));
        const { rules } = state;
        // What was written is agreed as it is there; of one that somebody else has made, what both say.
        const named = who?.masterData.tradingPartner !== undefined;
        const agreed = mergeMasters({ rules, agreed: {}, named, syspro, sterling: fields }).filter(
          ({ does, field }) => does === 'agree' || (ours !== undefined && syspro[field] !== undefined),
        );
        await inTransaction(db, async (tx) => {
          await endChanges(tx, { partner, side: 'sterling' }, new Map([['name', { made: tradingPartner }]]), now());
          const pairs = Object.fromEntries(
            agreed.map((verdict) => {
              const kept = verdict.does === 'agree' && verdict.kept === true;
              return [verdict.field, { ...pairOf(verdict.field, syspro, fields), ...(kept && { kept }) }];
            }),
          );
          if (who) await recordAgreed(tx, partiesOf(who, tradingPartner), pairs, now());
          await settleFindings(tx, partner, [''], 'confirmed', now());
          await keepReadings(tx, sync, 'sterling', [{ partner, found: true, tradingPartner, fields }], now());
        });
      }
    });
  };

  /** Why Sterling does not make it; undefined where it did. @throws SterlingError where that is not known */
  async function refusalOf(proposed: ProposedPartner, signal: AbortSignal): Promise<string | undefined> {
    const { givenName, surname, emailAddress, phone, ...others } = proposed;
    if (!givenName || !surname || !emailAddress || !phone) return 'a required field is blank';
    const password = masterSettings(config).create?.password;
    try {
      await sterling.createTradingPartner(
        {
          ...others,
          givenName,
          surname,
          emailAddress,
          phone,
          ...(proposed.authenticationType === 'Local' && password && { password: config.secret(password) }),
        },
        signal,
      );
      return undefined;
    } catch (error) {
      if (error instanceof SterlingError && error.outcome === 'refused') return error.privateMessage();
      throw error;
    }
  }
}
