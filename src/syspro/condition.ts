import { Exact } from '../documents/decimal.ts';
import type { Condition, TableRow } from './table-reader.ts';

/** The columns a condition is about, each once. */
export function columnsOf(condition: Condition): string[] {
  if ('anyOf' in condition) return [...new Set(condition.anyOf.flatMap(columnsOf))];
  if ('allOf' in condition) return [...new Set(condition.allOf.flatMap(columnsOf))];
  return [condition.column];
}

/** Whether a row that has all of {@link columnsOf} meets a condition. An absent column compares as blank text, or as 0. */
export function holds(condition: Condition, row: TableRow): boolean {
  if ('anyOf' in condition) return condition.anyOf.some((one) => holds(one, row));
  if ('allOf' in condition) return condition.allOf.every((one) => holds(one, row));
  const text = row[condition.column];
  if ('undated' in condition) return text === undefined;
  if ('is' in condition) {
    const order = compare(text ?? '', condition.value.trimEnd());
    switch (condition.is) {
      case 'eq':
        return order === 0;
      case 'ne':
        return order !== 0;
      case 'gt':
        return order > 0;
      case 'ge':
        return order >= 0;
      case 'lt':
        return order < 0;
      case 'le':
        return order <= 0;
    }
  }
  if (text === undefined) return false;
  return (
    (condition.from === undefined || text >= condition.from) && (condition.to === undefined || text <= condition.to)
  );
}

/** As numbers where both are numbers, else as texts. */
function compare(a: string, b: string): number {
  if (isNumber(a) && isNumber(b)) return new Exact(a).cmp(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
