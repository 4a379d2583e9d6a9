import { describe, expect, it } from 'vitest';
import type { BusinessDocument } from '../../src/documents/document.ts';
import type { DocumentType } from '../../src/documents/document-key.ts';
import { nextNumbers } from '../../src/ledger/numbering.ts';
import { renderInterchange, translateDocument, type TranslatedSet } from '../../src/translation/index.ts';
import { mayBeAcknowledged, readAnswers } from '../../src/x12/acknowledgements/index.ts';
import { annotate } from '../../src/x12/annotate/annotate.ts';
import {
  guideOf,
  readInterchanges,
  validateTransactionSet,
  writeInterchange,
  X12Unwritable,
  type Interchange,
  type Segment,
  type ValidationOptions,
} from '../../src/x12/index.ts';
import {
  billed,
  carton,
  directoryWith,
  goods,
  invoiceWith,
  noticeWith,
  orderWith,
  profileOf,
  shipped,
  ssccs,
  textsOf,
} from '../translation/support.ts';
import { interchangeOf, orderSegments, segmentsOf } from './skeleton.ts';

// What EDI generators get wrong most often, by the numbers of our list of mistakes: each cannot happen, or is found.

const order = orderWith();
const invoice = invoiceWith();
const notice = noticeWith();

/** What becomes of a document under the example profile with more settings. */
function translated(document: BusinessDocument, more = ''): TranslatedSet {
  return translateDocument(document, profileOf(document.type, more));
}

/** The segments of a document that is sent. */
function segments(document: BusinessDocument, more = ''): readonly Segment[] {
  const { set, findings } = translated(document, more);
  return set?.segments ?? expect.unreachable(JSON.stringify(findings));
}

/** The segments of a document as text, one each. */
function texts(document: BusinessDocument, more = ''): string[] {
  return textsOf(segments(document, more));
}

/** The codes of the errors that keep a document from being sent. */
function refusals(document: BusinessDocument, more = ''): string[] {
  const { set, findings } = translated(document, more);
  expect(set).toBeUndefined();
  return [...new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))];
}

/** What keeps a profile from being used, or is to be looked at: `PARTNER-RELEASE interchange.version`. */
function profileFaults(type: DocumentType, more: string, usage: 'test' | 'production' = 'test'): string[] {
  return directoryWith(type, more)
    .findings.concat(...findingsOf(type, more, usage))
    .map(({ code, field }) => `${code} ${field}`);
}

function findingsOf(
  type: DocumentType,
  more: string,
  usage: 'test' | 'production',
): ReturnType<typeof directoryWith>['findings'][] {
  const result = directoryWith(type, more).documentProfile('EXAMPLE', type, usage);
  return 'findings' in result ? [result.findings] : [];
}

/** The errors the guide's checks find: `X12-RELATION N104`. */
function errors(id: string, of: readonly Segment[], release = '004010', options: ValidationOptions = {}): string[] {
  const guide = guideOf(release, id) ?? expect.unreachable(`${release} has a ${id}`);
  return validateTransactionSet({ id, segments: of }, guide, options)
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ code, segment, element }) =>
        `${code} ${segment}${element === undefined ? '' : String(element).padStart(2, '0')}`,
    );
}

/** What is wrong with the tree of a ship notice, errors and warnings, in words: `HL03=I stands under S`. */
function faults(of: readonly Segment[]): string[] {
  const guide = guideOf('004010', '856') ?? expect.unreachable();
  return validateTransactionSet({ id: '856', segments: of }, guide).map(
    ({ severity, segment, element = 0, value = '', message }) =>
      `${severity === 'warning' ? '?' : ''}${segment}${String(element).padStart(2, '0')}=${value} ${message}`,
  );
}

/** The segments with the first that starts so replaced. */
function replaced(of: readonly Segment[], start: string, ...lines: string[]): Segment[] {
  const at = of.findIndex(({ id, elements }) => [id, ...elements.map(String)].join('*').startsWith(start));
  if (at === -1) return expect.unreachable(`a segment starts with ${start}`);
  return of.toSpliced(at, 1, ...(lines.length === 0 ? [] : segmentsOf(lines.join('\n'))));
}

/** The interchange of a document, as it is posted. */
function sent(document: BusinessDocument, more = '', timeZone = 'America/Chicago'): string {
  const profile = profileOf(document.type, more);
  const { set } = translateDocument(document, profile);
  return renderInterchange({
    sets: [set ?? expect.unreachable('it is sent')],
    profile,
    controlNumbers: { interchange: 42, group: 42, sets: [1] },
    at: new Date('2026-11-23T02:05:00Z'),
    timeZone,
  });
}

/** The codes of what is wrong with an interchange that is read. */
function found(text: string): string[] {
  return readInterchanges(text).findings.map(({ code, segment }) => `${code} ${segment}`);
}

