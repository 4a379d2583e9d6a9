import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAnswers, type FunctionalAcknowledgement } from '../../../src/x12/acknowledgements/index.ts';
import { read997 } from './support.ts';

function golden(name: string): FunctionalAcknowledgement {
  const text = readFileSync(new URL(`../../golden/${name}.edi`, import.meta.url), 'utf8');
  const { answers, findings } = readAnswers(text);
  expect(findings).toEqual([]);
  const [answer] = answers;
  if (answer?.kind !== '997' && answer?.kind !== '999') throw new Error(`${name} is no acknowledgement`);
  return answer;
}

const codes = (acknowledgement: FunctionalAcknowledgement): string[] =>
  acknowledgement.findings.map(({ code, segment, position }) => `${code} ${segment} ${position ?? ''}`);

describe('a 997', () => {
  it('that accepts names the group, the verdict and the counts', () => {
    const { kind, group, sets, findings, envelope } = golden('997/accepted');
    expect(kind).toBe('997');
    expect(group).toEqual({
      functionalId: 'PO',
      control: '1201',
      verdict: { outcome: 'accepted', code: 'A', words: 'accepted' },
      errors: [],
      stated: 1,
      received: 1,
      accepted: 1,
    });
    expect([sets, findings]).toEqual([[], []]);
    expect(envelope).toMatchObject({
      sender: { qualifier: 'ZZ', id: 'ACMETEST' },
      interchange: '000000501',
      usage: 'T',
    });
  });

  it('that rejects is read down to the element, with a composite position and with a plain one', () => {
    const [set] = golden('997/rejected-element').sets;
    expect(set).toMatchObject({
      id: '850',
      control: '0001',
      verdict: { outcome: 'rejected', code: 'R' },
      errors: [{ dataElement: '718', code: '5', words: 'one or more segments in error' }],
    });
    expect(set?.segments.map(({ segment, position, loop }) => [segment, position, loop])).toEqual([
      ['N4', 17, 'N1'],
      ['PO1', 18, undefined],
    ]);
    expect(set?.segments[0]?.elements).toEqual([
      {
        element: 3,
        dataElement: '116',
        error: { dataElement: '723', code: '5', words: 'too long' },
        value: '432151000',
        contexts: [],
      },
    ]);
    expect(set?.segments[1]?.elements.map(({ element, component }) => [element, component])).toEqual([
      [3, 1],
      [4, undefined],
    ]);
  });

  it('that accepts in part keeps the sets apart', () => {
    const { group, sets } = golden('997/partly-accepted');
    expect(group.verdict.outcome).toBe('partly-accepted');
    expect(sets.map(({ control, verdict }) => [control, verdict.outcome])).toEqual([
      ['0001', 'accepted'],
      ['0002', 'rejected'],
      ['0003', 'accepted-with-errors'],
    ]);
  });

  it('gives back a bad value that held the separator of the acknowledgement', () => {
    const text = readFileSync(new URL('../../golden/997/rejected-element.edi', import.meta.url), 'utf8');
    const [answer] = readAnswers(text.replace('*432151000~', '*43215>1000~')).answers;
    expect(answer).toMatchObject({ sets: [{ segments: [{ elements: [{ value: '43215>1000' }] }, {}] }] });
  });

  it('gives back a bad value that held the separators of the acknowledgement, each as it was', () => {
    const text = readFileSync(new URL('../../golden/997/rejected-element.edi', import.meta.url), 'utf8')
      .replace(/(ISA.{79})U\*00401/, '$1!*00403')
      .replaceAll('004010', '004030')
      .replaceAll('>', ':')
      .replace('*432151000~', '*TE!XAS:Q~');
    const { answers, findings } = readAnswers(text);
    expect(findings).toEqual([]);
    expect(answers).toMatchObject([{ sets: [{ segments: [{ elements: [{ value: 'TE!XAS:Q' }] }, {}] }] }]);
  });

  it.each(['M', 'R', 'W', 'X'])('verdict %s rejects', (code) => {
    const { sets, group } = read997(`AK1*PO*42\nAK2*850*0001\nAK5*${code}*5\nAK9*${code}*1*1*0`);
    expect([sets[0]?.verdict.outcome, group.verdict.outcome]).toEqual(['rejected', 'rejected']);
  });

  it('keeps a code it does not know, and says so', () => {
    const { sets, findings, group } = read997('AK1*PO*42\nAK2*850*0001\nAK5*Q*77\nAK9*Z*1*1*1*99');
    expect(sets[0]?.verdict).toMatchObject({ outcome: 'undecided', code: 'Q' });
    expect(sets[0]?.errors).toMatchObject([{ code: '77' }]);
    expect(group).toMatchObject({ verdict: { outcome: 'undecided', code: 'Z' }, errors: [{ code: '99' }] });
    expect(findings.map(({ code, value, severity }) => `${severity} ${code} ${value ?? ''}`)).toEqual([
      'warning X12-ACK-CODE Q',
      'warning X12-ACK-CODE 77',
      'warning X12-ACK-CODE Z',
      'warning X12-ACK-CODE 99',
    ]);
  });

  it('about acknowledgements is recognised', () => {
    expect(read997('AK1*FA*42\nAK9*A*1*1*1').ofAcknowledgement).toBe(true);
    expect(read997('AK1*PO*42\nAK9*A*1*1*1').ofAcknowledgement).toBe(false);
  });
});

