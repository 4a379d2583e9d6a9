import { z } from 'zod';
import type { Database } from '../database.ts';
import { deletePartner, updatePartner } from '../store/trading-partners.ts';
import { notFound } from '../wire/api-error.ts';
import { text } from '../wire/body.ts';
import { randomNumbers } from './random.ts';

const code = text;

/** What somebody does at Sterling's own screens. */
export const edit = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('change-city'), code, city: text }),
  z.strictObject({ do: z.literal('change-phone'), code, phone: text }),
  z.strictObject({ do: z.literal('delete-partner'), code }),
  z.strictObject({ do: z.literal('delete-rule'), rule: text }),
  /** Of all messages that are in the mailbox now; extractability belongs to messages. */
  z.strictObject({
    do: z.literal('change-extractability'),
    mailbox: text,
    to: z.union([z.literal('always'), z.strictObject({ count: z.int32().min(0) })]),
  }),
]);
export type Edit = z.infer<typeof edit>;

/** Makes an edit. @throws ApiError 404 where there is nothing of that name */
export async function administer(db: Database, wanted: Edit): Promise<void> {
  switch (wanted.do) {
    case 'change-city':
      return mustBe(await updatePartner(db, await nameOf(db, wanted.code), { city: wanted.city }), wanted.code);
    case 'change-phone':
      return mustBe(await updatePartner(db, await nameOf(db, wanted.code), { phone: wanted.phone }), wanted.code);
    case 'delete-partner':
      return mustBe(await deletePartner(db, await nameOf(db, wanted.code)), wanted.code);
    case 'delete-rule': {
      const { rowCount } = await db.query('DELETE FROM routing_rule WHERE name = $1', [wanted.rule]);
      return mustBe(rowCount === 1, wanted.rule);
    }
    case 'change-extractability': {
      const { rowCount } = await db.query('SELECT FROM mailbox WHERE path = $1', [wanted.mailbox]);
      mustBe(rowCount === 1, wanted.mailbox);
      const always = wanted.to === 'always' ? true : null;
      await db.query(
        `UPDATE message SET extractable_always = $2, extractable_count = $3, extractable_until = NULL
         WHERE mailbox_path = $1 AND deleted_at IS NULL`,
        [wanted.mailbox, always, wanted.to === 'always' ? null : wanted.to.count],
      );
    }
  }
}

const cities = ['Toledo', 'Duluth', 'Peoria', 'Kenosha', 'Windsor', 'St. Catharines'];

/** Edits of an administrator's day, the same for a seed each time: mostly addresses and telephones, seldom a deletion. */
export async function randomEdits(db: Database, seed: number, count: number): Promise<Edit[]> {
  const random = randomNumbers(seed);
  const pick = <T>(of: readonly T[]): T | undefined => of[Math.floor(random() * of.length)];
  const { rows: partners } = await db.query<{ code: string }>('SELECT code FROM trading_partner ORDER BY code');
  const { rows: rules } = await db.query<{ name: string }>('SELECT name FROM routing_rule ORDER BY name');
  const gone = new Set<string>();
  const edits: Edit[] = [];
  while (edits.length < count) {
    const partner = pick(partners.filter((p) => !gone.has(p.code)));
    if (partner === undefined) break;
    const kind = random();
    if (kind < 0.45) edits.push({ do: 'change-city', code: partner.code, city: pick(cities) ?? 'Toledo' });
    else if (kind < 0.9) {
      const phone = `+1-555-${String(Math.floor(random() * 10_000)).padStart(4, '0')}`;
      edits.push({ do: 'change-phone', code: partner.code, phone });
    } else if (kind < 0.95) {
      gone.add(partner.code);
      edits.push({ do: 'delete-partner', code: partner.code });
    } else {
      const rule = pick(rules.filter((r) => !gone.has(r.name)));
      if (rule === undefined) continue;
      gone.add(rule.name);
      edits.push({ do: 'delete-rule', rule: rule.name });
    }
  }
  return edits;
}

async function nameOf(db: Database, code: string): Promise<string[]> {
  const { rows } = await db.query<{ partner_name: string }>(
    'SELECT partner_name FROM trading_partner WHERE code = $1',
    [code],
  );
  return rows.map(({ partner_name: name }) => name);
}

function mustBe(there: boolean, what: string): void {
  if (!there) throw notFound(`${what} does not exist`);
}
