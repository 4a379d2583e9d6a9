import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readEvents,
  readInterchanges,
  validateTransactionSet,
  guideOf,
  withOffsets,
  writeInterchange,
  type ReadEvent,
} from '../../src/x12/index.ts';
import { collected, cutAt, eventsOf, readPieces } from './in-pieces.ts';
import { interchangeOf, orderSegments, segmentsOf } from './skeleton.ts';

const order = interchangeOf(orderSegments);
const text = writeInterchange(order, { suffix: '\r\n' });
const later = interchangeOf([{ id: 'MSG', elements: ['Größe 5 € 🙂'] }], {
  version: '00501',
  control: '000000043',
  delimiters: { element: '|', component: ':', segment: '\n', repetition: '^' },
});
const two = `${text}\r\n${writeInterchange(later)}`;

describe('the streaming reader', () => {
  it('reads the same whatever pieces the text comes in', async () => {
    const whole = readInterchanges(two);
    expect(whole.findings).toEqual([]);
    expect(await readPieces(two)).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(two.length), { maxLength: 8 }), async (offsets) => {
        expect(await readPieces(cutAt(two, offsets))).toEqual(whole);
      }),
    );
  });

  it('decodes characters that are cut by the border of two pieces', async () => {
    const bytes = new TextEncoder().encode(two);
    const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
    expect(await readPieces(single)).toEqual(readInterchanges(two));
  });

  it('reads Windows-1252 where it is told to', async () => {
    const bytes = Buffer.from(text.replace('MSG*text', 'MSG*caf\u{e9}'), 'latin1');
    const messageOf = (events: readonly ReadEvent[]): unknown =>
      events
        .flatMap((event) => (event.kind === 'set' ? event.set.segments : []))
        .find((segment) => segment.id === 'MSG')?.elements[0];
    expect(messageOf(await collected(readEvents([bytes], { encoding: 'windows-1252' })))).toBe('café');
    expect(messageOf(await eventsOf([bytes]))).toBe('caf\u{fffd}');
  });

  it('tells one set at a time, with its envelope', async () => {
    const sets = ['0001', '0002', '0003'].map((control) => ({ id: '850', control, segments: orderSegments }));
    const groups = order.groups.map((group) => ({ ...group, sets }));
    const many = writeInterchange({ ...order, groups });
    const kinds = (await eventsOf([many])).map((event) => event.kind);
    expect(kinds).toEqual(['interchange', 'group', 'set', 'set', 'set', 'group-end', 'interchange-end']);
    // The first set is told before the second has arrived.
    const half = many.indexOf('ST*850*0002');
    const asked: string[] = [];
    const pieces = function* (): Generator<string> {
      yield many.slice(0, half);
      asked.push('more');
      yield many.slice(half);
    };
    for await (const event of readEvents(pieces())) {
      if (event.kind !== 'set') continue;
      expect(event.interchange.control).toBe('000000042');
      expect(event.group.control).toBe('42');
      asked.push(event.set.control);
    }
    expect(asked).toEqual(['0001', 'more', '0002', '0003']);
  });

  it('says at which character a finding of validation is', async () => {
    const wrong = text.replace('CUR*BY*USD', 'CUR*BY*USDOLLAR');
    const event = (await eventsOf([wrong])).find((one) => one.kind === 'set') ?? expect.unreachable('there is a set');
    const guide = guideOf('004010', '850') ?? expect.unreachable('there is a guide');
    const [finding] = withOffsets(validateTransactionSet(event.set, guide), event);
    expect(finding).toMatchObject({ code: 'X12-ELEMENT-TOO-LONG', segment: 'CUR', position: 3, element: 2 });
    expect(finding?.offset).toBe(wrong.indexOf('CUR*'));
  });

  it('counts the errors within a set', async () => {
    const wrong = text.replace('SE*22', 'SE*21').replace('MSG*', 'MSG7*');
    const sets = (await eventsOf([wrong + text])).filter((event) => event.kind === 'set');
    expect(sets.map(({ errors }) => errors)).toEqual([2, 0]);
  });

  it('passes over a byte order mark and warns of it', async () => {
    for (const pieces of [[`\u{feff}${text}`], ['\u{feff}', text], [new TextEncoder().encode(`\u{feff}${text}`)]]) {
      const { interchanges, findings } = await readPieces(pieces);
      expect(interchanges).toEqual([order]);
      expect(findings).toMatchObject([{ code: 'X12-BYTE-ORDER-MARK', severity: 'warning', offset: 0 }]);
    }
  });

  it('lets what the source throws through', async () => {
    const pieces = function* (): Generator<string> {
      yield text;
      throw new Error('the disk is gone');
    };
    await expect(collected(readEvents(pieces()))).rejects.toThrow('the disk is gone');
  });

  it('finds the next interchange also where it has other delimiters and the one before has no end', () => {
    const { interchanges, findings } = readInterchanges(text.slice(0, text.indexOf('IEA*')) + writeInterchange(later));
    expect(interchanges.map(({ control }) => control)).toEqual(['000000042', '000000043']);
    expect(findings.map(({ code, segment }) => `${code} ${segment}`)).toEqual(['X12-ENVELOPE IEA']);
  });

  it('reports text outside with its offset, shortened', () => {
    const noise = 'x'.repeat(100);
    const [finding] = readInterchanges(`\n ${noise}\n${text}`).findings;
    expect(finding).toMatchObject({ code: 'X12-TEXT-OUTSIDE', offset: 2, value: `${'x'.repeat(79)}…` });
  });
});

