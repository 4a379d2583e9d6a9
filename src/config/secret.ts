import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Where a secret is kept: the configuration file names the place and never holds the secret itself. */
export const secretReference = z
  .union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })], {
    error: 'is a secret: give { env: NAME } or { file: path }, never the secret itself',
  })
  .meta({ description: 'A secret by reference: the name of an environment variable, or a file that holds it' });

export type SecretReference = z.infer<typeof secretReference>;

/** A secret could not be read: says which reference, never what was in it. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';
}

/**
 * Reads a secret. A file's trailing line break is dropped; nothing else is.
 * @param folder what a relative file path is relative to: the configuration file's folder
 * @throws SecretUnreadable
 */
export function readSecret(reference: SecretReference, folder: string, env: NodeJS.ProcessEnv = process.env): string {
  if ('env' in reference) {
    const value = env[reference.env];
    if (value === undefined) throw new SecretUnreadable(`the environment variable ${reference.env} is not set`);
    return value;
  }
  const path = resolve(folder, reference.file);
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new SecretUnreadable(`the file ${path} cannot be read (${fileErrorOf(error)})`);
  }
}

/** The system's short code of a file that cannot be read, `ENOENT`. */
export function fileErrorOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
