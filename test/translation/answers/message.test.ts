import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/translation/answers/message.ts';

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
