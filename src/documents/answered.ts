/** What one answer counts as. `not-rejected` takes an earlier rejection of its kind back, and proves nothing by itself. */
export type CountsAs = 'acknowledged' | 'rejected' | 'not-rejected';

/** An answer about one transmission, as far as it decides. */
export interface DecidingAnswer {
  /** `997`, `999`, `TA1`, `824`, `855`. */
  readonly kind: string;
  readonly countsAs: CountsAs;
  /** Equal in copies of one answer. */
  readonly source: string;
}

/** What a partner's answers come to, and the one that decided it. */
export interface Standing<Answer> {
  readonly verdict: 'acknowledged' | 'rejected';
  readonly by: Answer;
}

/**
 * What all answers about one transmission come to. Acknowledgements (997, 999, TA1), application advices (824) and order
 * acknowledgements (855) are three voices: a translator that could read a document takes back nothing its application said.
 *
 * The last word of each voice counts; of copies of one answer the first. One voice that rejects, rejects. An acceptance after
 * another verdict of the same voice acknowledges, whatever it would prove alone. More answers never lead from a verdict to none, so that the
 * end is the same in whatever order answers are read.
 *
 * @param answers in the order they arrived, which is not the order they were read in
 */
export function standingBy<Answer extends DecidingAnswer>(answers: readonly Answer[]): Standing<Answer> | undefined {
  const copies = new Set<string>();
  const last = new Map<string, { readonly word: Answer; readonly counts: CountsAs }>();
  const decidedBefore = new Set<string>();
  for (const word of answers) {
    if (copies.has(word.source)) continue;
    copies.add(word.source);
    const voice = voiceOf(word.kind);
    if (word.countsAs !== 'not-rejected') decidedBefore.add(voice);
    const takenBack = word.countsAs === 'not-rejected' && decidedBefore.has(voice);
    last.set(voice, { word, counts: takenBack ? 'acknowledged' : word.countsAs });
  }
  const words = [...last.values()];
  const decided =
    words.findLast(({ counts }) => counts === 'rejected') ?? words.findLast(({ counts }) => counts === 'acknowledged');
  return decided && { verdict: decided.counts === 'rejected' ? 'rejected' : 'acknowledged', by: decided.word };
}

function voiceOf(kind: string): string {
  return kind === '824' || kind === '855' ? kind : 'acknowledgement';
}
