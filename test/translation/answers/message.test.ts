import { describe, expect, test } from 'vitest';
import { findingsOf, readMessage } from '../../../src/translation/answers/message.ts';

const read = (text: string): ReturnType<typeof readMessage> =>
  readMessage(Buffer.from(text), Buffer.byteLength(text), 'message 1');

describe('a message that holds no interchange', () => {
  // A line of prose was called a damaged acknowledgement.
  test.each(['Our EDI desk is closed today.', 'a*b*c~\nd*e~', 'ST*997*0001~'])('is no X12: %s', (text) => {
    const { kind, answers, findings } = read(text);
    expect({ kind, answers, codes: findings.map(({ code }) => code) }).toEqual({
      kind: 'not-x12',
      answers: [],
      codes: ['INBOX-NOT-X12'],
    });
  });
});

test('a message whose only interchange is cut off is X12 of which nothing can be read', () => {
  const isa =
    'ISA*00*          *00*          *01*080229651      *ZZ*GREATLAKESMFG  *260603*0100*^*00501*000000003*0*P*>~';
  expect(read(isa).kind).toBe('interchange');
});

/** An interchange of one set. */
const interchange = (group: string, version: string, set: string, segments: readonly string[]): string =>
  [
    'ISA*00*          *00*          *01*080229651      *ZZ*GREATLAKESMFG  *260603*0100*^*00501*000000003*0*P*>',
    `GS*${group}*THEM*US*20260603*0100*7*X*${version}`,
    `ST*${set}*0001`,
    ...segments,
    `SE*${segments.length + 2}*0001`,
    'GE*1*7',
    'IEA*1*000000003',
    '',
  ].join('~');

test('a 999 is read as a 997 is, with the place its context names', () => {
  const { kind, answers, findings } = read(
    interchange('FA', '005010X231', '999', [
      'AK1*PO*12*005010',
      'AK2*850*0001',
      'IK3*PO1*8**8',
      'CTX*SITUATIONAL TRIGGER*PO1*8',
      'IK4*4*212*7*12,5',
      'IK5*R*5',
      'AK9*R*1*1*0',
    ]),
  );
  expect({ kind, findings }).toEqual({ kind: 'x12', findings: [] });
  expect(answers).toMatchObject([
    {
      kind: '999',
      group: { functionalId: 'PO', control: '12', verdict: { outcome: 'rejected' } },
      sets: [{ id: '850', control: '0001', verdict: { outcome: 'rejected' } }],
    },
  ]);
});

describe('text that is not ASCII', () => {
  const words = 'Größe fehlt – Straße prüfen';
  const message = (text: string): string =>
    interchange('TX', '004010', '864', ['BMG*00*Note', 'MIT*1*Note', `MSG*${text}`]);
  const linesOf = (bytes: Uint8Array): unknown => {
    const [answer] = readMessage(bytes, bytes.length, 'message 1').answers;
    return answer?.kind === '864' ? answer.messages.flatMap(({ lines }) => lines) : answer;
  };

  test('is read as UTF-8 where it is that', () => {
    expect(linesOf(Buffer.from(message(words), 'utf8'))).toEqual([words]);
  });

  test('is read as Latin-1 otherwise, every byte a character', () => {
    const latin = words.replace('–', '-');
    const bytes = Buffer.from(message(latin), 'latin1');
    expect(bytes.length).toBe(message(latin).length);
    expect(linesOf(bytes)).toEqual([latin]);
  });

  test('has blanks where it had zero characters, and the rest in its place', () => {
    expect(linesOf(Buffer.from(message('a\0b')))).toEqual(['a b']);
    const filled = `${message('x')}${'\0'.repeat(80)}`;
    expect(readMessage(Buffer.from(filled), filled.length, 'message 1')).toMatchObject({ kind: 'x12', findings: [] });
  });
});

test('of hundreds of findings of an answer the first are kept, and how many more there are', () => {
  const found = Array.from({ length: 300 }, (_, index) => ({
    code: 'X12-ACK-UNMATCHED' as const,
    severity: 'warning' as const,
    segment: 'AK2',
    element: 2,
    value: String(index),
    message: 'names a set',
  }));
  const kept = findingsOf(found, '997 1');
  expect(kept).toHaveLength(21);
  expect(kept.at(-1)).toMatchObject({
    code: 'X12-ACK-UNMATCHED',
    message: 'has 280 more findings, which are not kept',
  });
  expect(findingsOf(found.slice(0, 20), '997 1')).toHaveLength(20);
  expect(findingsOf([], '997 1')).toEqual([]);
});
