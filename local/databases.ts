import { Client } from 'pg';
import type { StackSecret, SecretName } from './secrets.ts';

/** The role that owns the ledger's tables, the one the product works with, and the one of the sandboxes. */
export const roles = {
  owner: 'syspro_sterling_owner',
  application: 'syspro_sterling_app',
  sandbox: 'sandbox',
} as const;
export const databases = { ledger: 'syspro_sterling', syspro: 'sandbox_syspro', sterling: 'sandbox_sterling' } as const;

/**
 * Creates the roles and databases of the local stack where they do not exist, and sets the roles' passwords to those
 * in the secret files. Nothing that exists is emptied.
 */
export async function prepareDatabases(
  superuserUrl: string,
  secrets: Readonly<Record<SecretName, StackSecret>>,
): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await login(client, roles.owner, secrets['postgres-owner'].value);
    await login(client, roles.application, secrets['postgres-application'].value);
    await login(client, roles.sandbox, secrets['postgres-sandbox'].value);
    await database(client, databases.ledger, roles.owner);
    await database(client, databases.syspro, roles.sandbox);
    await database(client, databases.sterling, roles.sandbox);
  } finally {
    await client.end();
  }
}

async function login(client: Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  // Utility statements take no parameters.
  await client.query(
    `${verb} role ${client.escapeIdentifier(role)} with login password ${client.escapeLiteral(password)}`,
  );
}

async function database(client: Client, name: string, owner: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0)
    await client.query(`create database ${client.escapeIdentifier(name)} owner ${client.escapeIdentifier(owner)}`);
}
