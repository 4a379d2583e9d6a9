import { EnvelopeAssembly } from './envelope-assembly.ts';
import type { X12Finding } from '../finding.ts';
import type { ReadEvent } from './read-event.ts';
import { defaultReadLimits, type ReadLimits } from './read-limits.ts';
import { Tokenizer } from './tokenizer.ts';
import type { FunctionalGroup, Interchange, Segment, TransactionSet } from '../types.ts';

export interface ReadResult {
  /** What could be read, in order; an interchange with findings is as complete as the text allowed. */
  readonly interchanges: readonly Interchange[];
  readonly findings: readonly X12Finding[];
}

/**
 * Reads every interchange of a text. Delimiters are taken by position (offsets 3, 82, 104, 105), never assumed; line
 * breaks after a terminator are tolerated. Never throws: what is wrong is among the findings, each with its offset.
 */
export function readInterchanges(text: string, limits: Partial<ReadLimits> = {}): ReadResult {
  const findings: X12Finding[] = [];
  const interchanges: Interchange[] = [];
  let acknowledgments: Segment[] = [];
  let groups: FunctionalGroup[] = [];
  let sets: TransactionSet[] = [];
  read(
    (event) => {
      switch (event.kind) {
        case 'finding':
          findings.push(event.finding);
          break;
        case 'interchange':
          acknowledgments = [];
          groups = [];
          break;
        case 'acknowledgment':
          acknowledgments.push(event.segment);
          break;
        case 'group':
          sets = [];
          break;
        case 'set':
          sets.push(event.set);
          break;
        case 'group-end':
          groups.push({ ...event.group, sets });
          break;
        case 'interchange-end':
          interchanges.push({ ...event.interchange, acknowledgments, groups });
          break;
      }
    },
    limits,
    (tokenizer) => tokenizer.push(text),
  );
  return { interchanges, findings };
}

function read(emit: (event: ReadEvent) => void, limits: Partial<ReadLimits>, fill: (to: Tokenizer) => void): void {
  const all = { ...defaultReadLimits, ...limits };
  const tokenizer = new Tokenizer(new EnvelopeAssembly(emit, all), all);
  fill(tokenizer);
  tokenizer.end();
}
