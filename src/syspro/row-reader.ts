import { decimalText, type DecimalText } from '../documents/decimal.ts';
import type { Finding } from '../documents/finding.ts';
import { isLocalDate, type LocalDate } from '../documents/local-date.ts';
import type { TableRow } from './table-reader.ts';

/**
 * Takes values out of one row and collects what is wrong with them, so that a document is refused with all its findings at
 * once. A method that finds something wrong returns undefined and goes on.
 */
export interface RowReader {
  /** A text without surrounding blanks. */
  text(column: string): string | undefined;
  /** A code or key: its leading blanks are part of it. */
  code(column: string): string | undefined;
  /** A code that has to be there; `''` with a finding where it is not. */
  requiredCode(column: string): string;
  /** A number; `0` where the column is null. */
  decimal(column: string): DecimalText;
  /** A whole number; `0` where the column is null. */
  integer(column: string): number;
  date(column: string): LocalDate | undefined;
  /** A Y/N flag, blank meaning N. */
  flag(column: string): boolean;
  /** Notes something wrong with a column. */
  report(column: string, code: string, message: string, fix: string): void;
}

/** A column's text without surrounding blanks; undefined where it is blank. */
export function textIn(row: TableRow, column: string): string | undefined {
  return row[column]?.trim() || undefined;
}

/**
 * @param record how findings name the row: `PorMasterDetail 000000000150802 line 3`
 * @param findings what is found is added here
 */
export function readRow(row: TableRow, record: string, findings: Finding[]): RowReader {
  const report: RowReader['report'] = (field, code, message, fix) => {
    const value = row[field]?.slice(0, 80);
    findings.push({ code, severity: 'error', record, field, message, fix, ...(value !== undefined && { value }) });
  };
  const reader: RowReader = {
    report,
    code: (column) => row[column],
    text: (column) => textIn(row, column),
    requiredCode(column) {
      const code = row[column];
      if (code === undefined) report(column, 'SYSPRO-VALUE-MISSING', 'is blank', 'Complete the record in SYSPRO.');
      return code ?? '';
    },
    decimal(column) {
      const raw = row[column];
      if (raw === undefined) return '0';
      try {
        return decimalText(raw);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        report(column, 'SYSPRO-NUMBER-UNREADABLE', 'is not a number', 'Correct the record in SYSPRO.');
        return '0';
      }
    },
    integer(column) {
      const text = reader.decimal(column);
      if (/^-?\d{1,9}$/.test(text)) return Number(text);
      report(column, 'SYSPRO-NUMBER-UNREADABLE', 'is not a whole number', 'Correct the record in SYSPRO.');
      return 0;
    },
    date(column) {
      const raw = row[column];
      if (raw === undefined || isLocalDate(raw)) return raw;
      report(
        column,
        'SYSPRO-DATE-UNREADABLE',
        'is not midnight of any day, so its day is not certain',
        'Set the company’s timeZone to that of the SYSPRO server.',
      );
      return undefined;
    },
    flag: (column) => row[column]?.trim().toUpperCase() === 'Y',
  };
  return reader;
}