describe('counts of AK9', () => {
  it.each([
    ['AK9*A*2*1*1', 'received fewer than stated'],
    ['AK9*A*1*1*2', 'accepted more than received'],
    ['AK9*R*1*1*1', 'accepted one of a rejected group'],
    ['AK9*A*2*2*1', 'accepted fewer than all of an accepted group'],
  ])('%s is suspicious: %s', (ak9) => {
    expect(codes(read997(`AK1*PO*42\n${ak9}`))).toEqual(['X12-ACK-COUNTS AK9 3']);
  });

  it('that do not leave room for the sets rejected by name are suspicious', () => {
    expect(codes(read997('AK1*PO*42\nAK2*850*0001\nAK5*R*5\nAK9*P*2*2*2'))).toEqual(['X12-ACK-COUNTS AK9 5']);
    expect(codes(read997('AK1*PO*42\nAK2*850*0001\nAK5*R*5\nAK9*P*2*2*1'))).toEqual([]);
  });

  it('an accepted group with a rejected set contradicts itself', () => {
    expect(codes(read997('AK1*PO*42\nAK2*850*0001\nAK5*R*5\nAK9*A*1*1*1'))).toEqual([
      'X12-ACK-COUNTS AK9 5',
      'X12-ACK-CONTRADICTION AK9 5',
    ]);
  });
});

describe('a malformed 997', () => {
  it('with a second AK9 that does not accept is undecided', () => {
    const outcome = (...trailers: string[]): string =>
      read997(['AK1*PO*42', ...trailers.map((code) => `AK9*${code}*1*1*${code === 'A' ? 1 : 0}`)].join('\n')).group
        .verdict.outcome;
    expect([outcome('A', 'R'), outcome('A', 'A'), outcome('R', 'A')]).toEqual(['undecided', 'accepted', 'rejected']);
  });

  it('gives what can be read, and says what cannot', () => {
    const read = read997(
      'AK3*N4*15**8\nAK2*850*0001\nAK4*2*156*7\nAK3*N4*xv**8\nAK4**156\nAK2*850\nAK9*A*one*1*1\nZZ9*1',
    );
    expect(read.sets.map(({ control, verdict }) => [control, verdict.outcome])).toEqual([
      ['0001', 'undecided'],
      ['', 'undecided'],
    ]);
    expect(read.sets[0]?.segments).toMatchObject([{ segment: 'N4', elements: [{ error: { code: '' } }] }]);
    expect(read.group.verdict.outcome).toBe('accepted');
    expect(codes(read).map((code) => code.replace('X12-ACK-MALFORMED ', ''))).toEqual([
      'AK3 2', // outside any set
      'AK4 4', // outside any segment error
      'AK3 5', // position
      'AK4 6', // which element
      'AK4 6', // what is wrong
      'AK5 7', // missing before the next AK2
      'AK2 7', // which set
      'AK5 8', // missing before AK9
      'ZZ9 9', // no segment of an acknowledgement
      'AK1 2', // missing
      'AK9 8', // not a number
    ]);
  });

  it('without anything is still one', () => {
    const read = read997('ZZ9*1');
    expect([read.group.control, read.group.verdict.outcome, read.sets]).toEqual(['', 'undecided', []]);
    expect(codes(read).length).toBe(3);
  });
});

