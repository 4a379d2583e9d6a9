import type { X12Finding } from './finding.ts';
import type { StructureNode } from './guide.ts';
import type { Segment } from './types.ts';

/** The loops around a segment, `PO1[3]/N1[1]`; empty for one outside any loop. */
export type LoopPath = string;

/** A run through one occurrence of a loop, or through the set itself. */
interface Frame {
  readonly nodes: readonly StructureNode[];
  /** The node last matched, and how often in a row. */
  index: number;
  count: number;
  readonly path: LoopPath;
  /** The place of the loop's leader, for what is missing in it. */
  readonly position: number;
  readonly leader: string;
}

/**
 * Walks the segments of a set along its structure, left to right: each belongs to the innermost open loop that still
 * has a place for it. A segment without a place is a finding and is passed over, so that one error does not hide the rest.
 * @returns the loops around each segment, by index
 */
export function walkStructure(
  segments: readonly Segment[],
  structure: readonly StructureNode[],
  findings: X12Finding[],
): LoopPath[] {
  const frames: Frame[] = [{ nodes: structure, index: -1, count: 0, path: '', position: 1, leader: 'ST' }];
  const paths: LoopPath[] = [];
  const known = identifiers(structure);
  segments.forEach((segment, at) => {
    const position = at + 2;
    const place = findPlace(frames, segment.id);
    if (!place) {
      const path = frames.at(-1)?.path ?? '';
      paths.push(path);
      findings.push(misplaced(segment.id, position, path, known));
      return;
    }
    while (frames.length > place.depth + 1) closeFrame(frames.pop(), findings);
    const frame = frames[place.depth];
    if (!frame) return;
    if (place.index === frame.index) frame.count += 1;
    else {
      missingBetween(frame, frame.index, place.index, findings);
      frame.index = place.index;
      frame.count = 1;
    }
    const node = frame.nodes[place.index];
    if (!node) return;
    const path = node.children ? `${frame.path}${frame.path && '/'}${node.id}[${frame.count}]` : frame.path;
    paths.push(path);
    if (frame.count > node.max) {
      findings.push({
        code: 'X12-SEGMENT-TOO-MANY',
        severity: 'error',
        segment: node.id,
        position,
        loop: path || undefined,
        rule: `${node.min}..${node.max}`,
        message: `is number ${frame.count} where the guide allows ${node.max}`,
      });
    }
    if (node.children) frames.push({ nodes: node.children, index: -1, count: 0, path, position, leader: node.id });
  });
  while (frames.length > 0) closeFrame(frames.pop(), findings);
  return paths;
}

function findPlace(frames: readonly Frame[], id: string): { depth: number; index: number } | undefined {
  for (let depth = frames.length - 1; depth >= 0; depth -= 1) {
    const frame = frames[depth];
    if (!frame) continue;
    for (let index = Math.max(frame.index, 0); index < frame.nodes.length; index += 1) {
      if (frame.nodes[index]?.id === id) return { depth, index };
    }
  }
  return undefined;
}

function missingBetween(frame: Frame, from: number, to: number, findings: X12Finding[]): void {
  for (let index = from + 1; index < to; index += 1) {
    const node = frame.nodes[index];
    if (!node || node.min === 0) continue;
    findings.push({
      code: 'X12-SEGMENT-MISSING',
      severity: 'error',
      segment: node.id,
      loop: frame.path || undefined,
      position: frame.position,
      rule: `${node.min}..${node.max === Infinity ? 'n' : node.max}`,
      message: `is mandatory after ${frame.leader} and missing`,
    });
  }
}

function closeFrame(frame: Frame | undefined, findings: X12Finding[]): void {
  if (frame) missingBetween(frame, frame.index, frame.nodes.length, findings);
}

function misplaced(id: string, position: number, path: string, known: ReadonlyMap<string, string>): X12Finding {
  const at = { severity: 'error' as const, segment: id, position, loop: path || undefined };
  const parents = known.get(id);
  if (parents === undefined)
    return { code: 'X12-SEGMENT-UNKNOWN', ...at, message: 'is not a segment of this transaction set' };
  return { code: 'X12-SEGMENT-ORDER', ...at, message: `does not belong here: it stands ${parents}` };
}

/** Where each segment of a structure may stand, as words. */
function identifiers(structure: readonly StructureNode[]): Map<string, string> {
  const places = new Map<string, Set<string>>();
  const visit = (nodes: readonly StructureNode[], loop: string): void => {
    nodes.forEach((node, index) => {
      const before = nodes.slice(index + 1).find((next) => next.min > 0)?.id;
      const where =
        loop === '' ? (before ? `in the heading before ${before}` : 'after the items') : `inside the loop ${loop}`;
      places.set(node.id, (places.get(node.id) ?? new Set()).add(where));
      if (node.children) visit(node.children, node.id);
    });
  };
  visit(structure, '');
  return new Map([...places].map(([id, where]) => [id, [...where].join(', or ')]));
}
