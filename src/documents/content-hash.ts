import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The canonical JSON text (RFC 8785) of a value: one text for one value, whatever the order of its keys.
 * Snapshots, profiles and the trail are stored and hashed in this form, so that anyone can recompute a hash.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a value without JSON form cannot be stored');
  return text;
}

/** SHA-256 of a text's UTF-8 bytes, or of bytes, in lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The hash by which two readings of a document are told apart: over every field the document carries. */
export function contentHash(document: unknown): string {
  return sha256(canonicalJson(document));
}