describe('a 997 that is damaged', () => {
  const whole = readFileSync(new URL('../../golden/997/accepted.edi', import.meta.url), 'utf8');
  const read = (text: string): FunctionalAcknowledgement => {
    const { answers, findings } = readAnswers(text);
    const [answer] = answers;
    if (answer?.kind !== '997') throw new Error(JSON.stringify(findings));
    return answer;
  };

  it.each([
    ['cut off in AK9', whole.slice(0, whole.indexOf('AK9*A') + 5), 'X12-ENVELOPE'],
    ['cut off after AK9', whole.slice(0, whole.indexOf('SE*')), 'X12-ENVELOPE'],
    ['without a right count', whole.replace(/SE\*\d+/, 'SE*9'), 'X12-COUNT'],
    ['without its SE', whole.replace(/SE\*[^~]*~/, ''), 'X12-ENVELOPE'],
    ['with an SE of another set', whole.replace(/(SE\*\d+\*)\d+/, '$18888'), 'X12-CONTROL-NUMBER'],
  ])('%s accepts nothing, and says why', (_, text, code) => {
    expect(text).not.toBe(whole);
    const { group, findings } = read(text);
    expect(group.verdict).toMatchObject({ outcome: 'undecided', code: 'A' });
    expect(findings.map((finding) => finding.code)).toContain(code);
    expect(read(whole).group.verdict.outcome).toBe('accepted');
  });

  it('is undecided also beyond the findings that are listed', () => {
    const noise = 'ZZ1*1~\n'.repeat(10_001);
    const { group, findings } = read(whole.replace('GS*', `${noise}GS*`).replace(/SE\*\d+/, 'SE*9'));
    expect(group.verdict.outcome).toBe('undecided');
    expect(findings.map(({ code }) => code)).toEqual(['X12-LIMIT']);
  });

  it('accepts none of its sets, and what it rejects stays rejected', () => {
    const partly = readFileSync(new URL('../../golden/997/partly-accepted.edi', import.meta.url), 'utf8');
    const { sets } = read(partly.replace(/SE\*\d+/, 'SE*99'));
    expect(sets.map(({ verdict }) => verdict.outcome)).toEqual(['undecided', 'rejected', 'undecided']);
  });

  it('does not keep the whole one after it from being believed, nor does a missing IEA, nor zeros dropped in SE02', () => {
    const [from, to] = [whole.indexOf('ST*997'), whole.indexOf('GE*')];
    const set = whole.slice(from, to);
    const both =
      whole.slice(0, from) + set.replace(/SE\*[^~]*~\s*/, '') + set.replaceAll('*0001', '*0002') + whole.slice(to);
    const { answers } = readAnswers(both.replace('GE*1*', 'GE*2*'));
    expect(answers.map((one) => one.kind === '997' && one.group.verdict.outcome)).toEqual(['undecided', 'accepted']);
    expect(read(whole.slice(0, whole.indexOf('IEA'))).group.verdict.outcome).toBe('accepted');
    expect(read(whole.replace(/(SE\*\d+\*)0+/, '$1')).group.verdict.outcome).toBe('accepted');
  });
});

describe('a 999', () => {
  it('tells the context of segments and elements', () => {
    const { kind, group, sets, findings } = golden('999/rejected');
    expect([kind, group.version, findings]).toEqual(['999', '005010', []]);
    const [set] = sets;
    expect(set?.errors.map(({ code }) => code)).toEqual(['5', 'I5']);
    expect(set?.segments[0]).toMatchObject({
      segment: 'N4',
      error: { dataElement: '620', code: '8' },
      contexts: [{ names: [{ name: 'SITUATIONAL TRIGGER' }], segment: 'N1', position: 15, element: 1, component: 1 }],
      elements: [
        {
          element: 4,
          error: { dataElement: '621', code: 'I9', words: 'element missing that depends on another' },
          contexts: [{ names: [{ name: 'SITUATIONAL TRIGGER', reference: 'N402' }] }],
        },
        { element: 3, error: { code: 'I12' }, value: '432151000', contexts: [] },
      ],
    });
  });
});
