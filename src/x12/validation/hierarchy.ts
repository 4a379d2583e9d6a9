import type { X12Finding } from '../finding.ts';
import { knownLevels, parentsIn } from '../hierarchical-structure.ts';
import { OpenLevels } from './open-levels.ts';
import type { Segment } from '../types.ts';

/** An HL segment with what follows it to the next. */
interface Level {
  readonly number: string;
  readonly parent: string;
  /** HL03: S shipment, O order, T tare, P pack, I item. */
  readonly code: string;
  readonly childCode: string;
  readonly position: number;
  readonly segments: readonly Segment[];
}

/** Reports something wrong with an element of a level's HL. */
type Find = (level: Level, element: number, value: string, message: string, severity?: X12Finding['severity']) => void;

/**
 * Checks the tree of a ship notice: one shipment, first and without a parent; each other level under one already begun and not
 * yet ended; levels under levels as BSN05 says, and in one order throughout; no order, tare or pack without an item; each item and
 * component with LIN and SN1, each order with PRF and told once below its parent; HL04, where it is sent, true. HL01 that does not count up
 * by one is a warning: it is custom, not rule.
 */
export function checkHierarchy(segments: readonly Segment[], findings: X12Finding[]): void {
  const levels = levelsOf(segments);
  const structure = text(
    segments.find((segment) => segment.id === 'BSN'),
    5,
  );
  const find: Find = (level, element, value, message, severity = 'error') => {
    const { position } = level;
    findings.push({ code: 'X12-HIERARCHY', severity, segment: 'HL', position, element, value, message });
  };
  checkPlaces(levels, structure, find);
  checkNumbers(levels, find);
  checkContents(levels, find);
  checkOrders(levels, find);
}

function checkPlaces(levels: readonly Level[], structure: string, find: Find): void {
  const allowed = parentsIn(structure);
  const known = new Set(levels.map((level) => level.number));
  /** `T O` where a tare stands above an order. */
  const above = new Set<string>();
  const open = new OpenLevels<Level>();
  levels.forEach((level, index) => {
    if (index === 0) {
      if (level.code !== 'S') find(level, 3, level.code, 'is first and not the shipment (S)');
      if (level.parent !== '') find(level, 2, level.parent, 'names a parent, and the first level has none');
      open.push(level);
      return;
    }
    if (level.code === 'S') find(level, 3, level.code, 'is a second shipment');
    const parent = open.downTo(level.parent);
    if (!parent) {
      const what = known.has(level.parent)
        ? 'is not a level it stands in: children follow their parent'
        : 'is no HL01 before it';
      find(level, 2, level.parent, what);
    } else {
      const parents = Object.hasOwn(allowed, level.code) ? allowed[level.code] : undefined;
      // Of levels that only partners know (data element 735 has many), nothing can be said.
      if (parents !== undefined && knownLevels.includes(parent.code) && !parents.includes(parent.code)) {
        const why = structure === '' ? '' : `, which BSN05 ${structure} does not have`;
        find(level, 3, level.code, `stands under ${parent.code}${why}`);
      }
    }
    const higher = open.codes();
    const turned = higher.find((code) => code !== level.code && above.has(`${level.code} ${code}`));
    if (turned !== undefined) find(level, 3, level.code, `stands below ${turned}, and above it elsewhere in the set`);
    else for (const code of higher) above.add(`${code} ${level.code}`);
    open.push(level);
  });
}

function checkNumbers(levels: readonly Level[], find: Find): void {
  const seen = new Set<string>();
  levels.forEach((level, index) => {
    // A number used twice is found as such; without leading zeros 01 is no number that comes after another.
    if (level.number !== String(index + 1) && !seen.has(level.number))
      find(level, 1, level.number, `is not ${index + 1}, as by custom the levels are numbered`, 'warning');
    seen.add(level.number);
  });
}

function checkContents(levels: readonly Level[], find: Find): void {
  const parents = new Set(levels.map((level) => level.parent));
  const holding = new Set<string>();
  const byNumber = new Map(levels.map((level) => [level.number, level]));
  for (const level of levels.filter(({ code }) => code === 'I' || code === 'K')) {
    if (level.code === 'I') {
      // A parent that names itself, or a circle of them, is found as no level it stands in; here it must end.
      for (let at = byNumber.get(level.parent); at && !holding.has(at.number); at = byNumber.get(at.parent))
        holding.add(at.number);
    }
    const what = level.code === 'I' ? 'an item' : 'a component';
    for (const needed of ['LIN', 'SN1']) {
      if (!level.segments.some((segment) => segment.id === needed))
        find(level, 3, level.code, `is ${what} without ${needed}`);
    }
  }
  // Packs of an item, and packs in them, hold what they stand under.
  const inItem = new Set<string>();
  for (const level of levels) {
    if (byNumber.get(level.parent)?.code === 'I' || (level.code === 'Q' && inItem.has(level.parent)))
      inItem.add(level.number);
    if ('SOTPQ'.includes(level.code) && !holding.has(level.number) && !inItem.has(level.number))
      find(level, 3, level.code, 'holds no item');
    const has = parents.has(level.number);
    if (level.childCode !== '' && level.childCode !== (has ? '1' : '0'))
      find(level, 4, level.childCode, `says ${has ? 'no children' : 'children'}, and it has ${has ? 'some' : 'none'}`);
  }
}

/** Each order says which it is; the same order for the same parties is told once below one parent. */
function checkOrders(levels: readonly Level[], find: Find): void {
  const told = new Map<string, Level>();
  // One that comes first is found as no shipment.
  for (const level of levels.slice(1).filter(({ code }) => code === 'O')) {
    const order = level.segments.find((segment) => segment.id === 'PRF');
    if (!order) {
      find(level, 3, 'O', 'is an order without PRF');
      continue;
    }
    const parties = level.segments.filter((segment) => segment.id === 'N1').map(({ elements }) => elements);
    const key = JSON.stringify([level.parent, text(order, 1), text(order, 2), parties]);
    const earlier = told.get(key);
    if (earlier) find(level, 3, 'O', `is the order ${text(order, 1)} again, which HL ${earlier.number} has already`);
    else told.set(key, level);
  }
}

function levelsOf(segments: readonly Segment[]): Level[] {
  const starts = segments.flatMap((segment, index) => (segment.id === 'HL' ? [index] : []));
  return starts.map((start, n) => {
    const segment = segments[start];
    return {
      number: text(segment, 1),
      parent: text(segment, 2),
      code: text(segment, 3),
      childCode: text(segment, 4),
      position: start + 2,
      segments: segments.slice(start + 1, starts[n + 1]),
    };
  });
}

function text(segment: Segment | undefined, element: number): string {
  const value = segment?.elements[element - 1];
  return typeof value === 'string' ? value : '';
}