describe('a text made to exhaust the reader', () => {
  const isa = text.slice(0, 106);

  /** Reads whole and in pieces, and says what the two have found, and within how many milliseconds each. */
  async function findingsOf(hostile: string): Promise<string[]> {
    const start = performance.now();
    const whole = readInterchanges(hostile);
    const pieces = Array.from({ length: Math.ceil(hostile.length / 50_000) }, (_, index) =>
      hostile.slice(index * 50_000, (index + 1) * 50_000),
    );
    expect((await readPieces(pieces)).findings).toEqual(whole.findings);
    // Generous for a busy machine, and far below what a quadratic reader would take.
    expect(performance.now() - start).toBeLessThan(15_000);
    return whole.findings.map(({ code }) => code);
  }

  it.each([
    ['a million beginnings of an ISA', 'ISA*'.repeat(1_000_000), 10_001, 'X12-LIMIT'],
    ['a hundred thousand interchanges without an end', isa.repeat(100_000), 10_001, 'X12-LIMIT'],
    ['a million segments outside any set', `${isa}${'N1*A~'.repeat(1_000_000)}`, 10_001, 'X12-LIMIT'],
  ])('%s: findings are listed up to a limit', async (_, hostile, count, last) => {
    const found = await findingsOf(hostile);
    expect(found.length).toBe(count);
    expect(found.at(-1)).toBe(last);
  });

  it('a terminator never found, and a segment of 50 MB', async () => {
    const open = text.slice(0, text.indexOf('CUR*'));
    const endless = `${open}MSG*${'x'.repeat(50_000_000)}`;
    expect((await findingsOf(endless)).slice(0, 2)).toEqual(['X12-ENVELOPE', 'X12-LIMIT']);
    const huge = text.replace('MSG*text', `MSG*${'x'.repeat(50_000_000)}`);
    const { interchanges, findings } = readInterchanges(huge);
    expect(findings).toMatchObject([
      { code: 'X12-LIMIT', segment: 'MSG', position: 12, offset: huge.indexOf('MSG*'), value: /^MSG\*x+…$/ },
    ]);
    // It is counted and left out; what follows is read.
    expect(interchanges[0]?.groups[0]?.sets[0]?.segments.length).toBe(orderSegments.length - 1);
    expect(await findingsOf(huge)).toEqual(['X12-LIMIT']);
  });

  it('too many elements, or too many segments in a set', () => {
    const many = text.replace('MSG*text', `MSG${'*'.repeat(5000)}x`);
    const read = readInterchanges(many);
    expect(read.findings.map(({ code, segment, position }) => [code, segment, position])).toEqual([
      ['X12-LIMIT', 'MSG', 12],
    ]);
    expect(read.interchanges[0]?.groups[0]?.sets[0]?.segments[10]?.elements.length).toBe(999);
    const long = readInterchanges(text, { segments: 5 });
    expect(long.findings.map(({ code, position }) => [code, position])).toEqual([['X12-LIMIT', 7]]);
    expect(long.interchanges[0]?.groups[0]?.sets[0]?.segments).toEqual(orderSegments.slice(0, 5));
  });

  it('a very long composite, repetition or trail of separators', async () => {
    for (const hostile of [':', '^', '*', '~', '\n'].map((one) =>
      text.replace('MSG*text', `MSG*${one.repeat(500_000)}`),
    ))
      expect((await findingsOf(hostile)).length).toBeLessThanOrEqual(10_001);
  });
});

it('a CR before LF belongs to the line, before another terminator it is data', () => {
  const last = (written: string): unknown =>
    readInterchanges(written).interchanges[0]?.groups[0]?.sets[0]?.segments[0]?.elements[0];
  const lines = interchangeOf(segmentsOf('MSG*a'), { delimiters: { element: '*', component: '>', segment: '\n' } });
  expect(last(writeInterchange(lines).replaceAll('\n', '\r\n').replace('~\r', '~'))).toBe('a');
  expect(last(writeInterchange(interchangeOf(segmentsOf('MSG*a'))).replace('MSG*a~', 'MSG*a\r~'))).toBe('a\r');
  // So what would not be read back is not written.
  const lost = interchangeOf([{ id: 'MSG', elements: ['a\r'] }], { delimiters: lines.delimiters });
  expect(() => writeInterchange(lost)).toThrow(/MSG01 contains "\\r"/);
});

it('an unknown kind of line is data of the set it stands in', () => {
  const [one] = readInterchanges(writeInterchange(interchangeOf(segmentsOf('ZZZ*1\nBEG*00')))).interchanges;
  expect(one?.groups[0]?.sets[0]?.segments.map(({ id }) => id)).toEqual(['ZZZ', 'BEG']);
});
