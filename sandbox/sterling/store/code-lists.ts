import { z } from 'zod';
import { isDuplicate, type Database } from '../database.ts';
import { ApiError, badRequest } from '../wire/api-error.ts';
import { optional, text } from '../wire/body.ts';
import { likePattern, type Page } from '../wire/listing.ts';

/** Text without the character that keys are joined by. */
export const listText = text.regex(/^[^|]*$/, 'contains |');
const words = optional(z.string());

/** Codes as they are written: what the sender calls it, what the receiver does, and nine texts. */
export const codeSets = z.array(
  z.strictObject({
    senderCode: listText,
    receiverCode: listText,
    description: words,
    ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`text${i + 1}`, words])),
  }),
);
export type CodeSets = z.infer<typeof codeSets>;

/** A row of `code_list`. */
export interface CodeListRow {
  readonly name: string;
  readonly sender_identity: string;
  readonly receiver_identity: string;
  readonly version: number;
  readonly is_default: boolean;
  readonly comments: string | null;
  readonly list_status: number;
  readonly user_name: string;
  readonly created_at: Date;
}

/** The key of a list: `name|sender|receiver|version`. */
export function codeListKey(row: CodeListRow): string {
  return [row.name, row.sender_identity, row.receiver_identity, row.version].join('|');
}

const same = 'name = $1 AND sender_identity = $2 AND receiver_identity = $3 AND version = $4';
const keyOf = (row: CodeListRow): unknown[] => [row.name, row.sender_identity, row.receiver_identity, row.version];

