import type { PoolClient } from 'pg';
import { tradingPartners, type SandboxPartner } from '../seed/trading-partners.ts';
import { partnersInSterling } from '../seed/master-differences.ts';
import { habitsOf } from '../seed/robot-habits.ts';
import { robotHabit } from './robots/habit.ts';
import { createMailboxes } from './store/mailboxes.ts';
import { createAccounts } from './store/trading-partners.ts';

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
  if (first.rowCount !== 0) await seedPartners(client, username);
  await seedHabits(client);
}

async function seedPartners(client: PoolClient, username: string): Promise<void> {
  const paths = tradingPartners.flatMap((p) => [p.mailbox, `/${p.code}/Test`, `/${p.code}/Inbound`]);
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
      partnersInSterling.map((p) => p.name),
      partnersInSterling.map((p) => p.code),
      partnersInSterling.map(usernameOf),
      community,
      partnersInSterling.map(attributesOf),
    ],
  );
  await createAccounts(
    client,
    partnersInSterling.map((p) => ({ partnerName: p.name, username: usernameOf(p) })),
  );
}

function attributesOf(partner: SandboxPartner): Record<string, string | boolean> {
  const { contact, street, street2 } = partner;
  // The surname is the last word.
  const [, givenName = '', surname = ''] = /^(.*) (\S+)$/.exec(contact) ?? [];
  return {
    authenticationType: 'Local',
    givenName,
    surname,
    emailAddress: partner.email,
    phone: partner.phone,
    ...(street !== '' && { addressLine1: street }),
    ...(street2 !== '' && { addressLine2: street2 }),
    city: partner.city,
    stateOrProvince: partner.state,
    postalCode: partner.postalCode,
    countryOrRegion: partner.country,
    timeZone: '-05',
    isInitiatingConsumer: true,
    isInitiatingProducer: true,
    isListeningConsumer: false,
    isListeningProducer: false,
    doesUseSSH: true,
  };
}

const usernameOf = (partner: { readonly code: string }): string => `${partner.code.toLowerCase()}_edi`;

/** What the partners and the processes do, for those nothing is known of yet; also in a database of an older stand-in. */
async function seedHabits(client: PoolClient): Promise<void> {
  const known = tradingPartners.map(({ code }) => ({ code, ...habitsOf(code) }));
  const { rows } = await client.query<{ code: string }>(
    `INSERT INTO robot (code, habit) SELECT * FROM unnest($1::text[], $2::jsonb[]) ON CONFLICT DO NOTHING RETURNING code`,
    [known.map(({ code }) => code), known.map(({ robot }) => JSON.stringify(robotHabit.parse(robot)))],
  );
  const added = new Set(rows.map(({ code }) => code));
  const processes = known.flatMap(({ code, process }) =>
    process !== undefined && added.has(code)
      ? [`RR_${code}_OUT`, `RR_${code}_TEST`].map((rule) => ({ rule, process }))
      : [],
  );
  await client.query(
    'INSERT INTO process_habit (rule, habit) SELECT * FROM unnest($1::text[], $2::jsonb[]) ON CONFLICT DO NOTHING',
    [processes.map(({ rule }) => rule), processes.map(({ process }) => JSON.stringify(process))],
  );
  await createMailboxes(client, [
    ...new Set(processes.flatMap(({ process }) => (process.does === 'move' ? [process.to] : []))),
  ]);
}
