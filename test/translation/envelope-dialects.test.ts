import { describe, expect, it } from 'vitest';
import { renderInterchange, translatePurchaseOrder } from '../../src/translation/index.ts';
import { readInterchanges, unwrapped } from '../../src/x12/index.ts';
import { directoryWith, goods, orderWith, profileWith } from './support.ts';

/** An order's interchange by a profile with more settings. */
function rendered(more: string, usage: 'test' | 'production' = 'test'): string {
  const profile = profileWith(more, usage);
  const { set, findings } = translatePurchaseOrder(orderWith({ lines: [goods(1), goods(2)] }), profile);
  if (!set) throw new Error(JSON.stringify(findings));
  const controlNumbers = { interchange: 1201, group: 1201, sets: [1] };
  const at = new Date('2026-11-23T14:05:00Z');
  return renderInterchange({ sets: [set], profile, controlNumbers, at, timeZone: 'America/Chicago' });
}

/** What is found of more settings: code and setting. */
function found(more: string): string[] {
  return directoryWith('purchase-order', more).findings.map(
    ({ code, severity, field = '' }) => `${severity === 'warning' ? '?' : ''}${code} ${field}`,
  );
}

const element = (text: string, segment: string, index: number): string | undefined =>
  text
    .split('~')
    .find((one) => one.trim().startsWith(`${segment}*`))
    ?.trim()
    .split('*')[index];

describe('separators', () => {
  it.each([
    ["element: '|', component: '>', segment: '~'", '|', '>', '~'],
    ["element: '0x1D', component: '0x1F', segment: '0x1C'", '\x1d', '\x1f', '\x1c'],
    ["element: '^', component: ':', segment: \"'\"", '^', ':', "'"],
    ["element: '~', component: '<', segment: \"\\n\"", '~', '<', '\n'],
    ["element: '*', component: '\\', segment: '0x0A'", '*', '\\', '\n'],
    ["element: '*', component: '>', segment: '\\'", '*', '>', '\\'],
  ])('%s', (delimiters, elementSeparator, component, segment) => {
    const text = rendered(`    interchange: { delimiters: { ${delimiters} } }\n`);
    expect([text[3], text[104], text[105]]).toEqual([elementSeparator, component, segment]);
    expect(readInterchanges(text).findings).toEqual([]);
  });

  it('of repetition, in the releases that have it', () => {
    const later = (repetition: string): string =>
      `    interchange: { version: '00500', groupVersion: '005040', versionsDiffer: true, delimiters: { repetition: '${repetition}' } }\n`;
    for (const repetition of ['^', '!']) expect(rendered(later(repetition))[82]).toBe(repetition);
    expect(found(later('U'))).toEqual(['PARTNER-DELIMITERS interchange.delimiters']);
    expect(found("    interchange: { delimiters: { repetition: '^' } }\n")).toEqual([
      'PARTNER-DELIMITERS interchange.delimiters',
    ]);
  });
});

describe('line breaks', () => {
  it.each([
    ['terminatorSuffix: ""', '', '~'],
    ['terminatorSuffix: "\\n"', '~\n', '~\n'],
    ['terminatorSuffix: "\\r\\n", finalSuffix: ""', '~\r\n', '~'],
    ['terminatorSuffix: "", finalSuffix: "\\n"', '', '~\n'],
  ])('%s', (settings, between, end) => {
    const text = rendered(`    interchange: { ${settings} }\n`);
    expect(text.slice(105, 105 + Math.max(between.length, 1))).toBe(between === '' ? '~' : between);
    expect(/IEA\*1\*000001201(.*)$/s.exec(text)?.[1]).toBe(end);
    expect(readInterchanges(text).findings).toEqual([]);
  });

  it('at a width: the same interchange once it is unwrapped', () => {
    const plain = rendered('    interchange: { terminatorSuffix: "" }\n');
    const text = rendered('    interchange: { terminatorSuffix: "", wrap: { columns: 80 } }\n');
    const lines = text.split('\r\n');
    expect(lines.length).toBe(Math.ceil(plain.length / 80));
    expect(lines.slice(0, -1).every((line) => line.length === 80)).toBe(true);
    expect(unwrapped(text)).toBe(plain);
    const ended = rendered(
      '    interchange: { terminatorSuffix: "", wrap: { columns: 80, lineBreak: "\\n" }, finalSuffix: "\\n" }\n',
    );
    expect(ended).toBe(`${lines.join('\n')}\n`);
    expect(unwrapped(ended)).toBe(plain);
  });

  it('that could not be told from each other are refused', () => {
    for (const other of ['terminatorSuffix: "\\r\\n"', 'terminatorSuffix: "", delimiters: { segment: "\\n" }'])
      expect(found(`    interchange: { wrap: { columns: 80 }, ${other} }\n`)).toEqual([
        'PARTNER-DELIMITERS interchange.wrap',
      ]);
  });
});

