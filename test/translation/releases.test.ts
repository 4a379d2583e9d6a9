import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BusinessDocument } from '../../src/documents/document.ts';
import type { DocumentType } from '../../src/documents/document-key.ts';
import { parsePartnerFiles, type DocumentProfile } from '../../src/partners/index.ts';
import { renderInterchange, translateDocument } from '../../src/translation/index.ts';
import { readInterchanges, releases, type KnownRelease } from '../../src/x12/index.ts';
import { golden, goods, invoiceWith, noticeWith, orderWith, profileOf, textsOf } from './support.ts';

const documents: Record<DocumentType, BusinessDocument> = {
  'purchase-order': orderWith({
    lines: [
      goods(1),
      { kind: 'comment', line: 2, text: 'Certificate of conformity with every carton', forLine: 1 },
      { kind: 'freight', line: 3, description: 'Freight', amount: '48.75' },
      { kind: 'comment', line: 4, text: 'Deliver between 7 and 15 h' },
    ],
  }),
  invoice: invoiceWith(),
  'ship-notice': noticeWith(),
};
const types = ['purchase-order', 'invoice', 'ship-notice'] as const;
const every = types.flatMap((type) => releases.map((release) => [type, release] as const));

/** The example profile's settings in a release, with more settings. @param delimiters others than the usual, as YAML has them */
function profileIn(
  type: DocumentType,
  release: KnownRelease,
  more = '',
  delimiters: readonly string[] = [],
): DocumentProfile {
  const all = [...delimiters, ...(release === '004010' ? [] : ["repetition: '^'"])].join(', ');
  const interchange = `{ version: '${release.slice(0, 5)}', groupVersion: '${release}', delimiters: { ${all} } }`;
  return profileOf(type, `    release: '${release}'\n    interchange: ${interchange}\n${more}`);
}

function sent(type: DocumentType, release: KnownRelease, delimiters: readonly string[] = []): string {
  const profile = profileIn(type, release, '', delimiters);
  const { set, findings } = translateDocument(documents[type], profile);
  if (!set) throw new Error(JSON.stringify(findings, undefined, 2));
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const controlNumbers = { interchange: 7, group: 7, sets: [1] };
  const at = new Date('2026-11-23T14:05:00Z');
  return renderInterchange({ sets: [set], profile, controlNumbers, at, timeZone: 'America/Chicago' });
}

/** The places where two texts of the same segments differ: `GS08: 004010 → 005010`. */
function differences(one: string, other: string): string[] {
  const [left, right] = [one, other].map((text) => text.split('~').map((line) => line.trim().split('*')));
  if (!left || !right || left.length !== right.length) return ['another number of segments'];
  return left.flatMap((before, index) => {
    const after = right[index] ?? [];
    return Array.from({ length: Math.max(before.length, after.length) }, (_, n) => n)
      .filter((n) => before[n] !== after[n])
      .map((n) => `${before[0]}${n === 0 ? '' : String(n).padStart(2, '0')}: ${before[n] ?? '-'} → ${after[n] ?? '-'}`);
  });
}

describe('the base file of a release', () => {
  const folder = new URL('../../config/partners/', import.meta.url);
  const names = [...readdirSync(new URL('base/', folder)).map((name) => `base/${name}`), 'acme-fasteners.yaml'];
  const files = names.map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));

  it.each(releases)('of %s makes any profile one of it', (release) => {
    const shared = files.map(({ path, text }) =>
      path.startsWith('base/')
        ? { path, text }
        : { path, text: text.replace('base/004010.yaml', `base/${release}.yaml`) },
    );
    const directory = parsePartnerFiles(shared);
    expect(directory.findings).toEqual([]);
    const [partner] = directory.partners;
    for (const type of types) {
      const found = directory.documentProfile(partner?.code ?? '', type, 'production');
      const { interchange } = 'profile' in found ? found.profile : expect.unreachable(JSON.stringify(found));
      expect([interchange.version, interchange.groupVersion, interchange.delimiters.repetition]).toEqual([
        release.slice(0, 5),
        release,
        release === '004010' ? undefined : '^',
      ]);
    }
  });
});

describe('a document in another release', () => {
  it.each(every)('%s in %s is valid, and reads as it was written', (type, release) => {
    const text = sent(type, release);
    const { interchanges, findings } = readInterchanges(text);
    expect(findings).toEqual([]);
    expect(interchanges[0]?.groups[0]?.version).toBe(release);
    expect(text).toBe(golden(`releases/${type}-${release}`, text));
  });

  it.each(every)('%s in %s reads back as it was, whatever the delimiters', (type, release) => {
    const others = ["element: '|'", "component: '0x1F'", "segment: '0x1C'"];
    const [usual, odd] = [sent(type, release), sent(type, release, others)];
    const set = translateDocument(documents[type], profileIn(type, release)).set ?? expect.unreachable('it is sent');
    for (const text of [usual, odd]) {
      const { interchanges, findings } = readInterchanges(text);
      expect(findings).toEqual([]);
      const read = interchanges[0]?.groups[0]?.sets[0];
      expect({ id: read?.id, segments: read?.segments }).toEqual(set);
    }
    expect(odd.replaceAll('|', '*').replaceAll('\u001C', '~').slice(106)).toBe(usual.slice(106));
  });

  const envelope = ['ISA11: U → ^', 'ISA12: 00401 → 00501', 'GS08: 004010 → 005010'];

  it.each(['invoice', 'ship-notice'] as const)('%s differs by its envelope alone', (type) => {
    expect(differences(sent(type, '004010'), sent(type, '005010'))).toEqual(envelope);
  });

  it('purchase-order differs by its envelope, and by MTX02 where the text was MSG01', () => {
    expect(differences(sent('purchase-order', '004010'), sent('purchase-order', '005010'))).toEqual([
      ...envelope,
      'MSG: MSG → MTX',
      'MSG01: DELIVER BETWEEN 7 AND 15 H → ',
      'MSG02: - → DELIVER BETWEEN 7 AND 15 H',
      'MSG: MSG → MTX',
      'MSG01: CERTIFICATE OF CONFORMITY WITH EVERY CARTON → ',
      'MSG02: - → CERTIFICATE OF CONFORMITY WITH EVERY CARTON',
    ]);
  });

  it.each([
    ['004010', 'CAD****UPSN*UPS GROUND'],
    ['005010', undefined],
  ] as const)('an invoice of %s tells a carrier without a mode as %s', (release, expected) => {
    const profile = profileIn('invoice', release, '    carrier: { codes: { UPS GROUND: { mode: null } } }\n');
    const { set, findings } = translateDocument(documents.invoice, profile);
    expect(findings).toEqual([]);
    expect(textsOf(set?.segments ?? []).find((text) => text.startsWith('CAD'))).toBe(expected);
  });
});
