import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { App } from '../resources/resource.ts';
import type { Ticker } from '../ticker.ts';
import { bodyFields, date } from '../wire/body.ts';

const tickRequest = z.strictObject({
  /** What time it is for this tick. */
  at: date.optional(),
});
const clockRequest = z.strictObject({
  /** Null: the machine's time. */
  at: date.nullable(),
});

/** `/tick` and `/clock`. */
export function addTimeRoutes(app: App, { ticker, clock }: { readonly ticker: Ticker; readonly clock: Clock }): void {
  app.post('/tick', (request) => ticker.tick(bodyFields(tickRequest, request.body).at));
  app.get('/clock', () => ({ at: clock.now().toISOString() }));
  app.put('/clock', async (request) => {
    await clock.set(bodyFields(clockRequest, request.body).at ?? undefined);
    return { at: clock.now().toISOString() };
  });
}
