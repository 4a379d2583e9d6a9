import type { App } from '../resources/resource.ts';
import { routeOf } from './fault-hooks.ts';

/** What the API has been asked since this process started. */
export interface Stats {
  /** By method and route, `POST mailboxmessages/`: how many requests came, and how many each status was answered to. */
  readonly requests: Record<string, { count: number; statuses: Record<string, number> }>;
  /** Requests that came and have neither an answer nor lost their connection. */
  inFlight: number;
  maximumInFlight: number;
}

export function createStats(): Stats {
  return { requests: {}, inFlight: 0, maximumInFlight: 0 };
}

/** Counts the requests of the API. Those without an answer are counted under the status `none`. */
export function addStatsHook(app: App, stats: Stats): void {
  app.addHook('onRequest', (request, reply, done) => {
    const entry = (stats.requests[`${request.method} ${routeOf(request)}`] ??= { count: 0, statuses: {} });
    entry.count += 1;
    stats.inFlight += 1;
    stats.maximumInFlight = Math.max(stats.maximumInFlight, stats.inFlight);
    // Also emitted when the connection is gone before there was an answer.
    reply.raw.once('close', () => {
      stats.inFlight -= 1;
      const status = reply.raw.writableFinished ? String(reply.raw.statusCode) : 'none';
      entry.statuses[status] = (entry.statuses[status] ?? 0) + 1;
    });
    done();
  });
}
