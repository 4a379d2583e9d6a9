import { defaultParser, Token as ParserToken, TokenType, type Token } from '@odata/parser';
import { quoted } from '../database.ts';
import { findColumn, type Column, type Table } from '../tables/column.ts';
import { booleanTree, type BooleanTree } from './boolean-order.ts';
import { edmType, type EdmType } from './edm.ts';
import { invalidQuery } from './odata-error.ts';

/** Parameterised SQL; `$1` is the first of the values. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly string[];
}

/** The zone the service renders SQL Server's zoneless datetimes in. */
export interface FilterOptions {
  /** Minutes east of UTC. */
  readonly offsetMinutes: number;
}

interface Operand {
  readonly sql: string;
  readonly type: EdmType;
}

/**
 * Compiles a `$filter` (decoded) to SQL over the table.
 *
 * @throws ODataError 400 for syntax the parser refuses, unknown properties, incompatible types and unsupported functions
 */
export function compileFilter(table: Table, filter: string, options: FilterOptions): SqlCondition {
  const values: string[] = [];
  const compiler = createCompiler(table, options, (value) => `$${values.push(value)}`);
  return { sql: compiler(booleanTree(parse(filter))), values };
}

/** The SQL of a property: its column, or the expression of a column that a view adds. */
export function columnSql(column: Column): string {
  return column.expression === undefined ? quoted(column.name) : `(${column.expression})`;
}

function parse(filter: string): Token {
  try {
    // The parser expects percent-encoded input; everything else of it reads decoded text as well.
    return defaultParser.filter(filter.replaceAll('%', '%25'));
  } catch (error) {
    throw invalidQuery(`Syntax error in '${filter}': ${error instanceof Error ? error.message : String(error)}.`);
  }
}

const comparisons: ReadonlyMap<TokenType, string> = new Map([
  [TokenType.EqualsExpression, '='],
  [TokenType.NotEqualsExpression, 'IS DISTINCT FROM'],
  [TokenType.GreaterThanExpression, '>'],
  [TokenType.GreaterOrEqualsExpression, '>='],
  [TokenType.LesserThanExpression, '<'],
  [TokenType.LesserOrEqualsExpression, '<='],
]);

const wrappers: ReadonlySet<TokenType> = new Set([
  TokenType.CommonExpression,
  TokenType.ParenExpression,
  TokenType.FirstMemberExpression,
  TokenType.MemberExpression,
  TokenType.PropertyPathExpression,
]);

