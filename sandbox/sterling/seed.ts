import type { PoolClient } from 'pg';
import { tradingPartners } from '../seed/trading-partners.ts';
import { createMailboxes } from './store/mailboxes.ts';

/** The business process all seeded rules start: one shared core process, as sites do it. */
const coreProcess = 'EDI_Outbound_Core';
const community = 'EDI_PARTNERS';

/**
 * What an administrator of the partners' Sterling has set up before anybody posts: per partner of the seed a trading
 * partner in one community, the mailboxes `/CODE/Outbound`, `/CODE/Test` (for test traffic) and `/CODE/Inbound` (where
 * acknowledgements come back), and an automatic routing rule bound to each of the first two. Only on the first start.
 *
 * @param username the API user, whom the rules run as
 */
export async function seed(client: PoolClient, username: string): Promise<void> {
  const first = await client.query('INSERT INTO installation SELECT now() WHERE NOT EXISTS (SELECT FROM installation)');
  if (first.rowCount === 0) return;

  const paths = tradingPartners.flatMap((p) => [`/${p.name}`, p.mailbox, `/${p.code}/Test`, `/${p.code}/Inbound`]);
  const parents = tradingPartners.map((p) => `/${p.code}`);
  await client.query(`INSERT INTO mailbox (path, description) VALUES ('/', 'Root mailbox')`);
  await createMailboxes(client, parents);
  const mailboxes = await createMailboxes(client, paths);

  await client.query(
    `INSERT INTO routing_rule (name, evaluation_mode, action_type, action, run_rule_as, mailbox_ids)
     SELECT name, 'automatic', 'bp', $3, $4, ARRAY[mailbox_id] FROM unnest($1::text[], $2::bigint[]) AS rule (name, mailbox_id)`,
    [
      tradingPartners.flatMap((p) => [p.routingRule, `RR_${p.code}_TEST`]),
      tradingPartners.flatMap((p) => [mailboxes.get(p.mailbox), mailboxes.get(`/${p.code}/Test`)]),
      coreProcess,
      username,
    ],
  );
  await client.query('INSERT INTO community (name, attributes) VALUES ($1, $2)', [
    community,
    { partnersInitiateConnections: true, sshListening: true },
  ]);
  await client.query(
    `INSERT INTO trading_partner (partner_name, code, username, community, attributes)
     SELECT partner_name, code, username, $4, attributes
     FROM unnest($1::text[], $2::text[], $3::text[], $5::jsonb[]) AS partner (partner_name, code, username, attributes)`,
    [
      tradingPartners.map((p) => p.name),
      tradingPartners.map((p) => p.code),
      tradingPartners.map((p) => `${p.code.toLowerCase()}_edi`),
      community,
      tradingPartners.map((p) => ({
        authenticationType: 'Local',
        givenName: 'EDI',
        surname: 'Desk',
        emailAddress: `edi@${p.code.toLowerCase()}.example`,
        phone: '+1-555-0100',
        city: p.city,
        stateOrProvince: p.state,
        postalCode: p.postalCode,
        countryOrRegion: p.state === 'ON' ? 'CA' : 'US',
        timeZone: '-05',
        isInitiatingConsumer: true,
        isInitiatingProducer: true,
        isListeningConsumer: false,
        isListeningProducer: false,
        doesUseSSH: true,
      })),
    ],
  );
}
