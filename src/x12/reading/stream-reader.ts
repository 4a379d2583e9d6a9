import { EnvelopeAssembly } from './envelope-assembly.ts';
import type { ReadEvent } from './read-event.ts';
import { defaultReadLimits, type ReadLimits } from './read-limits.ts';
import { Tokenizer } from './tokenizer.ts';

export interface StreamOptions extends Partial<ReadLimits> {
  /** How bytes are to be read. Default: UTF-8. What is not of the encoding becomes U+FFFD, which no character set has. */
  readonly encoding?: 'utf-8' | 'windows-1252';
}

// No piece is taken at once that has more events than are good for memory.
const pieceLength = 65_536;

/**
 * Reads the interchanges of a text of any size as its pieces arrive (`createReadStream(file)`), by the same machine as
 * {@link readInterchanges}: one transaction set at a time, with its envelope, and each finding where it is found. Memory is
 * bounded by the largest set. Nothing in the text makes it throw; what the source throws goes on to the caller.
 */
export async function* readEvents(
  source: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  options: StreamOptions = {},
): AsyncGenerator<ReadEvent, void, undefined> {
  const { encoding = 'utf-8', ...limits } = options;
  let events: ReadEvent[] = [];
  const all = { ...defaultReadLimits, ...limits };
  const tokenizer = new Tokenizer(new EnvelopeAssembly((event) => void events.push(event), all), all);
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of source) {
    for (const piece of piecesOf(chunk, decoder)) {
      tokenizer.push(piece);
      if (events.length === 0) continue;
      yield* events;
      events = [];
    }
  }
  tokenizer.push(decoder.decode());
  tokenizer.end();
  yield* events;
}

function* piecesOf(chunk: string | Uint8Array, decoder: InstanceType<typeof TextDecoder>): Generator<string> {
  // A character that bytes before a text left unfinished stays so.
  if (typeof chunk === 'string') yield decoder.decode();
  for (let at = 0; at < chunk.length; at += pieceLength) {
    yield typeof chunk === 'string'
      ? chunk.slice(at, at + pieceLength)
      : decoder.decode(chunk.subarray(at, at + pieceLength), { stream: true });
  }
}
