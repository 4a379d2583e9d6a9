import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAnswers, type Answer } from '../../../src/x12/acknowledgements/index.ts';
import { writeInterchange } from '../../../src/x12/index.ts';
import { segmentsOf } from '../skeleton.ts';
import { answered, readOne } from './support.ts';

function golden<Kind extends Answer['kind']>(name: string, kind: Kind): Extract<Answer, { kind: Kind }> {
  const { answers, findings } = readAnswers(readFileSync(new URL(`../../golden/${name}.edi`, import.meta.url), 'utf8'));
  expect(findings).toEqual([]);
  expect(answers.map((answer) => answer.kind)).toEqual([kind]);
  return answers[0] as Extract<Answer, { kind: Kind }>;
}

function one<Kind extends Answer['kind']>(kind: Kind, text: string): Extract<Answer, { kind: Kind }> {
  const answer = readOne(kind, text);
  expect(answer.kind).toBe(kind);
  return answer as Extract<Answer, { kind: Kind }>;
}

describe('an 824', () => {
  it('names the document by its business number and its control numbers, and says what is wrong', () => {
    const { number, date, items, findings } = golden('824/rejected-invoice', '824');
    expect([number, date, findings]).toEqual(['AA-5501', '20261123', []]);
    expect(items[0]).toEqual({
      verdict: { outcome: 'rejected', code: 'TR', words: 'transaction set rejected' },
      level: 'set',
      references: [
        { from: 'OTI03', qualifier: 'IV', value: '100234', names: 'invoice', words: 'seller invoice' },
        { from: 'REF02', qualifier: 'PO', value: 'PO-7001', names: 'purchase-order', words: 'purchase order' },
      ],
      groupControl: '1202',
      setControl: '0001',
      setId: '810',
      errors: [
        {
          error: { dataElement: '647', code: '010', words: 'total out of balance' },
          text: 'TOTAL OUT OF BALANCE',
          segment: 'TDS',
          position: 26,
          element: 1,
          dataElement: '610',
          value: '12892',
          newValue: '12800',
          texts: ['LINE 2 WAS SHORT SHIPPED'],
        },
        {
          error: { dataElement: '647', code: 'MB', words: 'purchase order number missing or invalid' },
          texts: [],
        },
      ],
      texts: [],
    });
    expect(items[1]).toMatchObject({
      verdict: { outcome: 'accepted', code: 'TA' },
      references: [{ value: '100235' }],
      groupControl: '1202',
      setControl: '0002',
    });
  });

  it.each([
    ['TA', 'accepted', 'set'],
    ['TC', 'accepted-with-changes', 'set'],
    ['TE', 'accepted-with-errors', 'set'],
    ['TH', 'undecided', 'set'],
    ['TP', 'partly-accepted', 'set'],
    ['GR', 'rejected', 'group'],
    ['IR', 'rejected', 'item'],
    ['IA', 'accepted', 'item'],
    ['BP', 'partly-accepted', 'batch'],
  ])('OTI01 %s is %s, of a %s', (code, outcome, level) => {
    expect(one('824', `BGN*00*1*20240115\nOTI*${code}*PO*1`).items).toMatchObject([{ verdict: { outcome }, level }]);
  });

  it('a position of components, as later releases have it, is read', () => {
    const text = readFileSync(new URL('../../golden/824/rejected-invoice.edi', import.meta.url), 'utf8');
    const [answer] = readAnswers(text.replace('*TDS*26*1*610*', '*TDS*26*1>2*610*')).answers;
    expect(answer).toMatchObject({ items: [{ errors: [{ element: 1, component: 2 }, {}] }, {}] });
  });

  it('that is malformed is read as far as it goes', () => {
    const { items, findings } = one('824', 'TED*007\nOTI**IV*1\nTED**SOMETHING\nOTI*QQ');
    expect(items.map(({ verdict }) => verdict.outcome)).toEqual(['undecided', 'undecided']);
    expect(findings.map(({ code, segment, position }) => `${code} ${segment} ${position ?? ''}`)).toEqual([
      'X12-ACK-MALFORMED TED 2',
      'X12-ACK-MALFORMED OTI 3',
      'X12-ACK-MALFORMED TED 4',
      'X12-ACK-CODE OTI 5',
      'X12-ACK-MALFORMED BGN 2',
    ]);
    expect(one('824', 'BGN*00*1*20240115').findings.map(({ segment }) => segment)).toEqual(['OTI']);
  });
});

