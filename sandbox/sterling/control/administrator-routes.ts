import type { Pool } from 'pg';
import { z } from 'zod';
import { transaction } from '../database.ts';
import type { App } from '../resources/resource.ts';
import { bodyFields } from '../wire/body.ts';
import { administer, edit, randomEdits, type Edit } from './administrator.ts';

const edits = z.union([z.array(edit).min(1), edit.transform((one) => [one])]);
const randomRequest = z.strictObject({ seed: z.int(), count: z.int().min(1).max(1000) });

/** `/administrator`: edits on Sterling's side that no API of ours made. Several are made together or not at all. */
export function addAdministratorRoutes(app: App, db: Pool): void {
  const make = (wanted: readonly Edit[]): Promise<readonly Edit[]> =>
    transaction(db, async (client) => {
      for (const one of wanted) await administer(client, one);
      return wanted;
    });

  app.post('/administrator', (request) => make(bodyFields(edits, request.body)));
  app.post('/administrator/random', async (request) => {
    const { seed, count } = bodyFields(randomRequest, request.body);
    return make(await randomEdits(db, seed, count));
  });
  app.get('/accounts', async () => {
    const { rows } = await db.query(
      `SELECT user_id AS "userId", partner_name AS "partnerName", user_group AS "userGroup", mailbox_path AS "virtualRoot"
       FROM user_account LEFT JOIN virtual_root ON user_name = user_id ORDER BY user_id`,
    );
    return rows;
  });
}