/** Creates a list, or its next version. @returns its key; @throws ApiError 400 where it exists and no version was asked for */
export async function createCodeList(
  db: Database,
  fields: {
    readonly codeListName: string;
    readonly senderIdentity?: string | null;
    readonly receiverIdentity?: string | null;
    readonly codes: CodeSets;
    readonly comments?: string | null;
    readonly createNewVersion?: boolean | null;
    readonly makeDefault?: boolean | null;
    readonly listStatus?: number | null;
  },
  userName: string,
  at: Date,
): Promise<string> {
  const names = [fields.codeListName, fields.senderIdentity ?? '', fields.receiverIdentity ?? ''];
  const { rows: before } = await db.query<{ version: number }>(
    `SELECT version FROM code_list WHERE name = $1 AND sender_identity = $2 AND receiver_identity = $3
     ORDER BY version DESC LIMIT 1`,
    names,
  );
  if (before.length > 0 && fields.createNewVersion !== true)
    throw new ApiError(400, 'duplicate', `Code list ${fields.codeListName} already exists`);
  // [INF] That the first version is the default one whatever is asked.
  const isDefault = before.length === 0 || fields.makeDefault === true;
  if (isDefault) await noDefault(db, names);
  const { rows } = await db.query<CodeListRow>(
    `INSERT INTO code_list (name, sender_identity, receiver_identity, version, is_default, comments, list_status, user_name, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING *`,
    [...names, (before[0]?.version ?? 0) + 1, isDefault, fields.comments ?? null, fields.listStatus ?? 1, userName, at],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the insert returned nothing');
  await addCodes(db, row, fields.codes, 'refuse');
  return codeListKey(row);
}

/** A list by its key; a version of -1 is the default one. [INF] That older products do not know -1 is not imitated. */
export async function findCodeList(db: Database, key: string): Promise<CodeListRow | undefined> {
  const [name = '', sender = '', receiver = '', version = '-1', ...more] = key.split('|');
  if (more.length > 0 || !/^(-1|\d{1,9})$/.test(version)) return undefined;
  const { rows } = await db.query<CodeListRow>(
    `SELECT * FROM code_list WHERE name = $1 AND sender_identity = $2 AND receiver_identity = $3
       AND CASE WHEN $4::integer = -1 THEN is_default ELSE version = $4::integer END`,
    [name, sender, receiver, version],
  );
  return rows[0];
}

/** A page of the lists of a name (`%` is the wildcard) and version. */
export async function listCodeLists(
  db: Database,
  filter: { readonly name?: string | undefined; readonly version?: string | undefined },
  page: Page,
): Promise<CodeListRow[]> {
  const { rows } = await db.query<CodeListRow>(
    `SELECT * FROM code_list WHERE name ILIKE $1
       AND ($2::integer IS NULL OR CASE WHEN $2::integer = -1 THEN is_default ELSE version = $2::integer END)
     ORDER BY ${page.orderBy} LIMIT $3 OFFSET $4`,
    [filter.name === undefined ? '%' : likePattern(filter.name), filter.version ?? null, page.limit, page.offset],
  );
  return rows;
}

/** Changes a list; codes, where given, are its new codes. */
export async function changeCodeList(
  db: Database,
  row: CodeListRow,
  change: {
    readonly setAsDefaultVersion?: boolean | null;
    readonly comments?: string | null;
    readonly listStatus?: number | null;
    readonly codes?: CodeSets | null;
  },
): Promise<void> {
  if (change.setAsDefaultVersion === true) await noDefault(db, keyOf(row).slice(0, 3));
  await db.query(
    `UPDATE code_list SET is_default = is_default OR $5, comments = coalesce($6, comments), list_status = coalesce($7, list_status)
     WHERE ${same}`,
    [...keyOf(row), change.setAsDefaultVersion === true, change.comments ?? null, change.listStatus ?? null],
  );
  if (change.codes === undefined || change.codes === null) return;
  await db.query(`DELETE FROM code_list_code WHERE ${same}`, keyOf(row));
  await addCodes(db, row, change.codes, 'refuse');
}

/** Deletes a list with its codes. */
export async function deleteCodeList(db: Database, row: CodeListRow): Promise<boolean> {
  const { rowCount } = await db.query(`DELETE FROM code_list WHERE ${same}`, keyOf(row));
  return rowCount === 1;
}

async function noDefault(db: Database, names: unknown[]): Promise<void> {
  await db.query(
    'UPDATE code_list SET is_default = false WHERE name = $1 AND sender_identity = $2 AND receiver_identity = $3',
    names,
  );
}

/** The codes of a list, as they are read. */
export async function codesOf(db: Database, row: CodeListRow): Promise<{ senderCode: string; receiverCode: string }[]> {
  const { rows } = await db.query<{ sender_code: string; receiver_code: string; attributes: object }>(
    `SELECT sender_code, receiver_code, attributes FROM code_list_code WHERE ${same} ORDER BY sender_code, receiver_code`,
    keyOf(row),
  );
  return rows.map((code) => ({ senderCode: code.sender_code, receiverCode: code.receiver_code, ...code.attributes }));
}

/** Adds codes. @throws ApiError 400 for one that exists already, unless those are replaced */
export async function addCodes(
  db: Database,
  row: CodeListRow,
  codes: CodeSets,
  existing: 'refuse' | 'replace',
): Promise<void> {
  const key = keyOf(row);
  const pairs = codes.map(({ senderCode, receiverCode }) => `${senderCode}|${receiverCode}`);
  if (new Set(pairs).size < pairs.length) throw badRequest('codes: one of them is given twice');
  try {
    await db.query(
      `INSERT INTO code_list_code (name, sender_identity, receiver_identity, version, sender_code, receiver_code, attributes)
       SELECT $1, $2, $3, $4, s, r, jsonb_strip_nulls(a) FROM unnest($5::text[], $6::text[], $7::jsonb[]) AS code (s, r, a)
       ${existing === 'replace' ? 'ON CONFLICT (name, sender_identity, receiver_identity, version, sender_code, receiver_code) DO UPDATE SET attributes = excluded.attributes' : ''}`,
      [
        ...key,
        codes.map(({ senderCode }) => senderCode),
        codes.map(({ receiverCode }) => receiverCode),
        codes.map(({ senderCode: _sender, receiverCode: _receiver, ...attributes }) => attributes),
      ],
    );
  } catch (error) {
    if (isDuplicate(error)) throw new ApiError(400, 'duplicate', `A code of ${codeListKey(row)} already exists`);
    throw error;
  }
}

/** Deletes one code. */
export async function deleteCode(
  db: Database,
  row: CodeListRow,
  senderCode: string,
  receiverCode: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `DELETE FROM code_list_code WHERE ${same} AND sender_code = $5 AND receiver_code = $6`,
    [...keyOf(row), senderCode, receiverCode],
  );
  return rowCount === 1;
}