function createCompiler(
  table: Table,
  { offsetMinutes }: FilterOptions,
  bind: (value: string) => string,
): (tree: BooleanTree) => string {
  const condition = (tree: BooleanTree): string => {
    if (tree.op === 'term') return term(tree.token);
    // A comparison with null is false, and its negation true: C# semantics, not SQL's.
    if (tree.op === 'not') return `((${condition(tree.operand)}) IS NOT TRUE)`;
    return `(${tree.operands.map(condition).join(tree.op === 'and' ? ' AND ' : ' OR ')})`;
  };

  const term = (token: Token): string => {
    const operator = comparisons.get(token.type);
    if (operator === undefined) {
      const { sql, type } = operand(token);
      if (type !== 'Edm.Boolean') throw invalidQuery(`'${token.raw}' is not a condition.`);
      return sql;
    }
    const { left, right }: { left: Token; right: Token } = token.value;
    return compare(operator, operand(left), operand(right), token.raw);
  };

  const compare = (operator: string, left: Operand, right: Operand, raw: string): string => {
    if (left.type === 'null' || right.type === 'null') {
      const other = left.type === 'null' ? right : left;
      if (operator === '=') return `(${other.sql} IS NULL)`;
      if (operator === 'IS DISTINCT FROM') return `(${other.sql} IS NOT NULL)`;
      return 'false';
    }
    const numeric = (type: EdmType): boolean => type === 'Edm.Decimal' || type === 'Edm.Int32';
    const comparable =
      left.type === right.type ? left.type !== 'Edm.Binary' : numeric(left.type) && numeric(right.type);
    if (!comparable) {
      throw invalidQuery(
        `A binary operator with incompatible types was detected. Found operand types '${left.type}' and '${right.type}' in '${raw}'.`,
      );
    }
    return `(${left.sql} ${operator} ${right.sql})`;
  };

  const operand = (token: Token): Operand => {
    if (wrappers.has(token.type)) return operand(inner(token));
    if (token.type === TokenType.Literal) return literal(token);
    if (token.type === TokenType.MethodCallExpression) return method(token);
    if (token.type !== TokenType.ODataIdentifier) throw invalidQuery(`'${token.raw}' is not supported.`);
    const { name }: { name: string } = token.value;
    const column = findColumn(table, name);
    if (column === undefined) {
      throw invalidQuery(`Could not find a property named '${name}' on type 'SYSPRO.${table.name}'.`);
    }
    return { sql: columnSql(column), type: edmType(column.type) };
  };

  const literal = (token: Token): Operand => {
    const type = String(token.value);
    switch (type) {
      case 'Edm.String': {
        const text = token.raw.slice(1, -1).replaceAll("''", "'").replaceAll('%25', '%');
        return { sql: `${bind(text)}::bpchar COLLATE "C"`, type };
      }
      case 'Edm.SByte':
      case 'Edm.Byte':
      case 'Edm.Int16':
      case 'Edm.Int32':
      case 'Edm.Int64':
      case 'Edm.Decimal':
      case 'Edm.Double':
        return { sql: `${bind(token.raw)}::numeric`, type: 'Edm.Decimal' };
      case 'Edm.DateTimeOffset':
        return { sql: `${bind(wallClock(token.raw, offsetMinutes))}::timestamp`, type };
      case 'Edm.Date':
        return { sql: `${bind(token.raw)}::date`, type };
      case 'Edm.Boolean':
        return { sql: token.raw === 'true' ? 'true' : 'false', type };
      case 'null':
        return { sql: 'NULL', type };
      default:
        throw invalidQuery(`Literals of type ${type} are not supported.`);
    }
  };

  const method = (token: Token): Operand => {
    const { method: name, parameters }: { method: string; parameters?: readonly Token[] } = token.value;
    const [first, second] = (parameters ?? []).map(operand);
    // concat() and not ::text, because a cast would cut the trailing blanks that LIKE sees.
    const text = (value: Operand | undefined): string => {
      if (value?.type !== 'Edm.String') throw invalidQuery(`No function signature for '${token.raw}'.`);
      return `concat(${value.sql})`;
    };
    const date = (value: Operand | undefined): string => {
      if (value?.type !== 'Edm.DateTimeOffset') throw invalidQuery(`No function signature for '${token.raw}'.`);
      return value.sql;
    };
    switch (name) {
      case 'startswith':
        return { sql: `starts_with(${text(first)}, ${text(second)})`, type: 'Edm.Boolean' };
      case 'endswith':
        return { sql: `(right(${text(first)}, length(${text(second)})) = ${text(second)})`, type: 'Edm.Boolean' };
      case 'contains':
        return { sql: `(strpos(${text(first)}, ${text(second)}) > 0)`, type: 'Edm.Boolean' };
      case 'tolower':
        return { sql: `lower(${text(first)})::bpchar COLLATE "C"`, type: 'Edm.String' };
      case 'toupper':
        return { sql: `upper(${text(first)})::bpchar COLLATE "C"`, type: 'Edm.String' };
      case 'trim':
        return { sql: `btrim(${text(first)})::bpchar COLLATE "C"`, type: 'Edm.String' };
      case 'length':
        // SQL Server's LEN does not count trailing blanks.
        return { sql: `length(rtrim(${text(first)}))`, type: 'Edm.Int32' };
      case 'year':
      case 'month':
      case 'day':
        return { sql: `extract(${name} FROM ${date(first)})`, type: 'Edm.Int32' };
      case 'date':
        return { sql: `(${date(first)})::date`, type: 'Edm.Date' };
      default:
        throw invalidQuery(`The function '${name}' is not supported.`);
    }
  };

  return condition;
}

function inner(token: Token): Token {
  if (token.value instanceof ParserToken) return token.value;
  throw invalidQuery(`The path '${token.raw}' is not supported.`);
}

/** An instant as the service's wall clock shows it, which is how the tables hold it. */
function wallClock(literal: string, offsetMinutes: number): string {
  const instant = Date.parse(literal.replace(/%252B/i, '+'));
  if (Number.isNaN(instant)) throw invalidQuery(`'${literal}' is not a date and time.`);
  return new Date(instant + offsetMinutes * 60_000).toISOString().slice(0, 23);
}
