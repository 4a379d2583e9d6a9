import { codeCell, type Origin } from '../cells/source.ts';
import type { NoticeTranslation } from './context.ts';

/** A level of the shipment on its way into HL segments. */
export interface Level {
  /** HL03: S shipment, O order, T tare, P pack, I item. */
  readonly code: 'S' | 'O' | 'T' | 'P' | 'I';
  /** Adds the segments of the level itself, below its HL. */
  readonly write: () => void;
  readonly children: readonly Level[];
}

/** Writes a tree of levels depth first, numbered from 1. @returns how many HL segments there are */
export function writeLevels({ build, profile }: NoticeTranslation, root: Level): number {
  let last = 0;
  const write = (level: Level, parent: string): void => {
    last += 1;
    const number = String(last);
    const origin: Origin = { computed: `the ${names[level.code]} level` };
    build.add('HL', [
      codeCell(number, origin),
      parent === '' ? undefined : codeCell(parent, origin),
      codeCell(level.code, origin),
      profile.childCodes ? codeCell(level.children.length > 0 ? '1' : '0', origin) : undefined,
    ]);
    level.write();
    for (const child of level.children) write(child, number);
  };
  write(root, '');
  return last;
}

const names: Readonly<Record<Level['code'], string>> = {
  S: 'shipment',
  O: 'order',
  T: 'pallet',
  P: 'package',
  I: 'item',
};
