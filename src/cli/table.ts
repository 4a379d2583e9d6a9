import Table from 'cli-table3';

/** A table for a person: columns as wide as what they hold, no colours, so that it can be piped and compared. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString();
}