/** Why an interchange cannot be written. */
function unwritable(interchange: Interchange): string[] {
  try {
    return [writeInterchange(interchange)];
  } catch (thrown) {
    if (!(thrown instanceof X12Unwritable)) throw thrown;
    return thrown.findings.map(({ code, segment }) => `${code} ${segment}`);
  }
}

const isFor = (release: string, repetition = release === '004010' ? '' : ", delimiters: { repetition: '^' }"): string =>
  `    release: '${release}'\n    interchange: { version: '${release.slice(0, 5)}', groupVersion: '${release}'${repetition} }\n`;

describe('the envelope', () => {
  it('mistake 1: an ISA field not padded', () => {
    const text = sent(order);
    expect([text[103], text[105], text.slice(106).trimStart().slice(0, 2)]).toEqual(['*', '~', 'GS']);
    const long = interchangeOf(orderSegments, { sender: { qualifier: 'ZZ', id: 'SIXTEENLETTERSXX' } });
    expect(unwritable(long)).toEqual(['X12-ENVELOPE ISA']);
    expect(found(text.replace('ACMETEST       *', 'ACMETEST*'))).toContain('X12-ISA-LENGTH ISA');
  });

  it('mistake 2: SE01 wrong', () => {
    const text = sent(order);
    const lines = text.split('~').map((line) => line.trim());
    const [st, se] = [
      lines.findIndex((line) => line.startsWith('ST*')),
      lines.findIndex((line) => line.startsWith('SE*')),
    ];
    expect(lines[se]).toBe(`SE*${se - st + 1}*0001`);
    expect(found(text)).toEqual([]);
    expect(found(text.replace(`SE*${se - st + 1}`, `SE*${se - st}`))).toEqual(['X12-COUNT SE']);
  });

  it('mistake 3: SE02, GE02 or IEA02 not the same text as in the header', () => {
    const text = sent(order);
    expect(text).toMatch(/ST\*850\*0001~[^]*SE\*\d+\*0001~/);
    expect(text).toMatch(/\*000000042\*0\*T\*[^]*IEA\*1\*000000042~/);
    expect(found(text.replace(/(SE\*\d+\*)0001/, '$11'))).toEqual(['X12-CONTROL-NUMBER SE']);
    expect(found(text.replace('GE*1*42', 'GE*1*042'))).toEqual(['X12-CONTROL-NUMBER GE']);
    expect(found(text.replace('IEA*1*000000042', 'IEA*1*42'))).toEqual(['X12-CONTROL-NUMBER IEA']);
  });

  it('mistake 4: GS01 not that of the set', () => {
    expect([order, invoice, notice].map((one) => /GS\*(..)/.exec(sent(one))?.[1])).toEqual(['PO', 'IN', 'SH']);
    const wrong = annotate(sent(order).replace('GS*PO', 'GS*IN'));
    expect(wrong.findings.map(({ code }) => code)).toContain('X12-FUNCTIONAL-ID');
  });

  it('mistake 15: a byte order mark before the ISA, or CR LF in the last segment', () => {
    const text = sent(order, '    interchange: { terminatorSuffix: "\\r\\n" }\n');
    expect(text.startsWith('ISA*')).toBe(true);
    expect(
      text
        .split('~')
        .slice(0, -1)
        .every((line) => !/[\r\n]$/.test(line)),
    ).toBe(true);
    // Others’ are read all the same.
    for (const damaged of [`\uFEFF${text}`, text.replace(/~\r\n$/, '\r\n~')]) {
      const { interchanges, findings } = readInterchanges(damaged);
      expect(interchanges[0]?.groups[0]?.sets[0]?.segments).toEqual(segments(order));
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
    expect(found(text)).toEqual([]);
    expect(found(`\uFEFF${text}`)).toEqual(['X12-BYTE-ORDER-MARK ']);
  });

  it('mistake 16: a control number used again, or going backwards', () => {
    const wanted = [{ functionalId: 'PO', sets: 2, rules: { group: 'own', set: 'group', setDigits: 4 } as const }];
    const first = nextNumbers({ interchange: 41, group: 6, set: 0, byFunctionalId: {} }, wanted);
    const second = nextNumbers(first.last, wanted);
    expect([first.interchange, second.interchange]).toEqual([42, 43]);
    expect([first.groups[0]?.control, second.groups[0]?.control]).toEqual([7, 8]);
    const profile = profileOf('purchase-order');
    const set = translateDocument(order, profile).set ?? expect.unreachable();
    const at = new Date();
    const twice = { interchange: 1, group: 1, sets: [3, 3] };
    expect(() => renderInterchange({ sets: [set, set], profile, controlNumbers: twice, at, timeZone: 'UTC' })).toThrow(
      RangeError,
    );
    // And one that a partner sends twice is found.
    const text = sent(order);
    const doubled = text.replace(/(ST\*850\*0001~[^]*?SE\*\d+\*0001~)/, '$1$1').replace('GE*1', 'GE*2');
    expect(found(doubled)).toEqual(['X12-CONTROL-NUMBER ST']);
  });

  it('mistake 17: ISA11 U in 005010, or a repetition separator in 004010', () => {
    expect(sent(order)[82]).toBe('U');
    expect(sent(order, isFor('005010'))[82]).toBe('^');
    expect(profileFaults('purchase-order', isFor('005010', ''))).toContain('PARTNER-DELIMITERS interchange.delimiters');
    expect(profileFaults('purchase-order', isFor('004010', ", delimiters: { repetition: '^' }"))).toContain(
      'PARTNER-DELIMITERS interchange.delimiters',
    );
  });

  it('mistake 18: ISA12 and GS08 of different releases', () => {
    const differ = (version: string, group: string, more = ''): string[] =>
      profileFaults('purchase-order', `    interchange: { version: '${version}', groupVersion: '${group}'${more} }\n`);
    expect(differ('00401', '004010VICS')).toEqual([]);
    expect(differ('00403', '004010', ", delimiters: { repetition: '^' }")).toContain(
      'PARTNER-RELEASE interchange.version',
    );
    expect(differ('00401', '004030')).toContain('PARTNER-RELEASE interchange.groupVersion');
    // On purpose, as some partners want it.
    expect(differ('00400', '004010', ', versionsDiffer: true')).toEqual([]);
  });

  it('mistake 38: an element repeated to a partner of 004010', () => {
    const repeated: Segment = { id: 'REF', elements: ['DP', { repetitions: ['1', '2'] }] };
    expect(unwritable(interchangeOf(replaced(orderSegments, 'REF', 'REF*DP*1').with(2, repeated)))).toEqual([
      'X12-ELEMENT-REPEATED REF',
    ]);
    expect(errors('850', orderSegments.with(2, repeated))).toEqual(['X12-ELEMENT-REPEATED REF02']);
  });

  it('mistake 39: test data marked as production', () => {
    const production = '    usage: production\n';
    expect(profileOf('purchase-order', production, 'test').interchange.usageIndicator).toBe('T');
    expect(profileOf('purchase-order', '', 'production').interchange.usageIndicator).toBe('T');
    expect(profileOf('purchase-order', production, 'production').interchange.usageIndicator).toBe('P');
    const { us, partner } = profileOf('purchase-order', production, 'test').interchange;
    const live = profileOf('purchase-order', production, 'production').interchange;
    expect([us.id, partner.id]).not.toEqual([live.us.id, live.partner.id]);
    // P in tests only where nobody can take them for production’s.
    const same =
      '    interchange: { testIndicator: P, partner: { test: { qualifier: ZZ, id: SAME, group: SAME }, production: { qualifier: ZZ, id: SAME, group: SAME } } }\n';
    expect(profileFaults('purchase-order', same)).toContain('PARTNER-IDENTITY interchange.testIndicator');
  });

  it('mistake 40: the day of another time zone', () => {
    expect(sent(order)).toContain('*20261122*2005*');
    expect(sent(order, '', 'UTC')).toContain('*20261123*0205*');
    // A document’s own dates are days, and no zone moves them.
    expect(texts(order)[0]).toContain('*20261120');
    const made = { at: new Date('2026-11-20T03:00:00Z'), timeZone: 'America/Chicago' };
    const { set } = translateDocument(notice, profileOf('ship-notice'), { made });
    expect(textsOf(set?.segments ?? [])[0]).toMatch(/^BSN\*00\*400500\*20261119\*2100/);
  });
});

describe('segments', () => {
  it('mistake 5: empty elements at the end', () => {
    expect(writeInterchange(interchangeOf([{ id: 'CUR', elements: ['BY', 'USD', '', ''] }]))).toContain('CUR*BY*USD~');
    expect(texts(order).filter((text) => text.endsWith('*'))).toEqual([]);
    expect(errors('850', replaced(orderSegments, 'CUR', 'CUR*BY*USD*'))).toEqual(['X12-ELEMENT-TRAILING CUR03']);
  });

  it('mistake 6: the order of the screen: N1 before CUR, CAD after SAC, charges of the invoice before TDS', () => {
    const sentOrder = texts(invoice).map((text) => text.slice(0, 3));
    expect(sentOrder.indexOf('SAC')).toBeGreaterThan(sentOrder.indexOf('TDS'));
    expect(errors('850', replaced(replaced(orderSegments, 'CUR'), 'N1*ST', 'N1*ST*DC', 'CUR*BY*USD'))).toEqual([
      'X12-SEGMENT-ORDER CUR',
    ]);
    const early = replaced(replaced(segments(invoice), 'SAC'), 'CAD', 'SAC*C*D240***1500', 'CAD*M***UPSN');
    expect(errors('810', early)).toContain('X12-SEGMENT-ORDER CAD');
    // Before TDS a SAC is one of the last line, which is allowed and cannot be told; after what follows SAC in the line, or before the lines, it is found.
    const [charge = ''] = texts(invoice).filter((text) => text.startsWith('SAC'));
    const summary = replaced(segments(invoice), 'SAC');
    const beforeTotal = replaced(summary, 'TDS', charge, 'TDS*14000');
    expect(errors('810', beforeTotal)).toEqual([]);
    const beforeLines = replaced(summary, 'IT1', charge, ...texts(invoice).filter((text) => text.startsWith('IT1')));
    expect(errors('810', beforeLines)).toContain('X12-SEGMENT-ORDER IT1');
    const afterParty = replaced(summary, 'TDS', 'N1*ST*DC*92*0007', charge, 'TDS*14000');
    expect(errors('810', afterParty)).toContain('X12-SEGMENT-ORDER TDS');
  });

  it('mistake 7: a loop without its leader', () => {
    expect(errors('850', replaced(orderSegments, 'PER', 'N3*100 MAIN ST'))).toEqual(['X12-SEGMENT-ORDER N3']);
    expect(errors('850', replaced(orderSegments, 'N9'))).toEqual(['X12-SEGMENT-ORDER MSG']);
  });

  it('mistake 8: a value without its qualifier, or the reverse', () => {
    expect(errors('850', replaced(orderSegments, 'N1*BY', 'N1*BY*ACME**0001'))).toEqual(['X12-RELATION N103']);
    expect(errors('850', replaced(orderSegments, 'PO1', 'PO1*1*10*EA*12.5*PE**012345678905'))).toEqual([
      'X12-RELATION PO106',
    ]);
    expect(errors('810', replaced(segments(invoice), 'IT1', 'IT1*10*10**12.5'))).toContain('X12-RELATION IT103');
  });

  it('mistake 19: MSG in an 850 of 004030, NTE in an 850, MTX in an 810 of 004010', () => {
    for (const release of ['004030', '005010', '006020'])
      expect(errors('850', orderSegments, release)).toEqual(['X12-SEGMENT-UNKNOWN MSG']);
    expect(errors('850', replaced(orderSegments, 'MSG', 'NTE*GEN*text'))).toEqual(['X12-SEGMENT-UNKNOWN NTE']);
    expect(errors('810', replaced(segments(invoice), 'REF', 'MTX**text'))).toEqual(['X12-SEGMENT-UNKNOWN MTX']);
    const noted = orderWith({ lines: [goods(1), { kind: 'comment', line: 2, text: 'Call first' }] });
    expect(texts(noted)).toContain('MSG*CALL FIRST');
    expect(texts(noted, isFor('005010'))).toContain('MTX**CALL FIRST');
  });

  it('mistake 20: lengths of another release, or beyond the partner’s', () => {
    const long = replaced(orderSegments, 'REF*DP', `REF*DP*${'9'.repeat(50)}`);
    expect(errors('850', long)).toEqual(['X12-ELEMENT-TOO-LONG REF02']);
    expect(errors('850', replaced(replaced(long, 'N9'), 'MSG'), '004030')).toEqual([]);
    const name = orderWith({ shipTo: { ...order.shipTo, name: 'A'.repeat(36) } });
    expect(refusals(name, '    lengths: { N102: { max: 35, overflow: fail } }\n')).toEqual(['X12-ELEMENT-TOO-LONG']);
    expect(profileFaults('purchase-order', '    lengths: { REF02: { max: 50 } }\n')).toContain(
      'PARTNER-LENGTH lengths.REF02.max',
    );
  });

  it('mistake 36: a document without lines', () => {
    expect(refusals(orderWith({ lines: [] }))).toContain('PO-NO-LINES');
    expect(refusals(invoiceWith({ lines: [] }))).toContain('INV-NO-LINES');
    expect(refusals(noticeWith({ lines: [], packages: [] }))).toContain('ASN-NO-LINES');
    expect(
      errors(
        '850',
        orderSegments.filter(({ id }) => !['PO1', 'PID', 'PO4'].includes(id)),
      ),
    ).toContain('X12-SEGMENT-MISSING PO1');
  });
});

describe('values', () => {
  it('mistake 9: a point in an amount of implied decimals, or units instead of cents', () => {
    expect(texts(invoice)).toContain('TDS*14000');
    expect(errors('810', replaced(segments(invoice), 'TDS', 'TDS*140.00'))).toEqual(['X12-ELEMENT-TYPE TDS01']);
    expect(errors('810', replaced(segments(invoice), 'TDS', 'TDS*140'))).toEqual(['X12-TOTAL TDS01']);
    expect(errors('810', replaced(segments(invoice), 'SAC', 'SAC*C*D240***15.00'))).toContain('X12-ELEMENT-TYPE SAC05');
  });

  it('mistake 10: separators of thousands, exponents, commas, points at the end, zeros in front', () => {
    for (const wrong of ['1,250', '1.25E3', '12,5', '125.', '0125', '+125', '1 250'])
      expect([wrong, errors('850', replaced(orderSegments, 'AMT', `AMT*TT*${wrong}`))]).toEqual([
        wrong,
        ['X12-ELEMENT-TYPE AMT02'],
      ]);
    const large = orderWith({
      lines: [goods(1, { quantity: '1250000', price: '0.0000005', orderUomPrice: '0.0000005' })],
    });
    expect(texts(large, '    totals: { amount: omit }\n').find((text) => text.startsWith('PO1'))).toContain(
      '*1250000*EA*0.0000005*',
    );
  });

  it('mistake 11: TDS01 is not what lines, charges and taxes add up to', () => {
    expect(errors('810', replaced(segments(invoice), 'TDS', 'TDS*14001'))).toEqual(['X12-TOTAL TDS01']);
    const thirds = [1, 2, 3].map((line) =>
      billed(line, { quantity: '1', uomPrice: '0.335', price: '0.335', netValue: '0.34' }),
    );
    const totals = { merchandise: '1.02', freight: '0', other: '0', tax: '0', total: '1.02' };
    expect(texts(invoiceWith({ lines: thirds, totals }))).toContain('TDS*102');
    expect(
      refusals(
        invoiceWith({
          lines: [billed(1, { netValue: '126' })],
          totals: { ...totals, merchandise: '126', total: '126' },
        }),
      ),
    ).toContain('INV-LINE-VALUE');
  });

  it('mistake 12: CTT01 counts something else, or the hash total is wrong', () => {
    expect(texts(orderWith({ lines: [goods(1), goods(2)] })).find((text) => text.startsWith('CTT'))).toBe('CTT*2*200');
    expect(errors('850', replaced(orderSegments, 'CTT', 'CTT*20*10'))).toEqual(['X12-TOTAL CTT01']);
    expect(errors('850', replaced(orderSegments, 'CTT', 'CTT*1*1'))).toEqual(['X12-TOTAL CTT02']);
    expect(errors('810', replaced(segments(invoice), 'CTT', 'CTT*9'))).toEqual(['X12-TOTAL CTT01']);
    expect(errors('856', replaced(segments(notice), 'CTT', 'CTT*1'))).toEqual(['X12-TOTAL CTT01']);
  });

  it('mistake 13: a separator inside data', () => {
    for (const character of ['*', '~', '>']) {
      const address = orderWith({ shipTo: { ...order.shipTo, street: [`Dock${character}7`] } });
      const refused = '    characters: { separators: refuse }\n';
      expect([character, refusals(address, refused)]).toEqual([character, ['X12-SEPARATOR-IN-DATA']]);
      const replacing = "    characters: { separators: { replace: ' ' } }\n";
      expect(texts(address, replacing)).toContain('N3*DOCK 7');
    }
    expect(unwritable(interchangeOf(segmentsOf('MSG*a~b')))).toEqual(['X12-SEPARATOR-IN-DATA MSG']);
  });

  it('mistake 14: small letters, accents, tabs and line breaks', () => {
    const basic = "    characters: { set: basic, upperCase: true, unsupported: { replace: ' ' } }\n";
    const lines = [goods(1, { description: 'Écrou\tà\r\népaulement – “inox” ☂' })];
    const text = sent(orderWith({ lines }), basic).replace(/~\n?/g, '').slice(106);
    expect(text).toMatch(/^[A-Z0-9 !"&'()*+,\-./:;?=]+$/);
    expect(text).toContain('ECROU A');
    const set = { characterSet: 'basic' } as const;
    for (const wrong of ['café', 'a\tb', 'A\r\nB', 'É'])
      expect([
        wrong,
        errors('850', replaced(orderSegments, 'MSG').toSpliced(10, 0, { id: 'MSG', elements: [wrong] }), '004010', set),
      ]).toEqual([wrong, ['X12-CHARACTER MSG01']]);
  });

  it('mistake 26: a unit that is none, or a price of another basis', () => {
    expect(profileFaults('purchase-order', '    units: { EA: EACH }\n')).toContain('PARTNER-CODE units.EA');
    expect(refusals(orderWith({ lines: [goods(1, { orderUom: 'XYZ' })] }))).toContain('PO-UNIT-UNMAPPED');
    // 10 at 1250 per hundred are 125.00: told as each, the receiver would add up 12500.00.
    expect(errors('810', replaced(segments(invoice), 'IT1', 'IT1*10*10*EA*1250*HP'))).toEqual([]);
    expect(errors('810', replaced(segments(invoice), 'IT1', 'IT1*10*10*EA*1250*PE'))).toEqual(['X12-TOTAL TDS01']);
  });

  it('mistake 27: dates of six digits, times of twelve hours or with a colon, zeros for no date', () => {
    expect(errors('850', replaced(orderSegments, 'BEG', 'BEG*00*SA*PO1**240115'))).toEqual([
      'X12-ELEMENT-TOO-SHORT BEG05',
    ]);
    expect(errors('850', replaced(orderSegments, 'DTM', 'DTM*010*00000000'))).toEqual(['X12-ELEMENT-DATE DTM02']);
    for (const wrong of ['03:30', '0330P', '2400', '3PM'])
      expect(errors('850', replaced(orderSegments, 'DTM', `DTM*010*20240120*${wrong}`))).toContain(
        'X12-ELEMENT-TIME DTM03',
      );
    expect(texts(orderWith({ dueDate: undefined })).filter((text) => text.startsWith('DTM'))).toEqual([]);
  });

  it('mistake 28: a quantity as 10.000 or 10,5, or longer than the release has', () => {
    expect(texts(noticeWith({ lines: [shipped(1, { quantity: '10.000' })] }))).toContainEqual(
      expect.stringMatching(/^SN1\*10\*10\*EA\*/),
    );
    expect(errors('856', replaced(segments(notice), 'SN1', 'SN1*10*10,5*EA'))).toContain('X12-ELEMENT-TYPE SN102');
    expect(errors('856', replaced(segments(notice), 'SN1', 'SN1*10*12345678901*EA'))).toContain(
      'X12-ELEMENT-TOO-LONG SN102',
    );
  });

  it('mistake 31: an allowance of a negative amount', () => {
    const less = invoiceWith({
      lines: [billed(1), { kind: 'freight', line: 2, description: 'Freight back', amount: '-15' }],
      totals: { merchandise: '125', freight: '-15', other: '0', tax: '0', total: '110' },
    });
    expect(texts(less).find((text) => text.startsWith('SAC'))).toMatch(/^SAC\*A\*D240\*\*\*1500\*/);
    // Sent by another, it would be added where it should be taken off.
    const negative = replaced(segments(less), 'SAC', 'SAC*A*D240***-1500');
    expect(errors('810', negative)).toEqual(['X12-TOTAL TDS01']);
    // Also where the total was added up by the same mistake; not where a whole credit is told below zero.
    const signs = (of: readonly Segment[], id = '810'): string[] =>
      validateTransactionSet({ id, segments: of }, guideOf('004010', id) ?? expect.unreachable())
        .filter(({ code }) => code !== 'X12-TOTAL')
        .map(({ code, severity, segment, element }) => `${severity} ${code} ${segment} ${element ?? ''}`);
    expect(signs(negative)).toEqual(['warning X12-SIGN SAC 5']);
    expect(signs(replaced(negative, 'SAC', 'SAC*A*D240***1500'))).toEqual([]);
    expect(signs(replaced(negative, 'SAC', 'SAC*C*D240***-1500'))).toEqual([]);
    expect(signs(replaced(negative, 'TDS', 'TDS*-11000'))).toEqual([]);
    expect(signs(replaced(orderSegments, 'CUR', 'CUR*BY*USD', 'SAC*A*D240***-1500'), '850')).toContain(
      'warning X12-SIGN SAC 5',
    );
  });

  it('mistake 32: a tax as TXI and as SAC', () => {
    const taxed = invoiceWith({
      lines: [billed(1, { taxCode: 'A', taxValue: '10' })],
      taxes: [{ code: 'A', amount: '10', taxable: '125' }],
      totals: { merchandise: '125', freight: '0', other: '0', tax: '10', total: '135' },
    });
    const told = (more: string): string[] =>
      texts(taxed, more)
        .filter((text) => /^(TXI|SAC)/.test(text))
        .map((text) => text.slice(0, 3));
    expect(told('')).toEqual(['TXI']);
    expect(told('    taxes: { as: sac, codes: { A: { type: ST, sac: H770 } } }\n')).toEqual(['SAC']);
    const both = [...segments(taxed).slice(0, -1), ...segmentsOf('SAC*C*H770***1000'), ...segments(taxed).slice(-1)];
    expect(errors('810', both)).toEqual(['X12-TOTAL TDS01']);
  });

  it('mistake 33: a discount in percent as a fraction', () => {
    expect(texts(invoice).find((text) => text.startsWith('ITD'))).toBe('ITD*01*3*2**10**30');
    const terms = { code: '10', netDays: 30, discountPercent: '0.02', discountDays: 10 };
    expect(refusals(invoiceWith({ terms }))).toEqual(['INV-TERMS-PERCENT']);
  });

  it('mistake 37: a state and a province, or a postal code abroad with a state', () => {
    const both = replaced(orderSegments, 'N4', 'N4*MONTREAL*QC*H2Y1C6*CA**QC');
    expect(errors('850', replaced(both, 'MSG'), '004010')).toContain('X12-RELATION N405');
    const twice = replaced(replaced(replaced(orderSegments, 'N4', 'N4*TORONTO*ON*M5H2N2*CA***ON'), 'MSG'), 'N9');
    expect(errors('850', twice, '004030')).toEqual(['X12-RELATION N407']);
    const abroad = orderWith({
      shipTo: {
        code: 'MUC',
        name: 'Werk',
        street: ['Am Tor 1'],
        city: 'Munich',
        state: 'BY',
        postalCode: '80331',
        country: 'DE',
      },
    });
    expect(texts(abroad)).toContain('N4*MUNICH**80331*DE');
  });
});

describe('ship notices', () => {
  it('mistake 21: HL02 wrong or of a level to come, HL01 out of sequence, a child before its parent', () => {
    const tree = segments(notice);
    expect(textsOf(tree).filter((text) => text.startsWith('HL'))).toEqual([
      'HL*1**S',
      'HL*2*1*O',
      'HL*3*2*P',
      'HL*4*3*I',
    ]);
    for (const [start, wrong, fault] of [
      ['HL*3', 'HL*3*9*P', 'HL02=9 is no HL01 before it'],
      ['HL*2', 'HL*2*3*O', 'HL02=3 is not a level it stands in: children follow their parent'],
      ['HL*4', 'HL*4*1*I', 'HL03=I stands under S, which BSN05 0001 does not have'],
      ['HL*1', 'HL*1*1*S', 'HL02=1 names a parent, and the first level has none'],
      ['HL*2', 'HL*2*1*S', 'HL03=S is a second shipment'],
      ['HL*4', 'HL*7*3*I', '?HL01=7 is not 4, as by custom the levels are numbered'],
    ] as const)
      expect(faults(replaced(tree, start, wrong))).toContain(fault);
    expect(faults(tree)).toEqual([]);
    expect(errors('856', replaced(tree, 'HL*4', 'HL*3*3*I'))).toContain('X12-DUPLICATE HL01');
  });

  it('mistake 22: an order or a pack without items, an item without SN1', () => {
    const tree = segments(notice);
    expect(errors('856', replaced(tree, 'SN1'))).toContain('X12-HIERARCHY HL03');
    const pack = tree.slice(0, -1).concat(segmentsOf('HL*5*2*P\nMAN*GM*00106141410000000026\nCTT*5'));
    expect(errors('856', pack)).toContain('X12-HIERARCHY HL03');
    expect(refusals(noticeWith({ packages: [carton(0, [{ line: 1, quantity: '10' }]), carton(1, [])] }))).toContain(
      'ASN-PACKAGE-EMPTY',
    );
  });

  it('mistake 23: an SSCC of a wrong digit or length, 00 missing or twice, or one SSCC twice', () => {
    expect(texts(notice)).toContain(`MAN*GM*00${ssccs[0]}`);
    const marked = (mark: string): string[] => errors('856', replaced(segments(notice), 'MAN*GM', mark));
    expect(marked('MAN*GM*00106141410000000018')).toContain('X12-CHECK-DIGIT MAN02');
    expect(marked('MAN*GM*0010614141000000001')).toContain('X12-CHECK-DIGIT MAN02');
    expect(marked('MAN*GM*0000106141410000000019')).toContain('X12-CHECK-DIGIT MAN02');
    const half = { line: 1, quantity: '5' };
    expect(refusals(noticeWith({ packages: [carton(0, [half]), carton(0, [half])] }))).toContain('X12-DUPLICATE');
  });

  it('mistake 24: a UPC of eleven or thirteen digits, or without its leading zero', () => {
    const upc = (digits: string): string[] =>
      errors('810', replaced(segments(invoice), 'IT1', `IT1*10*10*EA*12.5*PE*UP*${digits}`));
    expect(upc('012345678905')).toEqual([]);
    expect(upc('12345678905')).toEqual(['X12-CHECK-DIGIT IT107']);
    expect(upc('0012345678905')).toEqual(['X12-CHECK-DIGIT IT107']);
    const gtin = '    itemIds: [{ qualifier: UP, source: gtin }]\n';
    const known = orderWith({ masters: { items: [{ stockCode: 'A101', gtin: '012345678905' }] } });
    expect(texts(known, gtin).find((text) => text.startsWith('PO1'))).toContain('*UP*012345678905');
  });

  it('mistake 29: BSN02 of one character', () => {
    const seventh = noticeWith({ dispatchNote: '000000000000007' });
    expect(texts(seventh, '    shipmentNumber: { trimZeros: true, padTo: null }\n')[0]).toContain('BSN*00*07*');
    expect(errors('856', replaced(segments(notice), 'BSN', 'BSN*00*7*20261119*0000*0001'))).toEqual([
      'X12-ELEMENT-TOO-SHORT BSN02',
    ]);
  });

  it('mistake 30: one order as several O levels, or PRF04 missing', () => {
    const two = [shipped(1), shipped(2, { quantity: '5' })];
    const packages = [carton(0, [{ line: 1, quantity: '10' }]), carton(1, [{ line: 2, quantity: '5' }])];
    const told = texts(noticeWith({ lines: two, packages }));
    expect(told.filter((text) => text.startsWith('PRF'))).toEqual(['PRF*PO-7001***20261110']);
    const tree = segments(notice);
    const [from, to] = ['HL*2', 'HL*3'].map((start) => textsOf(tree).findIndex((text) => text.startsWith(start)));
    const repeated = [
      ...tree.slice(0, -1),
      ...segmentsOf('HL*5*1*O'),
      ...tree.slice((from ?? 0) + 1, to),
      ...segmentsOf('HL*6*5*P\nMAN*GM*00106141410000000026\nHL*7*6*I\nLIN*20*IN*X\nSN1*20*1*EA\nCTT*7'),
    ];
    expect(errors('856', repeated)).toEqual(['X12-HIERARCHY HL03']);
    const undated = noticeWith({ orders: notice.orders.map((one) => ({ ...one, orderDate: undefined })) });
    expect(refusals(undated, '    required: [PRF04]\n')).toEqual(['X12-REQUIRED']);
  });
});

describe('identifiers and acknowledgements', () => {
  it('mistake 25: our own number where the partner’s is meant', () => {
    const warned = (type: DocumentType, more: string): string[] =>
      directoryWith(type, more).findings.map(({ code, field }) => `${code} ${field}`);
    const ours = '    references: [{ qualifier: IA, text: { source: customer } }]\n';
    expect(warned('invoice', ours)).toEqual(['PARTNER-IDENTIFIER references.0.text']);
    expect(
      warned(
        'invoice',
        "    references: [{ qualifier: IA, text: { source: customer, codes: { '5001': '998877' } } }]\n",
      ),
    ).toEqual([]);
    const store =
      '    parties: [{ entity: SF, name: { source: shipFrom.name }, identification: { qualifier: "92", code: { source: shipFrom.code } } }]\n';
    expect(warned('ship-notice', store)).toEqual(['PARTNER-IDENTIFIER parties.0.identification.code']);
    expect(warned('ship-notice', store.replace('92', '91'))).toEqual([]);
    // In an order we are the buyer, and the codes are ours.
    expect(warned('purchase-order', '    references: [{ qualifier: IA, text: { source: supplier } }]\n')).toEqual([]);
  });

  const answered = (body: string): string =>
    writeInterchange(
      interchangeOf([], {
        groups: [
          {
            functionalId: 'FA',
            sender: 'SELLER',
            receiver: 'BUYER',
            date: '20240115',
            time: '1530',
            control: '9',
            agency: 'X',
            version: '004010',
            sets: [{ id: '997', control: '0001', segments: segmentsOf(body) }],
          },
        ],
      }),
    );

  it('mistake 34: a 997 read by place, or AK9 accepted where AK5 rejects', () => {
    const { answers } = readAnswers(
      answered(
        'AK1*PO*42\nAK2*850*0001\nAK3*N4*15**8\nAK4*2*156*7*TEXAS\nAK3*REF*4**3\nAK5*R*5\nAK2*850*0002\nAK5*A\nAK9*A*2*2*2',
      ),
    );
    const [answer] = answers;
    if (answer?.kind !== '997') return expect.unreachable(JSON.stringify(answers));
    expect(answer.sets.map(({ control, verdict }) => [control, verdict.outcome])).toEqual([
      ['0001', 'rejected'],
      ['0002', 'accepted'],
    ]);
    expect(answer.findings.map(({ code }) => code)).toContain('X12-ACK-CONTRADICTION');
    return undefined;
  });

  it('mistake 35: an acknowledgement acknowledged', () => {
    const { answers } = readAnswers(answered('AK1*FA*42\nAK9*A*1*1*1'));
    expect(answers.map((one) => one.kind === '997' && one.ofAcknowledgement)).toEqual([true]);
    expect(['FA', 'PO'].map((functionalId) => mayBeAcknowledged({ functionalId }))).toEqual([false, true]);
  });
});
