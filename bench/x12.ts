import Table from 'cli-table3';
import { readInterchanges, validateInterchange, writeInterchange } from '../src/x12/index.ts';
import { orderOf } from './x12/documents.ts';
import { readLargeFile } from './x12/large-file.ts';
import { measureInTurn, medianOf, ratioOf, spreadOf } from './x12/measure.ts';
import { generateByModel, generateDocumented, peerDocument, readWithPeer } from './x12/peer.ts';

export interface X12BenchOptions {
  readonly rounds: number;
  /** How long each round measures each of the works, in milliseconds. */
  readonly milliseconds: number;
  /** The size of the file that is read in pieces; 0 leaves it out. */
  readonly megabytes: number;
}

const sizes = { typical: 10, large: 1000 };
const documented = 'node-x12, generator';
const model = 'node-x12, object model';
const peerReads = 'node-x12, strict parser';

/**
 * Measures writing and reading of X12, and the same documents by node-x12, in turn: from segments to text and from text to
 * segments. Full validation is everything {@link validateInterchange} does; node-x12 has none that knows the standard's segments.
 */
export async function benchX12({ rounds, milliseconds, megabytes }: X12BenchOptions): Promise<void> {
  for (const [size, lines] of Object.entries(sizes)) {
    const order = orderOf(lines);
    const document = peerDocument(order);
    const text = writeInterchange(order);
    sameResults(text, [generateDocumented(document), generateByModel(document)]);
    const results = measureInTurn(
      {
        [documented]: () => generateDocumented(document).charCodeAt(0),
        [model]: () => generateByModel(document).charCodeAt(0),
        generate: () => writeInterchange(order).charCodeAt(0),
        'generate, full validation': () => {
          valid(validateInterchange(order).length);
          return writeInterchange(order).charCodeAt(0);
        },
        [peerReads]: () => readWithPeer(text),
        read: () => readInterchanges(text),
        'read, full validation': () => {
          const { interchanges, findings } = readInterchanges(text);
          for (const interchange of interchanges) valid(findings.length + validateInterchange(interchange).length);
        },
      },
      rounds,
      milliseconds,
    );
    report(`${size}: an 850 of ${lines} lines, ${text.length} characters`, results);
  }
  if (megabytes > 0) await reportLargeFile(megabytes);
}

/** What is compared must do the same work. */
function sameResults(text: string, others: readonly string[]): void {
  for (const other of others) if (other !== text) throw new Error('node-x12 wrote another text');
}

function valid(findings: number): void {
  if (findings > 0) throw new Error(`the document of the benchmark has ${findings} findings`);
}

function report(title: string, results: ReadonlyMap<string, readonly number[]>): void {
  const table = new Table({
    head: ['', 'CPU µs, median', 'spread', 'times as fast as'],
    style: { head: [], border: [] },
  });
  const median = (name: string): number => medianOf(results.get(name) ?? []);
  for (const [name, rounds] of results) {
    const peers = name.startsWith('node-x12') ? [] : name.startsWith('generate') ? [documented, model] : [peerReads];
    const ratios = peers.map((peer) => `${ratioOf(results.get(peer) ?? [], rounds).toFixed(1)} × ${peer}`);
    table.push([name, median(name).toFixed(1), spreadOf(rounds), ratios.join('\n')]);
  }
  console.log(title);
  console.log(table.toString());
}

async function reportLargeFile(megabytes: number): Promise<void> {
  const { sets, segments, findings, seconds, atStart, peak, heapGrowth } = await readLargeFile(megabytes);
  valid(findings);
  const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
  console.log(
    `A file of ${megabytes} MB read in pieces: ${sets} sets, ${segments} segments, ${(megabytes / seconds).toFixed(0)} MB/s; ` +
      `resident ${mb(atStart)} before, ${mb(peak)} at most; the heap grew by ${mb(heapGrowth)} at most`,
  );
}
