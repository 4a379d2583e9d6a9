import { readEvents, type Interchange, type ReadEvent, type X12Finding } from '../../src/x12/index.ts';

/** A text cut at the offsets given. */
export function cutAt(text: string, offsets: readonly number[]): string[] {
  const edges = [0, ...offsets.map((one) => Math.min(one, text.length)).sort((a, b) => a - b), text.length];
  return edges.slice(1).map((to, index) => text.slice(edges[index], to));
}

/** What the streaming reader tells, put together as {@link readInterchanges} returns it. */
export async function readPieces(
  pieces: Iterable<string | Uint8Array>,
): Promise<{ interchanges: Interchange[]; findings: X12Finding[] }> {
  const interchanges: Interchange[] = [];
  const findings: X12Finding[] = [];
  const open: { acknowledgments: Interchange['acknowledgments'][number][]; groups: Interchange['groups'][number][] } = {
    acknowledgments: [],
    groups: [],
  };
  let sets: Interchange['groups'][number]['sets'][number][] = [];
  for await (const event of readEvents(pieces)) {
    if (event.kind === 'finding') findings.push(event.finding);
    if (event.kind === 'interchange') {
      open.acknowledgments = [];
      open.groups = [];
    }
    if (event.kind === 'acknowledgment') open.acknowledgments.push(event.segment);
    if (event.kind === 'group') sets = [];
    if (event.kind === 'set') sets.push(event.set);
    if (event.kind === 'group-end') open.groups.push({ ...event.group, sets });
    if (event.kind === 'interchange-end') interchanges.push({ ...event.interchange, ...open });
  }
  return { interchanges, findings };
}

export async function eventsOf(pieces: Iterable<string | Uint8Array>): Promise<ReadEvent[]> {
  return collected(readEvents(pieces));
}

export async function collected<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