describe('versions', () => {
  it.each([
    ['00400', '004010', '', '20261123'],
    ['00500', '005040', ", delimiters: { repetition: '^' }", '20261123'],
    ['00200', '003040', '', '261123'],
  ])('ISA12 %s with GS08 %s, on purpose only', (version, groupVersion, more, date) => {
    const settings = `version: '${version}', groupVersion: '${groupVersion}'${more}`;
    expect(found(`    interchange: { ${settings} }\n`)).toContain('PARTNER-RELEASE interchange.version');
    const text = rendered(`    interchange: { ${settings}, versionsDiffer: true }\n`);
    expect([element(text, 'ISA', 12), element(text, 'GS', 8), element(text, 'GS', 4)]).toEqual([
      version,
      groupVersion,
      date,
    ]);
  });

  it('that do not differ need no purpose, and GS08 stays a release', () => {
    expect(found('    interchange: { versionsDiffer: true }\n')).toEqual([
      '?PARTNER-RELEASE interchange.versionsDiffer',
    ]);
    expect(found("    interchange: { groupVersion: 'VICS', versionsDiffer: true }\n")).toEqual([
      'PARTNER-RELEASE interchange.groupVersion',
    ]);
    expect(element(rendered('    interchange: { groupVersion: 004010VICS }\n'), 'GS', 8)).toBe('004010VICS');
  });

  it('ST03 in releases that have it', () => {
    const later = "version: '00500', groupVersion: '005040', versionsDiffer: true, delimiters: { repetition: '^' }";
    expect(element(rendered(`    interchange: { ${later}, implementation: GUIDE7 }\n`), 'ST', 3)).toBe('GUIDE7');
    expect(found('    interchange: { implementation: GUIDE7 }\n')).toEqual([
      'PARTNER-RELEASE interchange.implementation',
    ]);
  });
});

describe('test', () => {
  it('is told by ISA15, or by identities alone where both differ from production', () => {
    expect(element(rendered(''), 'ISA', 15)).toBe('T');
    expect(element(rendered('    interchange: { testIndicator: I }\n'), 'ISA', 15)).toBe('I');
    expect(element(rendered('    interchange: { testIndicator: P }\n'), 'ISA', 15)).toBe('P');
    expect(
      element(rendered('    usage: production\n    interchange: { testIndicator: I }\n', 'production'), 'ISA', 15),
    ).toBe('P');
    const same = '{ qualifier: ZZ, id: SAME, group: SAME }';
    const alike = `    interchange: { testIndicator: P, partner: { test: ${same}, production: ${same} } }\n`;
    expect(found(alike)).toEqual(['PARTNER-IDENTITY interchange.testIndicator']);
  });

  it('may have segments of its own, such as a reference that says so', () => {
    const more = '    test:\n      insert: { mark: { segment: REF, elements: [ZZ, TEST ORDER] } }\n';
    expect(rendered(more)).toMatch(/^REF\*ZZ\*TEST ORDER~$/m);
    expect(rendered(`    usage: production\n${more}`, 'production')).not.toContain('TEST ORDER');
  });

  it('GS03 differs per document', () => {
    const text = rendered("    interchange: { partner: { test: { group: 'ORDERS' } } }\n");
    expect([element(text, 'GS', 3), element(text, 'ISA', 8)?.trim()]).not.toContain('');
    expect(element(text, 'GS', 3)).toBe('ORDERS');
  });
});

describe('characters', () => {
  const line = (characters: string, description: string): string | undefined => {
    const profile = profileWith(`    characters: { ${characters} }\n`);
    const { draft } = translatePurchaseOrder(orderWith({ lines: [goods(1, { description })] }), profile);
    const pid = draft.segments.find(({ id }) => id === 'PID')?.elements[4];
    return typeof pid === 'string' ? pid : undefined;
  };

  it.each([
    ['', 'Nut  &   bolt', 'NUT & BOLT'],
    ['blanks: keep', 'Nut  &   bolt', 'NUT  &   BOLT'],
    ['blanks: keep, fold: false', 'Nut  bolt', 'NUT  BOLT'],
    ['fold: false', 'Nut  bolt', 'NUT BOLT'],
    ["replace: { '&': ' and ', '#': No. }", 'Nut&bolt #8', 'NUT AND BOLT NO.8'],
    ["separators: { replace: ' ' }", 'Nut * bolt', 'NUT BOLT'],
    ['upperCase: false', 'Écrou\tfin', 'Ecrou fin'],
    ['set: basic, unsupported: { replace: . }', 'Nut @ 5', 'NUT . 5'],
  ])('%s: %s is %s', (characters, description, expected) => {
    expect(line(characters, description)).toBe(expected);
  });

  it('what is written instead fits the set and the separators', () => {
    expect(found("    characters: { replace: { '&': '*' } }\n")).toEqual(['PARTNER-CHARACTERS characters.replace.&']);
    expect(found("    characters: { replace: { '&': 'é' } }\n")).toEqual(['PARTNER-CHARACTERS characters.replace.&']);
  });
});

describe('acknowledgements', () => {
  it.each([
    ["expect: '999', within: 4h", ['PARTNER-ACKNOWLEDGEMENT acknowledgement.expect']],
    ["expect: '997', within: 4h, warnBefore: 4h", ['PARTNER-ACKNOWLEDGEMENT acknowledgement.warnBefore']],
    ["expect: '997', within: 4h, warnBefore: 1h", []],
    ['interchange: { expect: always }', ['PARTNER-SETTING acknowledgement.interchange.within']],
    ['interchange: { expect: always, within: 1h }', ['PARTNER-ACKNOWLEDGEMENT acknowledgement.interchange.expect']],
    ['interchange: { expect: errors }', []],
    ['level: group, acceptedWithErrors: rejected, partlyAccepted: rejected', []],
  ])('%s', (settings, expected) => {
    expect(found(`    acknowledgement: { ${settings} }\n`)).toEqual(expected);
  });

  it('of interchanges, asked for by ISA14', () => {
    const asked = '    interchange: { acknowledgmentRequested: true }\n';
    expect(found(asked)).toEqual(['?PARTNER-ACKNOWLEDGEMENT acknowledgement.interchange.expect']);
    expect(found(`${asked}    acknowledgement: { interchange: { expect: always, within: 1h } }\n`)).toEqual([]);
    expect(profileWith('').acknowledgement).toMatchObject({
      level: 'set',
      acceptedWithErrors: 'accepted',
      partlyAccepted: 'by-set',
      interchange: { expect: 'none' },
    });
  });
});
