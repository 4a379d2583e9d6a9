import { TokenType, type Token } from '@odata/parser';

/** A filter as nested and, or, not over its terms. */
export type BooleanTree =
  | { readonly op: 'and' | 'or'; readonly operands: readonly BooleanTree[] }
  | { readonly op: 'not'; readonly operand: BooleanTree }
  | { readonly op: 'term'; readonly token: Token };

/**
 * Orders a parsed filter by OData's precedence: not, then and, then or. The parser's own tree reads `not A and B` as
 * `not (A and B)`, so only its terms, their sequence and their parentheses are taken, and the operators are bound here.
 */
export function booleanTree(token: Token): BooleanTree {
  const sequence = flatten(token);
  const alternatives: BooleanTree[][] = [[]];
  for (const { joiner, tree } of sequence) {
    if (joiner === 'or') alternatives.push([tree]);
    else alternatives.at(-1)?.push(tree);
  }
  return join(
    'or',
    alternatives.map((operands) => join('and', operands)),
  );
}

interface Link {
  /** What stands before this operand; nothing before the first. */
  readonly joiner: 'and' | 'or' | undefined;
  readonly tree: BooleanTree;
}

function flatten(token: Token): Link[] {
  if (token.type === TokenType.AndExpression || token.type === TokenType.OrExpression) {
    const { left, right }: { left: Token; right: Token } = token.value;
    const [first, ...rest] = flatten(right);
    if (first === undefined) return flatten(left);
    return [...flatten(left), { ...first, joiner: token.type === TokenType.AndExpression ? 'and' : 'or' }, ...rest];
  }
  if (token.type === TokenType.NotExpression) {
    const negated: Token = token.value;
    const [first, ...rest] = flatten(negated);
    return first === undefined ? [] : [{ joiner: undefined, tree: { op: 'not', operand: first.tree } }, ...rest];
  }
  if (token.type === TokenType.BoolParenExpression) {
    const inParentheses: Token = token.value;
    return [{ joiner: undefined, tree: booleanTree(inParentheses) }];
  }
  return [{ joiner: undefined, tree: { op: 'term', token } }];
}

function join(op: 'and' | 'or', operands: readonly BooleanTree[]): BooleanTree {
  const [only] = operands;
  return operands.length === 1 && only !== undefined ? only : { op, operands };
}
