import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInterchanges, unwrapped, wrapped, writeInterchange, type Interchange } from '../../src/x12/index.ts';

const interchange = (segment: string, texts: readonly string[]): Interchange => ({
  authorization: { qualifier: '00', id: '' },
  security: { qualifier: '00', id: '' },
  sender: { qualifier: 'ZZ', id: 'US' },
  receiver: { qualifier: 'ZZ', id: 'THEM' },
  date: '261123',
  time: '0205',
  version: '00401',
  control: '000000001',
  acknowledgmentRequested: '0',
  usage: 'T',
  delimiters: { element: '*', component: '>', segment },
  acknowledgments: [],
  groups: [
    {
      functionalId: 'PO',
      sender: 'US',
      receiver: 'THEM',
      date: '20261123',
      time: '0205',
      control: '1',
      agency: 'X',
      version: '004010',
      sets: [{ id: '850', control: '0001', segments: texts.map((text) => ({ id: 'MSG', elements: [text] })) }],
    },
  ],
});

describe('wrapped text', () => {
  it('is lines of the same length, broken wherever segments end, and is read back when it is unwrapped', () => {
    const text = fc.stringMatching(/^[A-Z0-9 ]{0,100}[A-Z0-9]$/);
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 20, max: 200 }),
        fc.constantFrom('\n' as const, '\r\n' as const),
        (texts, columns, lineBreak) => {
          const whole = writeInterchange(interchange('~', texts));
          const lines = wrapped(whole, columns, lineBreak).split(lineBreak);
          expect(lines.slice(0, -1).every((line) => line.length === columns)).toBe(true);
          expect(lines.at(-1)?.length).toBeLessThanOrEqual(columns);
          const back = unwrapped(lines.join(lineBreak));
          expect(back).toBe(whole);
          expect(readInterchanges(back)).toEqual(readInterchanges(whole));
        },
      ),
    );
  });

  it('cannot be read as it is: the separators are not where ISA has them', () => {
    const text = wrapped(writeInterchange(interchange('~', ['A'])), 80, '\r\n');
    expect(readInterchanges(text).findings).not.toEqual([]);
    expect(readInterchanges(unwrapped(text)).findings).toEqual([]);
  });

  it('is told from segments that end with a line break, which stay', () => {
    for (const text of [
      writeInterchange(interchange('\n', ['A', 'B'])),
      '',
      'no interchange\r\nat all',
      writeInterchange(interchange('~', ['A'])),
    ])
      expect(unwrapped(text)).toBe(text);
    // Another interchange's segments may end with the line breaks that follow those of this one.
    const suffixed = writeInterchange(interchange('~', ['A']), { suffix: '\r\n' });
    const mixed = suffixed + writeInterchange(interchange('\n', ['A', 'B']));
    for (const text of [suffixed, mixed]) expect(unwrapped(text)).toBe(text);
  });

  it('may begin with a byte order mark or a line break, which stay', () => {
    const whole = writeInterchange(interchange('~', ['A']));
    for (const lineBreak of ['\n', '\r\n'] as const)
      for (const start of ['\u{feff}', '\n', '\r\n', '\u{feff}\r\n', ' ']) {
        expect(unwrapped(start + wrapped(whole, 80, lineBreak))).toBe(start + whole);
        expect(unwrapped(start + whole)).toBe(start + whole);
      }
  });

  it('may hold several interchanges, wrapped one by one or together', () => {
    const one = writeInterchange(interchange('~', ['A']));
    const other = writeInterchange(interchange('~', ['B', 'C']));
    expect(unwrapped(`${wrapped(one, 80, '\n')}\n${wrapped(other, 80, '\n')}\n`)).toBe(one + other);
    expect(unwrapped(`${wrapped(one + other, 80, '\r\n')}\r\n`)).toBe(one + other);
  });
});
