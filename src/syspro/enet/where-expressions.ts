import { addDays } from '../../documents/local-date.ts';
import type { Condition } from '../table-reader.ts';

/** How COMFND compares. */
type Operator = 'EQ' | 'NE' | 'GT' | 'GE' | 'LT' | 'LE';

interface Comparison {
  readonly column: string;
  readonly operator: Operator;
  readonly value: string;
}

const operators = { eq: 'EQ', ne: 'NE', gt: 'GT', ge: 'GE', lt: 'LT', le: 'LE' } as const satisfies Record<
  string,
  Operator
>;

export interface WhereSettings {
  /** What an absent date is compared with. Inferred: as COMFCH shows one. */
  readonly blankDate: string;
}

/** COMFND takes so many brackets in one place (XSD). */
const mostBrackets = 3;

/**
 * A condition as COMFND's list of expressions: each a comparison, joined to the one before by And or Or, with brackets around groups.
 * @throws RangeError for an empty list of conditions, and for more brackets in one place than COMFND takes
 */
export function whereExpressions(condition: Condition, settings: WhereSettings): string[] {
  return parts(simplified(condition, settings)).map(expression);
}

/** A condition of comparisons only, in which no group stands alone or directly within one of its own kind. */
type Group = Comparison | { readonly joiner: 'And' | 'Or'; readonly members: readonly Group[] };

function simplified(condition: Condition, settings: WhereSettings): Group {
  if ('anyOf' in condition) return grouped('Or', condition.anyOf, settings);
  if ('allOf' in condition) return grouped('And', condition.allOf, settings);
  const { column } = condition;
  if ('undated' in condition) return { column, operator: 'EQ', value: settings.blankDate };
  if ('is' in condition) return { column, operator: operators[condition.is], value: condition.value };
  const { from, to } = condition;
  if (from === undefined && to === undefined) return { column, operator: 'NE', value: settings.blankDate };
  // Before the day after, and not up to the day: should a time ever stand in a date, the day still has all of its rows.
  const bounds: Comparison[] = [
    ...(from === undefined ? [] : [{ column, operator: 'GE' as const, value: from }]),
    ...(to === undefined ? [] : [{ column, operator: 'LT' as const, value: addDays(to, 1) }]),
  ];
  return joined('And', bounds);
}

function grouped(joiner: 'And' | 'Or', conditions: readonly Condition[], settings: WhereSettings): Group {
  if (conditions.length === 0) throw new RangeError('a list of conditions needs at least one');
  return joined(
    joiner,
    conditions.map((one) => simplified(one, settings)),
  );
}

function joined(joiner: 'And' | 'Or', groups: readonly Group[]): Group {
  const members = groups.flatMap((group) => ('members' in group && group.joiner === joiner ? group.members : [group]));
  const [only] = members;
  return members.length === 1 && only ? only : { joiner, members };
}

interface Part {
  readonly comparison: Comparison;
  readonly joiner: 'And' | 'Or';
  readonly open: number;
  readonly close: number;
}

function parts(group: Group, joiner: 'And' | 'Or' = 'And'): Part[] {
  if (!('members' in group)) return [{ comparison: group, joiner, open: 0, close: 0 }];
  return group.members.flatMap((member, index) => {
    const inner = parts(member, group.joiner);
    const bracketed = 'members' in member;
    return inner.map((part, at) => ({
      ...part,
      // What joins a bracket to what stands before it is said at its first expression.
      joiner: at > 0 ? part.joiner : index === 0 ? joiner : group.joiner,
      open: part.open + (bracketed && at === 0 ? 1 : 0),
      close: part.close + (bracketed && at === inner.length - 1 ? 1 : 0),
    }));
  });
}

function expression({ comparison: { column, operator, value }, joiner, open, close }: Part): string {
  if (Math.max(open, close) > mostBrackets) throw new RangeError('the condition is nested deeper than COMFND takes');
  return [
    '<Expression>',
    open > 0 ? `<OpenBracket>${'('.repeat(open)}</OpenBracket>` : '',
    `<AndOr>${joiner}</AndOr><Column>${escapeXml(column)}</Column><Condition>${operator}</Condition>`,
    `<Value>${escapeXml(value)}</Value>`,
    close > 0 ? `<CloseBracket>${')'.repeat(close)}</CloseBracket>` : '',
    '</Expression>',
  ].join('');
}

/**
 * What comes after a key in the order of its columns, with one bracket to a column and none within another:
 * `A >= a and (A > a or B >= b) and (A > a or B > b or C > c)`. COMFND nests three brackets at most, and the rest of a condition
 * needs its own.
 */
export function afterKey(columns: readonly string[], values: readonly string[]): Condition {
  const compare = (at: number, is: 'gt' | 'ge'): Condition => ({
    column: columns[at] ?? '',
    is,
    value: values[at] ?? '',
  });
  return {
    allOf: columns.map((_, at) => ({
      anyOf: [
        ...columns.slice(0, at).map((_before, index) => compare(index, 'gt')),
        compare(at, at === columns.length - 1 ? 'gt' : 'ge'),
      ],
    })),
  };
}

/** A text as an XML element's content. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
