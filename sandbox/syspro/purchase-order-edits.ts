import { insertRows, readRows, tableName, type Database } from './database.ts';
import { porMasterDetail } from './tables/por-master-detail.ts';
import { porMasterHdr } from './tables/por-master-hdr.ts';

const those = '"PurchaseOrder" = ANY($1::bpchar[])';

/** Raises AmendedCount. */
export async function noteAmended(db: Database, company: string, numbers: readonly string[]): Promise<void> {
  await db.query(`UPDATE ${tableName(company, porMasterHdr)} SET "AmendedCount" = "AmendedCount" + 1 WHERE ${those}`, [
    numbers,
  ]);
}

/** Numbers the lines 1, 2, 3, and the comments' references with them. */
export async function renumberLines(db: Database, company: string, numbers: readonly string[]): Promise<void> {
  const lines = await readRows(db, company, porMasterDetail, `WHERE ${those} ORDER BY "PurchaseOrder", "Line"`, [
    numbers,
  ]);
  const anew = [...Map.groupBy(lines, (line) => line['PurchaseOrder']).values()].flatMap((own) => {
    const number = new Map(own.map((line, i) => [line['Line'], i + 1]));
    return own.map((line) => ({
      ...line,
      Line: number.get(line['Line'] ?? null) ?? 0,
      NCommentFromLin: number.get(line['NCommentFromLin'] ?? null) ?? 0,
    }));
  });
  await db.query(`DELETE FROM ${tableName(company, porMasterDetail)} WHERE ${those}`, [numbers]);
  await insertRows(db, company, porMasterDetail, anew);
}

/** Receives all goods: rows change, the orders do not. */
export async function receiveGoods(
  db: Database,
  company: string,
  numbers: readonly string[],
  day: string,
): Promise<void> {
  await db.query(
    `UPDATE ${tableName(company, porMasterDetail)}
     SET "MReceivedQty" = "MOrderQty", "MLastReceiptDat" = $2, "MCompleteFlag" = 'Y'
     WHERE ${those} AND "LineType" IN ('1', '7')`,
    [numbers, day],
  );
}

/** Prints them again: DateLastDocPrt and PrintCount change, the orders do not. */
export async function reprintOrders(
  db: Database,
  company: string,
  numbers: readonly string[],
  day: string,
): Promise<void> {
  await db.query(
    `UPDATE ${tableName(company, porMasterHdr)} SET "DateLastDocPrt" = $2, "PrintCount" = "PrintCount" + 1 WHERE ${those}`,
    [numbers, day],
  );
}
