import type { X12Finding } from '../finding.ts';
import type { TransactionSetEvent } from '../reading/read-event.ts';
import { sameNumber } from './same-number.ts';
import type { Answer } from './read-answers.ts';
import { isAccepted, type Verdict } from './verdict.ts';

/**
 * What reading found wrong within one set: it is cut off, SE is missing or counts other segments, something in it was not read.
 * Not its ST, whose number another set may have, nor an SE02 that differs from ST02 in leading zeros only.
 *
 * @param findings those of the reader so far, in order of the text
 * @returns none of a set that is whole
 */
export function damageOf(
  findings: readonly X12Finding[],
  { offset, set, errors }: Pick<TransactionSetEvent, 'offset' | 'set' | 'errors'>,
): X12Finding[] {
  if (errors === 0) return [];
  const within: X12Finding[] = [];
  for (let at = findings.length - 1; at >= 0; at -= 1) {
    const finding = findings[at];
    if (!finding || (finding.offset ?? 0) < offset) break;
    if (finding.severity === 'error') within.push(finding);
  }
  const damage = within
    .toReversed()
    .filter(
      ({ code, segment, value = '' }) =>
        segment !== 'ST' && !(code === 'X12-CONTROL-NUMBER' && segment === 'SE' && sameNumber(value, set.control)),
    );
  if (within.length >= errors) return damage;
  // Beyond the reader's limit its findings are counted and not listed.
  const message = `ends a set with ${errors} errors of which not all are listed`;
  return [...damage, { code: 'X12-LIMIT', severity: 'error', segment: 'SE', offset, message }];
}

/**
 * An answer as its set allows to believe it: what a damaged set accepts is undecided, for a rejection may be in what is missing; what
 * it rejects stays rejected. The damage is among its findings.
 */
export function withDamage(answer: Answer, damage: readonly X12Finding[]): Answer {
  if (damage.length === 0) return answer;
  const findings = [...damage, ...answer.findings];
  switch (answer.kind) {
    case '997':
    case '999':
      return {
        ...answer,
        group: { ...answer.group, verdict: doubted(answer.group.verdict) },
        sets: answer.sets.map((set) => ({ ...set, verdict: doubted(set.verdict) })),
        findings,
      };
    case '824':
      return { ...answer, items: answer.items.map((item) => ({ ...item, verdict: doubted(item.verdict) })), findings };
    case '855':
      return {
        ...answer,
        verdict: doubted(answer.verdict),
        lines: answer.lines.map((line) => ({ ...line, verdict: doubted(line.verdict) })),
        findings,
      };
    case '864':
    case 'TA1':
    case 'other':
      return { ...answer, findings };
  }
}

function doubted(verdict: Verdict): Verdict {
  if (!isAccepted(verdict)) return verdict;
  return { ...verdict, outcome: 'undecided', words: `${verdict.words}, says a set that is damaged` };
}
