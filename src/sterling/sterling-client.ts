import { z } from 'zod';
import type { HttpClient } from '../http/http-client.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createMailboxMessages, type MailboxMessages } from './mailbox-messages.ts';
import { createMailboxes, type Mailboxes } from './mailboxes.ts';
import { createRoutingRules, type RoutingRules } from './routing-rules.ts';
import { createSterlingApi } from './sterling-api.ts';

/**
 * The B2B REST API of IBM Sterling B2B Integrator, as far as we use it. It never retries: what may be repeated, and
 * when, is decided by the one who knows what the request was for, from the outcome of a SterlingError.
 *
 * Every call takes a signal. One aborted before anything was sent throws its reason; one aborted later is a SterlingError,
 * since a post given up may have arrived.
 */
export interface SterlingClient extends Documents, MailboxMessages, Mailboxes, RoutingRules {
  /** One cheap read that needs a connection, TLS, the credentials and the API permission. @throws SterlingError */
  checkAccess(signal?: AbortSignal): Promise<void>;
}

/**
 * @param options.http with the Basic credentials, the certificate authority and the time-outs of Sterling
 * @param options.baseUrl `https://host:port/B2BAPIs/svc/`
 */
export function createSterlingClient(options: { readonly http: HttpClient; readonly baseUrl: string }): SterlingClient {
  const api = createSterlingApi(options.http, options.baseUrl);
  return {
    ...createDocuments(api),
    ...createMailboxMessages(api),
    ...createMailboxes(api),
    ...createRoutingRules(api),
    async checkAccess(signal) {
      await api.page('mailboxes/', {}, { first: 0, last: 0 }, z.unknown(), signal);
    },
  };
}
