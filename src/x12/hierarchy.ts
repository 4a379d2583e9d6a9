import type { X12Finding } from './finding.ts';
import type { Segment } from './types.ts';

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

/** What each level may stand under, where BSN05 does not narrow it. */
const anyParents: Readonly<Record<string, string>> = { O: 'STP', T: 'SO', P: 'SOTI', Q: 'P', I: 'SOTPQ', K: 'I' };

/** What the hierarchical structures (data element 1005) allow. */
const parentsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '0001': { O: 'S', T: 'SO', P: 'OT', I: 'PQ' },
  '0002': { O: 'S', I: 'O', P: 'I' },
  '0003': { T: 'S', P: 'ST', O: 'P', I: 'O' },
  '0004': { O: 'S', I: 'O' },
};

/**
 * Checks the tree of a ship notice: one shipment, first and without a parent; each other level under one already begun and not
 * yet ended; levels under levels as BSN05 says; no order, tare or pack without an item; each item with LIN and SN1; HL04, where it
 * is sent, true.
 */
export function checkHierarchy(segments: readonly Segment[], findings: X12Finding[]): void {
  const levels = levelsOf(segments);
  const structure = text(
    segments.find((segment) => segment.id === 'BSN'),
    5,
  );
  const allowed = { ...anyParents, ...(Object.hasOwn(parentsOf, structure) ? parentsOf[structure] : {}) };
  const byNumber = new Map(levels.map((level) => [level.number, level]));
  const find = (level: Level, element: number, value: string, message: string): void => {
    const { position } = level;
    findings.push({ code: 'X12-HIERARCHY', severity: 'error', segment: 'HL', position, element, value, message });
  };
  /** The levels that have not ended: the last and those above it. */
  let open: Level[] = [];
  levels.forEach((level, index) => {
    if (index === 0) {
      if (level.code !== 'S') find(level, 3, level.code, 'is first and not the shipment (S)');
      if (level.parent !== '') find(level, 2, level.parent, 'names a parent, and the first level has none');
      open = [level];
      return;
    }
    if (level.code === 'S') find(level, 3, level.code, 'is a second shipment');
    const depth = open.findIndex((one) => one.number === level.parent);
    const parent = open[depth];
    if (!parent) {
      const known = byNumber.has(level.parent);
      const what = known ? 'is not a level it stands in: children follow their parent' : 'is no HL01 before it';
      find(level, 2, level.parent, what);
    } else {
      const parents = Object.hasOwn(allowed, level.code) ? allowed[level.code] : undefined;
      if (parents !== undefined && !parents.includes(parent.code))
        find(
          level,
          3,
          level.code,
          `stands under ${parent.code}${structure === '' ? '' : `, which BSN05 ${structure} does not have`}`,
        );
    }
    open = [...open.slice(0, depth + 1), level];
  });
  checkLeaves(levels, find);
}

function checkLeaves(
  levels: readonly Level[],
  find: (level: Level, element: number, value: string, message: string) => void,
): void {
  const parents = new Set(levels.map((level) => level.parent));
  const holding = new Set<string>();
  const byNumber = new Map(levels.map((level) => [level.number, level]));
  for (const item of levels.filter((level) => level.code === 'I')) {
    // A parent that names itself, or a circle of them, is found as no level it stands in; here it must end.
    for (let at = byNumber.get(item.parent); at && !holding.has(at.number); at = byNumber.get(at.parent))
      holding.add(at.number);
    for (const needed of ['LIN', 'SN1']) {
      if (!item.segments.some((segment) => segment.id === needed)) find(item, 3, 'I', `is an item without ${needed}`);
    }
  }
  for (const level of levels) {
    const underItem = byNumber.get(level.parent)?.code === 'I';
    if ('SOTP'.includes(level.code) && !holding.has(level.number) && !underItem)
      find(level, 3, level.code, 'holds no item');
    const has = parents.has(level.number);
    if (level.childCode !== '' && level.childCode !== (has ? '1' : '0'))
      find(level, 4, level.childCode, `says ${has ? 'no children' : 'children'}, and it has ${has ? 'some' : 'none'}`);
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