describe('an 855', () => {
  it('names our order, and what becomes of each line', () => {
    const answer = golden('855/changed-lines', '855');
    expect(answer).toMatchObject({
      order: '150802',
      orderDate: '20261120',
      sellersNumber: 'SO-99120',
      date: '20261123',
      type: { code: 'AC' },
      verdict: { outcome: 'partly-accepted', code: 'AC' },
      references: [{ qualifier: 'IA', value: '1001' }],
      findings: [],
    });
    expect(answer.lines.map(({ line, verdict, texts }) => [line, verdict.outcome, texts])).toEqual([
      ['1', 'accepted-with-changes', []],
      ['4', 'rejected', ['A104 IS NO LONGER MADE']],
    ]);
    expect(answer.lines[0]?.itemIds).toEqual([
      { qualifier: 'VP', value: 'HB-1' },
      { qualifier: 'BP', value: 'A101' },
    ]);
    expect(answer.lines[0]?.statuses[1]).toEqual({
      verdict: { outcome: 'accepted-with-changes', code: 'IB', words: 'back-ordered' },
      quantity: '40',
      unit: 'EA',
      dateQualifier: '068',
      date: '20261216',
    });
  });

  it.each([
    ['AD', ['IA', 'IA'], 'accepted'],
    ['AC', ['IA', 'IA'], 'accepted-with-changes'],
    ['AD', ['IA', 'IP'], 'accepted-with-changes'],
    ['AD', ['IA', 'IR'], 'partly-accepted'],
    ['AC', ['IR', 'R3'], 'rejected'],
    ['AE', ['IR'], 'partly-accepted'],
    ['AD', ['IA', 'IH'], 'undecided'],
    ['RD', ['IA', 'IA'], 'rejected'],
    ['AK', [], 'accepted'],
    ['ZZ', [], 'undecided'],
  ] as const)('%s with lines %j is %s', (type, lines, outcome) => {
    const text = ['1', '2'].map((line, index) => {
      const status = lines[index];
      return `\nPO1*${line}*10*EA*1**BP*A${status === undefined ? '' : `\nACK*${status}*10*EA`}`;
    });
    expect(one('855', `BAK*00*${type}*PO1001*20240115${text.join('')}`).verdict.outcome).toBe(outcome);
  });

  it('that is malformed is read as far as it goes', () => {
    const { findings, lines } = one('855', 'ACK*IA\nBAK*00*XX\nPO1*1*1*EA\nACK\nACK*??*1\nACK*IA');
    expect(lines[0]?.statuses.length).toBe(2);
    expect(findings.map(({ code, segment }) => `${code} ${segment}`)).toEqual([
      'X12-ACK-MALFORMED ACK',
      'X12-ACK-CODE ACK',
      'X12-ACK-MALFORMED BAK',
      'X12-ACK-CODE BAK',
    ]);
    expect(one('855', 'PO1*1*1*EA').findings.map(({ segment }) => segment)).toEqual(['BAK']);
  });
});

describe('an 864', () => {
  it('gives its words, and numbers that may be ours', () => {
    const { subject, messages, verdict, references, mentions, findings } = golden('864/errors-in-words', '864');
    expect([subject, verdict.outcome, findings]).toEqual(['EDI DOCUMENT ERRORS', 'information', []]);
    expect(messages).toEqual([
      {
        number: 'MSG-778',
        subject: 'INVOICE 100234 NOT PAID',
        lines: ['YOUR INVOICE 100234 FOR PO PO-7001 DOES NOT MATCH OUR RECEIPT.', 'PLEASE CALL 555-0100.'],
      },
    ]);
    expect(references).toEqual([{ from: 'MIT01', value: 'MSG-778', words: 'message number' }]);
    expect(mentions).toEqual(['100234', 'PO-7001', '555-0100']);
  });

  it('keeps text without a message number, and references', () => {
    const { messages, references } = one('864', 'BMG*00\nREF*IV*100234\nMSG*HELLO');
    expect(messages).toEqual([{ number: '', subject: '', lines: ['HELLO'] }]);
    expect(references).toMatchObject([{ qualifier: 'IV', value: '100234', names: 'invoice' }]);
  });
});

describe('anything else', () => {
  it('is told by its number and name', () => {
    expect(readOne('820', 'BPR*I*100')).toMatchObject({
      kind: 'other',
      id: '820',
      name: 'Payment Order/Remittance Advice',
    });
    expect(readOne('123', 'XX1*1')).not.toHaveProperty('name');
  });

  it('that is no X12 has no answers, and a finding says so', () => {
    expect(readAnswers('Dear supplier, thank you').answers).toEqual([]);
    expect(readAnswers('Dear supplier, thank you').findings.length).toBe(1);
    expect(readAnswers('').findings.map(({ code }) => code)).toEqual(['X12-NO-INTERCHANGE']);
  });

  it('names that every object has are no codes and no qualifiers', () => {
    expect(one('824', 'BGN*constructor*1\nOTI*constructor*constructor*1').items[0]?.verdict.outcome).toBe('undecided');
    expect(one('864', 'BMG*00\nREF*toString*1234').references).toMatchObject([{ words: 'reference toString' }]);
  });
});

describe('an 824 or 855 that is cut off', () => {
  const cut = (id: '824' | '855', text: string): Answer => {
    const whole = writeInterchange(answered(id, segmentsOf(text)));
    const [answer] = readAnswers(whole.slice(0, whole.indexOf('SE*'))).answers;
    return answer ?? expect.unreachable();
  };

  it('accepts nothing', () => {
    expect(cut('824', 'BGN*00*1*20240115\nOTI*TA*PO*1*****42*0001*850\nOTI*TR*PO*2*****42*0002*850')).toMatchObject({
      items: [{ verdict: { outcome: 'undecided', code: 'TA' } }, { verdict: { outcome: 'rejected' } }],
      findings: [{ segment: 'GE' }, { code: 'X12-ENVELOPE', segment: 'SE' }],
    });
    expect(cut('855', 'BAK*00*AD*PO1001*20240115\nPO1*1*10*EA*1*PE*VP*ABC-1\nACK*IA*10*EA')).toMatchObject({
      verdict: { outcome: 'undecided', code: 'AD' },
      lines: [{ verdict: { outcome: 'undecided', code: 'IA' } }],
      findings: [{ segment: 'GE' }, { code: 'X12-ENVELOPE', segment: 'SE' }],
    });
  });
});
