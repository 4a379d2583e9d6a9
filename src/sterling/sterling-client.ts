import type { HttpClient } from '../http/http-client.ts';
import { createCodeLists, type CodeLists } from './code-lists.ts';
import { createCommunities, type Communities } from './communities.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createMailboxContents, type MailboxContents } from './mailbox-contents.ts';
import { createMailboxMessages, type MailboxMessages } from './mailbox-messages.ts';
import { createMailboxes, type Mailboxes } from './mailboxes.ts';
import { createMessageBatches, type MessageBatches } from './message-batches.ts';
import { realRepeats, type Repeats } from './repeat-read.ts';
import { createRoutingRules, type RoutingRules } from './routing-rules.ts';
import { createSterlingApi } from './sterling-api.ts';
import { createTradingPartners, type TradingPartners } from './trading-partners.ts';

/**
 * The B2B REST API of IBM Sterling B2B Integrator, as far as we use it. It never repeats what may change something:
 * whether and when that may be done again is decided by the one who knows what the request was for, from the outcome of a
 * SterlingError. A read is repeated at most twice within half a minute, see repeatRead.
 *
 * Every call takes a signal. One aborted before anything was sent throws its reason; one aborted later is a SterlingError,
 * since a post given up may have arrived.
 */
export interface SterlingClient
  extends
    CodeLists,
    Communities,
    Documents,
    MailboxContents,
    MailboxMessages,
    Mailboxes,
    MessageBatches,
    RoutingRules,
    TradingPartners {
  /** One cheap read that needs a connection, TLS, the credentials and the API permission. @throws SterlingError */
  checkAccess(signal?: AbortSignal): Promise<void>;
}

/**
 * @param options.http with the Basic credentials, the certificate authority and the time-outs of Sterling
 * @param options.baseUrl `https://host:port/B2BAPIs/svc/`
 * @param options.repeats how reads wait between repeats, for tests
 */
export function createSterlingClient(options: {
  readonly http: HttpClient;
  readonly baseUrl: string;
  readonly repeats?: Repeats;
}): SterlingClient {
  const api = createSterlingApi(options.http, options.baseUrl, options.repeats ?? realRepeats);
  return {
    ...createCodeLists(api),
    ...createCommunities(api),
    ...createDocuments(api),
    ...createMailboxContents(api),
    ...createMailboxMessages(api),
    ...createMailboxes(api),
    ...createMessageBatches(api),
    ...createRoutingRules(api),
    ...createTradingPartners(api),
    checkAccess(signal) {
      return api.probe('mailboxes/', signal);
    },
  };
}
