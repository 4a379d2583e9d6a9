import { z } from 'zod';

const entrySchema = z.record(z.string(), z.unknown());
const shown = z.union([z.string(), z.number()]);

/** What a worker's log line tells people; undefined when it is not for them. */
export function feedLine(line: string): string | undefined {
  const entry = parse(line);
  if (entry === undefined) return undefined;
  const text = (name: string): string => String(shown.safeParse(entry[name]).data ?? '');
  switch (entry['msg']) {
    case 'document posted':
      return join([
        clock(entry['time']),
        `${text('set')} ${text('number')}`.padEnd(14),
        text('partner').padEnd(10),
        `interchange ${text('interchange').padStart(9)}`,
        `→ ${text('mailbox')}`,
        `message ${text('messageId')}`,
      ]);
    case 'document needs attention':
      return join([
        clock(entry['time']),
        `${text('set')} ${text('number')}`.padEnd(14),
        text('partner').padEnd(10),
        `! needs attention: ${text('code')}`,
      ]);
    default:
      return undefined;
  }
}

/** The `msg` of a structured log line. */
export function messageOf(line: string): string | undefined {
  const message = parse(line)?.['msg'];
  return typeof message === 'string' ? message : undefined;
}

/** A sandbox's announcement that it is ready, with what it tells of itself. */
export function announcement(line: string): Readonly<Record<string, unknown>> | undefined {
  const entry = parse(line);
  return entry?.['ready'] === true ? entry : undefined;
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    // Not ours: a line of some library that happens to start with a brace.
    return undefined;
  }
}

function join(columns: readonly string[]): string {
  return columns.join('  ');
}

function clock(time: unknown): string {
  return new Date(shown.safeParse(time).data ?? Date.now()).toTimeString().slice(0, 8);
}
