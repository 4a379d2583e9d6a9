import { describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { neverFilled } from '../../src/partners/checks/elements-given.ts';
import { segmentsSent } from '../../src/partners/checks/check-sources.ts';
import { parsePartnerFiles } from '../../src/partners/index.ts';
import { elementReference, isEmptyElement, readInterchanges } from '../../src/x12/index.ts';
import { directoryWith } from '../translation/support.ts';

/** What is found of more settings: code, line below `send: true`, setting, message. */
function found(more: string, type: 'purchase-order' | 'invoice' | 'ship-notice' = 'purchase-order'): string[] {
  return directoryWith(type, more).findings.map(({ code, severity, record, field, message }) => {
    const line = Number(record.replace('own.yaml:', '')) - 6;
    return `${severity === 'warning' ? '?' : ''}${code} ${line} ${field ?? ''} ${message.replace(/ \(EXAMPLE.*/, '')}`;
  });
}

describe('rules on segments are checked when they are loaded', () => {
  it.each([
    ['drop: [PO1]', 'PARTNER-DROP 1 drop.0 is PO1, which is mandatory'],
    ['drop: [BEG]', 'PARTNER-DROP 1 drop.0 is BEG, which is mandatory'],
    ['drop: [REF02, N101]', 'PARTNER-DROP 1 drop.1 is N101, which is mandatory'],
    ['drop: [PO102]', 'PARTNER-DROP 1 drop.0 is PO102, which a total of the set is the sum of'],
    ['drop: [IT1]', 'PARTNER-ELEMENT 1 drop.0 is IT1, which the 850 of release 004010 does not have'],
    ['drop: [CTT/REF]', 'PARTNER-ELEMENT 1 drop.0 is CTT/REF, which the 850 of release 004010 does not have'],
    ['drop: [BEG99]', 'PARTNER-ELEMENT 1 drop.0 is BEG99, which the 850 of release 004010 does not have'],
    ['drop: [REF*TOOLONG]', 'PARTNER-CODE 1 drop.0 is TOOLONG, and REF01 takes 2 to 3 characters'],
    [
      'drop: [lower]',
      'PARTNER-SCHEMA 1 documents.purchase-order.drop.0 names a segment or an element, such as CTT, REF*IA, N1*ST/N3 or BIG03',
    ],
    [
      'insert: { x: { segment: SN1, elements: [A] } }',
      'PARTNER-ELEMENT 1 insert.x.in has no place for SN1 in the 850 of release 004010',
    ],
    [
      'insert:\n      x:\n        segment: MSG\n        elements: [A]',
      'PARTNER-ELEMENT 2 insert.x.in has no place for MSG in the 850 of release 004010',
    ],
    [
      'insert:\n      x: { segment: CUR, in: summary, elements: [BY, USD] }',
      'PARTNER-ELEMENT 2 insert.x.in has no place for CUR in the 850 of release 004010',
    ],
    [
      'insert: { x: { segment: REF, elements: [IA] } }',
      'PARTNER-INSERT 1 insert.x makes a REF that needs at least one of 02 and 03 (R0203)',
    ],
    [
      'insert: { x: { segment: REF, elements: [null, A] } }',
      'PARTNER-INSERT 1 insert.x lacks REF01, which is mandatory',
    ],
    [
      "insert:\n      x: { segment: REF, elements:\n        [IA,\n        '1234567890123456789012345678901'] }",
      'PARTNER-VALUE 4 insert.x.elements.1 is "1234567890123456789012345678901": it has 31 characters, more than 30',
    ],
    [
      'insert: { x: { segment: CUR, elements: [BY, USD, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A] } }',
      'PARTNER-ELEMENT 1 insert.x.elements.21 is beyond the 21 elements of CUR',
    ],
    [
      "insert: { x: { segment: DTM, elements: ['010', '20261301'] } }",
      'PARTNER-VALUE 1 insert.x.elements.1 is "20261301": it is not a calendar date CCYYMMDD',
    ],
    [
      'insert: { x: { segment: PO1, in: summary, elements: [A] } }',
      'PARTNER-ELEMENT 1 insert.x.in has no place for PO1 in the 850 of release 004010',
    ],
    [
      'insert: { x: { segment: REF, elements: [QQ, A] } }',
      '?PARTNER-CODE 1 insert.x.elements.0 is QQ, which is not among the known codes of REF01 (128)',
    ],
    [
      'insert: { x: { segment: REF, elements: [IA, A], is: [B] } }',
      'PARTNER-ELEMENT 1 insert.x.is says a value, but there is no when that says of what',
    ],
    [
      'defaults: { BIG07: DI }',
      'PARTNER-ELEMENT 1 defaults.BIG07 is BIG07, which the 850 of release 004010 does not have',
    ],
    [
      'defaults: { beg: A }',
      'PARTNER-SCHEMA 1 documents.purchase-order.defaults.beg names an element, such as BEG03, REF*IA-02 or HL*P/MAN-02',
    ],
    ['drop: CTT', 'PARTNER-SCHEMA 1 documents.purchase-order.drop is not a list'],
    ['insert: 5', 'PARTNER-SCHEMA 1 documents.purchase-order.insert is not a set of settings'],
    ['childcodes: 1', 'PARTNER-SCHEMA 1 documents.purchase-order.childcodes is not a setting'],
    ['totals: { lineCount: maybe }', 'PARTNER-SCHEMA 1 documents.purchase-order.totals.lineCount is not true or false'],
    ['defaults: { BEG05: TODAY }', 'PARTNER-VALUE 1 defaults.BEG05 is "TODAY": it is not a date'],
    ['lengths: { CUR02: {} }', 'PARTNER-SETTING 1 lengths.CUR02 has neither min nor max'],
    ['lengths: { BEG03: { max: 23 } }', 'PARTNER-LENGTH 1 lengths.BEG03.max is 23, and the release allows 1 to 22'],
    ['lengths: { BEG03: { min: 23 } }', 'PARTNER-LENGTH 1 lengths.BEG03.min is 23, and the release allows 1 to 22'],
    ['lengths: { BEG03: { min: 9, max: 8 } }', 'PARTNER-LENGTH 1 lengths.BEG03.min is 9, more than the longest, 8'],
    [
      'lengths: { PO102: { min: 3, underflow: zeros } }',
      'PARTNER-LENGTH 1 lengths.PO102.underflow is zeros, but decimals, dates and times have no leading zeros that say nothing',
    ],
    [
      'codeLists: { N1*ST-03: [TOOLONG] }',
      'PARTNER-CODE 1 codeLists.N1*ST-03.0 is TOOLONG, and N103 takes 1 to 2 characters',
    ],
    ['required: [XYZ]', 'PARTNER-ELEMENT 1 required.0 is XYZ, which the 850 of release 004010 does not have'],
    [
      'required: [REF*MR]',
      'PARTNER-SOURCE 1 required.0 is REF*MR, which nothing in the profile gives: no document could be sent',
    ],
    ['required: [PO1/LM]', 'PARTNER-ELEMENT 1 required.0 is PO1/LM, which the 850 of release 004010 does not have'],
    [
      'required: [INC]',
      'PARTNER-SOURCE 1 required.0 is INC, which nothing in the profile gives: no document could be sent',
    ],
    [
      'required: [{ have: N1*RE, when: BEG02 }]',
      'PARTNER-SOURCE 1 required.0.have is N1*RE, which nothing in the profile gives: no document could be sent',
    ],
    [
      'required: [BEG06]',
      'PARTNER-SOURCE 1 required.0 is BEG06, which nothing in the profile fills: no document with BEG could be sent',
    ],
    [
      'required: [N1*ST-06]',
      'PARTNER-SOURCE 1 required.0 is N1*ST-06, which nothing in the profile fills: no document with N1 could be sent',
    ],
  ])('%s', (setting, expected) => {
    expect(
      found(`    ${setting}\n`).filter((one) => !one.includes('known codes') || expected.startsWith('?')),
    ).toContain(expected);
  });

  it('of an invoice: what its total is made of stays', () => {
    expect(found('    drop: [SAC, TDS, IT1]\n', 'invoice')).toEqual([
      'PARTNER-DROP 1 drop.0 is SAC, which the totals of the set are made of',
      'PARTNER-DROP 1 drop.1 is TDS, which is mandatory',
      expect.stringContaining('PARTNER-DROP 1 drop.2 is IT1,'),
    ]);
    expect(found('    drop: [IT1/TXI]\n', 'invoice')).toEqual([]);
  });

  it('of a ship notice: levels and quantities stay', () => {
    expect(found('    drop: [HL*P, SN1, HL*S/TD3]\n', 'ship-notice')).toEqual([
      expect.stringContaining('PARTNER-DROP 1 drop.0'),
      expect.stringContaining('PARTNER-DROP 1 drop.0'),
      expect.stringContaining('PARTNER-DROP 1 drop.1'),
    ]);
  });

  it('what is right says nothing: a source, an insertion, a qualifier', () => {
    const right = `    totals: { amount: omit }
    drop: [CTT, FOB, N1*ST/N3, BEG07]
    insert:
      department: { segment: REF, elements: [DP, '0042'], when: BEG02, is: [NE, SA] }
      line: { segment: REF, in: PO1, elements: [IA, { source: supplier }] }
    defaults: { BEG07: AC }
    lengths: { BEG03: { min: 6, max: 12 }, REF*DP-02: { min: 4, max: 4 } }
    codeLists: { N1*ST-03: ['92'] }
    required: [BEG07, REF*DP, PO1/REF*IA, N1*ST, { have: N1*ST-04, when: BEG02, is: [DS] }]
`;
    expect(found(right)).toEqual([]);
  });
});

describe('everything is found at once', () => {
  it('each unknown setting of an object, each with its line', () => {
    expect(found('    requird: [A]\n    nonsense: 1\n')).toEqual([
      'PARTNER-SCHEMA 1 documents.purchase-order.requird is not a setting',
      'PARTNER-SCHEMA 2 documents.purchase-order.nonsense is not a setting',
    ]);
  });

  it('what a change of usage will show, as a warning, once there is an identity for it', () => {
    const later = `    production:\n      lengths: { BEG03: { max: 99 } }\n      drop: [BEG]\n`;
    expect(found(later)).toEqual([
      '?PARTNER-DROP 3 drop.0 is BEG, which is mandatory',
      '?PARTNER-LENGTH 2 lengths.BEG03.max is 99, and the release allows 1 to 22',
    ]);
    expect(found(`    interchange: { partner: { production: null } }\n${later}`)).toEqual([]);
    const after = `    usage: production\n    test: { drop: [BEG] }\n`;
    expect(found(after)).toEqual(['?PARTNER-DROP 2 drop.0 is BEG, which is mandatory']);
    // What is wrong in both is said once.
    expect(found('    drop: [BEG]\n')).toEqual(['PARTNER-DROP 1 drop.0 is BEG, which is mandatory']);
  });
});

describe('the segments documents give', () => {
  it('are those the translations add', () => {
    const folder = new URL('../../src/translation/', import.meta.url);
    const added = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap(
        (file) => readFileSync(new URL(file, folder), 'utf8').match(/(?<=\.add\(\s*')[A-Z0-9]{2,3}(?=')/g) ?? [],
      );
    expect(added.length).toBeGreaterThan(30);
    expect(added.filter((id) => !segmentsSent.has(id))).toEqual([]);
  });

  it('never have what is said to be never filled', () => {
    const folder = new URL('../golden/', import.meta.url);
    const filled = ['810', '850', '856'].flatMap((set) =>
      readdirSync(new URL(`${set}/`, folder)).flatMap((file) =>
        readInterchanges(readFileSync(new URL(`${set}/${file}`, folder), 'utf8'))
          .interchanges.flatMap(({ groups }) => groups.flatMap(({ sets }) => sets.flatMap(({ segments }) => segments)))
          .flatMap(({ id, elements }) =>
            elements.flatMap((element, index) => (isEmptyElement(element) ? [] : [elementReference(id, index + 1)])),
          ),
      ),
    );
    expect(new Set(filled).size).toBeGreaterThan(100);
    expect(filled.filter((reference) => neverFilled.has(reference))).toEqual([]);
  });
});

describe('the example of dialects', () => {
  it('is a profile without findings', () => {
    const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(read('docs/reference/dialects.md')) ?? [];
    const identities = `    partner: { test: { qualifier: ZZ, id: TEST, group: TEST }, production: { qualifier: '08', id: '925485US00', group: '925485US00' } }\n`;
    const own = example
      .replace(
        '  interchange:\n',
        `  goLive: '2026-11-01T00:00:00Z'\n  sterling: { mailbox: /Out, testMailbox: /Test }\n  interchange:\n${identities}`,
      )
      .replace('  invoice:\n', '  invoice:\n    send: true\n');
    const files = ['base/004010.yaml', 'base/us.yaml'];
    const { findings } = parsePartnerFiles([
      ...files.map((path) => ({ path, text: read(`config/partners/${path}`) })),
      { path: 'own.yaml', text: `extends: [${files.join(', ')}]\npartner: EXAMPLE\nname: Example\n${own}` },
    ]);
    expect(own).toContain('send: true');
    expect(findings).toEqual([]);
  });
});
