import type { AdviceItem, OrderAcknowledgement } from '../../x12/acknowledgements/index.ts';

/** What an 824 says of one thing, in one line. */
export function adviceWords({ verdict, errors }: AdviceItem): string {
  const why = errors.map(({ error, text }) => text ?? error.words);
  return [verdict.words, ...why].join('; ');
}

/** What an 855 says of an order, in one line: the whole, and each line that is not as ordered. */
export function orderWords({ verdict, lines, sellersNumber }: OrderAcknowledgement): string {
  const otherwise = lines
    .filter((line) => line.statuses.length > 0 && line.verdict.outcome !== 'accepted')
    .map((line) => `line ${line.line || '(no number)'}: ${line.verdict.words}`);
  const number = sellersNumber === '' ? [] : [`the supplier’s number is ${sellersNumber}`];
  return [verdict.words, ...otherwise, ...number].join('; ');
}
