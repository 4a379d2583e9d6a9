import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIfAbsent } from './files.ts';

/** The passwords of the local stack, made at the first start and kept in files only their owner can read. */
export type SecretName =
  | 'postgres-superuser'
  | 'postgres-owner'
  | 'postgres-application'
  | 'postgres-sandbox'
  | 'syspro-enet'
  | 'syspro-odata'
  | 'sterling'
  | 'sterling-new-partner';

export interface StackSecret {
  readonly file: string;
  readonly value: string;
}

/** Makes the passwords that do not exist yet and reads them all. */
export function stackSecrets(folder: string): Readonly<Record<SecretName, StackSecret>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = (name: string): StackSecret => {
    const file = join(folder, name);
    // A password that exists is never replaced: the data behind it would be locked out.
    writeIfAbsent(file, `${randomBytes(15).toString('base64url')}\n`, 0o600);
    return { file, value: readFileSync(file, 'utf8').trimEnd() };
  };
  return {
    'postgres-superuser': secret('postgres-superuser'),
    'postgres-owner': secret('postgres-owner'),
    'postgres-application': secret('postgres-application'),
    'postgres-sandbox': secret('postgres-sandbox'),
    'syspro-enet': secret('syspro-enet'),
    'syspro-odata': secret('syspro-odata'),
    sterling: secret('sterling'),
    'sterling-new-partner': secret('sterling-new-partner'),
  };
}
