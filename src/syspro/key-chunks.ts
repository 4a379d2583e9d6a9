/**
 * Splits pieces of a filter into groups so that each group, joined, stays within a number of bytes: the services' web servers
 * limit what an address may hold. A piece too long for any group gets one of its own.
 */
export function chunkByBytes(
  pieces: readonly string[],
  room: number,
  separator: string,
  bytes: (text: string) => number,
): string[][] {
  const groups: string[][] = [];
  const separatorBytes = bytes(separator);
  let used = 0;
  for (const piece of pieces) {
    const size = bytes(piece);
    const group = groups.at(-1);
    if (group && used + separatorBytes + size <= room) {
      group.push(piece);
      used += separatorBytes + size;
    } else {
      groups.push([piece]);
      used = size;
    }
  }
  return groups;
}
