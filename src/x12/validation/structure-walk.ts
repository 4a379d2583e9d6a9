import type { Level } from '../guides/compiled-guide.ts';
import type { X12Finding } from '../finding.ts';
import type { Segment } from '../types.ts';

/** An occurrence of a loop, with those around it. */
export interface LoopOccurrence {
  readonly around: LoopOccurrence | undefined;
  /** Its leader's identifier. */
  readonly id: string;
  /** 1 for the first in a row. */
  readonly count: number;
}

/** The loops as findings show them, outermost first: `PO1[3]/N1[1]`. */
export function pathOf(loop: LoopOccurrence | undefined): string | undefined {
  if (!loop) return undefined;
  const around = pathOf(loop.around);
  return `${around === undefined ? '' : `${around}/`}${loop.id}[${loop.count}]`;
}

/** A run through one occurrence of a loop, or through the set itself. */
interface Frame {
  readonly level: Level;
  /** The node last matched, and how often in a row. */
  index: number;
  count: number;
  readonly loop: LoopOccurrence | undefined;
  /** The place of the loop's leader, for what is missing in it. */
  readonly position: number;
  readonly leader: string;
}

/**
 * Walks the segments of a set along its structure, left to right: each belongs to the innermost open loop that still
 * has a place for it. A segment without a place is a finding and is passed over, so that one error does not hide the rest.
 */
export class StructureWalk {
  readonly #frames: Frame[];
  readonly #places: ReadonlyMap<string, string>;
  readonly #findings: X12Finding[];

  constructor(structure: Level, places: ReadonlyMap<string, string>, findings: X12Finding[]) {
    this.#frames = [{ level: structure, index: -1, count: 0, loop: undefined, position: 1, leader: 'ST' }];
    this.#places = places;
    this.#findings = findings;
  }

  /** @returns the loop the segment stands in or begins */
  step({ id }: Segment, position: number): LoopOccurrence | undefined {
    const frames = this.#frames;
    for (let depth = frames.length - 1; depth >= 0; depth -= 1) {
      const frame = frames[depth];
      const index = frame ? nextPlace(frame, id) : -1;
      if (!frame || index === -1) continue;
      while (frames.length > depth + 1) this.#close(frames.pop());
      return this.#enter(frame, index, position);
    }
    const loop = frames.at(-1)?.loop;
    this.#findings.push(misplaced(id, position, pathOf(loop), this.#places));
    return loop;
  }

  /** What is missing up to the set's end. */
  end(): void {
    while (this.#frames.length > 0) this.#close(this.#frames.pop());
  }

  #enter(frame: Frame, index: number, position: number): LoopOccurrence | undefined {
    if (index === frame.index) frame.count += 1;
    else {
      this.#missing(frame, frame.index, index);
      frame.index = index;
      frame.count = 1;
    }
    const node = frame.level.nodes[index];
    if (!node) return frame.loop;
    const loop = node.children ? { around: frame.loop, id: node.id, count: frame.count } : frame.loop;
    if (frame.count > node.max) {
      this.#findings.push({
        code: 'X12-SEGMENT-TOO-MANY',
        severity: 'error',
        segment: node.id,
        position,
        loop: pathOf(loop),
        rule: `${node.min}..${node.max}`,
        message: `is number ${frame.count} where the guide allows ${node.max}`,
      });
    }
    if (node.children)
      this.#frames.push({ level: node.children, index: -1, count: 0, loop, position, leader: node.id });
    return loop;
  }

  #missing(frame: Frame, from: number, to: number): void {
    for (let index = from + 1; index < to; index += 1) {
      const node = frame.level.nodes[index];
      if (!node || node.min === 0) continue;
      this.#findings.push({
        code: 'X12-SEGMENT-MISSING',
        severity: 'error',
        segment: node.id,
        loop: pathOf(frame.loop),
        position: frame.position,
        rule: `${node.min}..${node.max === Infinity ? 'n' : node.max}`,
        message: `is mandatory after ${frame.leader} and missing`,
      });
    }
  }

  #close(frame: Frame | undefined): void {
    if (frame) this.#missing(frame, frame.index, frame.level.nodes.length);
  }
}

function nextPlace(frame: Frame, id: string): number {
  const places = frame.level.places.get(id);
  if (!places) return -1;
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? -1;
    if (place >= frame.index) return place;
  }
  return -1;
}

function misplaced(
  id: string,
  position: number,
  loop: string | undefined,
  places: ReadonlyMap<string, string>,
): X12Finding {
  const at = { severity: 'error' as const, segment: id, position, loop };
  const where = places.get(id);
  if (where === undefined)
    return { code: 'X12-SEGMENT-UNKNOWN', ...at, message: 'is not a segment of this transaction set' };
  return { code: 'X12-SEGMENT-ORDER', ...at, message: `does not belong here: it stands ${where}` };
}
