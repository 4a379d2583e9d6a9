import { z } from 'zod';
import type { SterlingApi } from './sterling-api.ts';

/** The `documents` resource: the store of payloads. A document alone is in no mailbox and reaches nobody. */
export interface Documents {
  /**
   * Stores a payload. Its outcome may be repeated without looking first: what an unanswered attempt may have left is an
   * orphan that no partner can see.
   * @param document.name the document's name, and by habit the message's
   * @param document.contentType as MIME writes it; `application/edi-x12` when left out
   * @throws SterlingError
   */
  putDocument(
    document: { readonly name: string; readonly bytes: Uint8Array; readonly contentType?: string },
    signal?: AbortSignal,
  ): Promise<{ readonly documentId: string }>;
  /** The bytes of a document. Reading them so leaves the message's extractability alone [INF]. @throws SterlingError */
  getPayload(documentId: string, signal?: AbortSignal): Promise<Uint8Array>;
  /** Deletes a document; false when there is none. For orphans of posts that failed half-way. @throws SterlingError */
  deleteDocument(documentId: string, signal?: AbortSignal): Promise<boolean>;
}

// Checked, because Buffer skips over whatever is not base64; line breaks in it are usual.
const payload = z.object({
  response: z
    .string()
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.base64()),
});

export function createDocuments(api: SterlingApi): Documents {
  return {
    async putDocument({ name, bytes, contentType = 'application/edi-x12' }, signal) {
      const [type, subtype] = contentType.split('/', 2);
      const fields = {
        payload: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
        documentName: name,
        contentType: type,
        contentSubtype: subtype,
      };
      return { documentId: await api.create('documents/', fields, signal) };
    },

    async getPayload(documentId, signal) {
      const path = `documents/${encodeURIComponent(documentId)}/actions/getpayload`;
      const { response } = await api.ask(path, { isPlainText: false }, payload, signal);
      return Buffer.from(response, 'base64');
    },

    deleteDocument(documentId, signal) {
      return api.remove(`documents/${encodeURIComponent(documentId)}`, signal);
    },
  };
}
