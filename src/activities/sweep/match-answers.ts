import type { NewAnswer } from '../../ledger/answers.ts';
import type { Queryable } from '../../ledger/database.ts';
import type { Answer } from '../../x12/acknowledgements/index.ts';
import { AnswerRows, type Said } from './answer-rows.ts';
import { AcknowledgementMatching } from './match-acknowledgement.ts';
import { BusinessMatching } from './match-business.ts';
import type { Arrival } from './sent-groups.ts';

/**
 * Says which documents of ours the answers of one message are about, and what each says of them. Answers that belong to none are in
 * it too, with the reason.
 */
export async function matchAnswers(
  db: Queryable,
  arrival: Arrival,
  answers: readonly Answer[],
): Promise<readonly NewAnswer[]> {
  const rows = new AnswerRows(db, arrival);
  const [acknowledgements, business] = [new AcknowledgementMatching(rows), new BusinessMatching(db, rows)];
  const matched = (answer: Answer): Promise<Said[]> => {
    switch (answer.kind) {
      case '997':
      case '999':
      case 'TA1':
        return acknowledgements.said(answer);
      case '824':
        return business.advice(answer);
      case '855':
        return business.order(answer);
      case '864':
        return business.text(answer);
      case 'other':
        return rows.unmatched(answer, answer.id, 'no-answer', {}, answer.name ?? `set ${answer.id}`);
    }
  };
  const said: Said[] = [];
  for (const answer of answers) said.push(...(await matched(answer)));
  return said.map((one, index) => ({ ...one, position: index + 1 }));
}
