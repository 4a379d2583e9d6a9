import { describe, expect, it } from 'vitest';
import { directoryWith } from '../translation/support.ts';

/** What loading finds in the example's settings of ship notices with more, as `setting: message`, warnings with a question mark. */
function found(more: string): string[] {
  return directoryWith('ship-notice', more).findings.map(
    ({ code, severity, field, message }) =>
      `${severity === 'warning' ? '?' : ''}${code} ${field}: ${message.replace(/ \(EXAMPLE.*/, '')}`,
  );
}

describe('structures', () => {
  it.each([
    'auto',
    'SOPI',
    'SOTPI',
    'STOPI',
    'SOIP',
    'SPOI',
    'STPOI',
    'SOI',
    'SI',
    'SPI',
    'STPI',
    '[SOTPI, SOPI, SOI]',
  ])('may be %s', (structure) => {
    expect(found(`    structure: ${structure}\n`)).toEqual([]);
  });

  it.each([
    ['SPTI', 'PARTNER-STRUCTURE structure: is SPTI, which has tares (T) below packs (P): packs stand on tares'],
    ['OPI', 'PARTNER-STRUCTURE structure: is OPI, which does not begin with the shipment (S)'],
    ['SOP', 'PARTNER-STRUCTURE structure: is SOP, which has no items (I)'],
    ['SOQI', 'PARTNER-STRUCTURE structure: is SOQI, which has Q, and the levels are S, O, T, P and I'],
    ['[SOPI, SIO]', 'PARTNER-STRUCTURE structure.1: is SIO, which has more than packs (P) below the items (I)'],
    [
      'pick-and-pack',
      'PARTNER-SCHEMA documents.ship-notice.structure: is auto, or the levels from the top, such as SOTPI',
    ],
  ])('may not be %s', (structure, fault) => {
    expect(found(`    structure: ${structure}\n`)).toEqual([fault]);
  });

  it.each([
    ['{ SOPI: ZZZZ }', []],
    ['{ SOPI: omit }', []],
    ['{ SOPI: "0001" }', []],
    ['{ SOPI: "0002" }', ['PARTNER-STRUCTURE structureCodes.SOPI: is 0002, which says SOIP, and not SOPI']],
    [
      '{ SOPI: "0001", SIO: ZZZZ }',
      ['PARTNER-STRUCTURE structureCodes.SIO: is for SIO, which has more than packs (P) below the items (I)'],
    ],
    ['{ SOIP: "0002" }', ['?PARTNER-STRUCTURE structureCodes.SOIP: is for SOIP, and structure has SOPI']],
  ])('have the codes %s', (codes, faults) => {
    expect(found(`    structure: SOPI\n    structureCodes: ${codes}\n`)).toEqual(faults);
  });

  it('with pallets have the code of their other levels', () => {
    expect(found('    structure: SOTPI\n    structureCodes: { SOTPI: "0001" }\n')).toEqual([]);
  });
});

describe('settings that say nothing, or what cannot be, are found', () => {
  it.each([
    [
      'a pallet level nobody has',
      '    lading: { at: [S, T] }\n    pallets: { whenMissing: refuse }\n',
      [
        '?PARTNER-STRUCTURE lading.at.1: is for pallets (T), which SOPI does not have',
        '?PARTNER-STRUCTURE pallets.whenMissing: is for pallets (T), which SOPI does not have',
      ],
    ],
    [
      'cartons nobody has',
      '    structure: SOI\n    packQuantity: pack\n    packageReferences: [{ qualifier: ZZ, text: { source: package.kind } }]\n',
      [
        '?PARTNER-STRUCTURE packQuantity: is for cartons (P), which SOI does not have',
        '?PARTNER-STRUCTURE packageReferences: is for cartons (P), which SOI does not have',
      ],
    ],
    [
      'like cartons of unknown contents',
      '    likeCartons: together\n',
      ['?PARTNER-SETTING likeCartons: is together, and nothing says how much each carton holds'],
    ],
    [
      'an SSCC with 00 under AA',
      '    marks: [{ qualifier: AA, source: sscc, applicationIdentifier: true }]\n',
      ['PARTNER-SETTING marks.0.applicationIdentifier: is true, and AA is an SSCC without 00'],
    ],
    [
      '00 before what is no SSCC',
      '    marks: [{ qualifier: CP, source: trackingNumber, applicationIdentifier: true }]\n',
      ['PARTNER-SETTING marks.0.applicationIdentifier: is of an SSCC, and the source is trackingNumber'],
    ],
    [
      'an SSCC that is padded',
      '    palletMarks: [{ qualifier: GM, source: sscc, padTo: 20 }]\n',
      ['PARTNER-SETTING palletMarks.0: changes the zeros of an SSCC, which has 18 digits'],
    ],
    [
      'a sequence for an SSCC',
      '    marks: [{ qualifier: GM, source: sequence }]\n',
      ['PARTNER-SETTING marks.0.qualifier: is GM, an SSCC, and not sequence'],
    ],
    [
      'a range of single cartons',
      '    marks: [{ qualifier: SM, source: sequence, range: true }]\n',
      [
        'PARTNER-SETTING marks.0.range: is true, and only the sequence of cartons told together (likeCartons) has a first and a last number',
      ],
    ],
    [
      'marks that are all left out',
      "    structure: SOPI\n    marks: [{ qualifier: GM, source: sscc }]\n    drop: ['HL*P/MAN']\n",
      ['?PARTNER-DROP drop.0: is HL*P/MAN, with which every mark of the cartons goes, the SSCCs too'],
    ],
    [
      'marks of cartons and pallets that are left out',
      '    structure: SOTPI\n    marks: [{ qualifier: GM, source: sscc }]\n    drop: [MAN]\n',
      ['?PARTNER-DROP drop.0: is MAN, with which every mark of the cartons and pallets goes, the SSCCs too'],
    ],
    [
      'nothing where other marks stay, or there are no such packages',
      "    structure: SOPI\n    marks: [{ qualifier: GM, source: sscc }, { qualifier: CP, source: trackingNumber }]\n    drop: ['MAN*CP', 'HL*T/MAN']\n",
      [],
    ],
    [
      'packs beside what a carton holds',
      '    packs: { items: { B201: { pack: 12 } } }\n    packQuantity: item\n',
      ['?PARTNER-SETTING packs: is not sent: PO4 of the item says what a carton holds (packQuantity)'],
    ],
    [
      'totals without CTT',
      '    lading: { volumeUnit: CR }\n    totals: { levels: false, quantityHash: true, weight: true, volume: true }\n',
      ['quantityHash', 'weight', 'volume'].map(
        (what) => `?PARTNER-SETTING totals.${what}: is true, and without levels (CTT01) there is no CTT`,
      ),
    ],
    [
      'cartons that must stand on pallets, where pallets are told without cartons',
      '    structure: STOI\n    marks: []\n    pallets: { whenMissing: refuse }\n',
      [
        '?PARTNER-SETTING pallets.whenMissing: is refuse, and in STOI, without cartons, what stands on no pallet is told as one',
      ],
    ],
    [
      'zeros of a GTIN',
      '    itemIds: [{ qualifier: UP, source: gtin, padTo: 14, trimZeros: true }]\n',
      ['padTo', 'trimZeros'].map(
        (name) =>
          `?PARTNER-SETTING itemIds.0.${name}: is of other numbers: how many digits a GTIN has, UP or digits say`,
      ),
    ],
    [
      'an order nothing says',
      '    structure: SI\n    orderOfItem: item-id\n',
      [
        'PARTNER-SETTING orderOfItem: is item-id, SI has no orders, and itemIds has no customerPurchaseOrder: nothing would say the order',
      ],
    ],
    [
      'a reason without a type',
      '    statusReason: G01\n',
      ['PARTNER-SETTING statusReason: is BSN07, which needs BSN06'],
    ],
    [
      'totals without a unit',
      '    lading: null\n    totals: { weight: true, volume: true }\n',
      [
        'PARTNER-SETTING totals.weight: is true, and lading does not say its unit',
        'PARTNER-SETTING totals.volume: is true, and lading does not say its unit',
      ],
    ],
    [
      'a volume without a unit',
      '    measures: [{ qualifier: VOL, source: volume, unit: CR }]\n',
      ['PARTNER-SETTING measures.0.source: is volume, and lading has no unit of it'],
    ],
    [
      'a hazard class that is too long',
      '    specialHandling: [{ hazard: { qualifier: U, class: UN1263 } }]\n',
      ['PARTNER-CODE specialHandling.0.hazard.class: is UN1263, and TD403 takes 1 to 4 characters'],
    ],
    [
      'codes too long for their elements',
      '    orderType: RLX\n    transactionType: ASX\n    carrier: { sequence: ORI, codes: { X: { scac: UPSN, service: TOOL } } }\n',
      [
        'PARTNER-CODE transactionType: is ASX, and BSN06 takes 2 to 2 characters',
        'PARTNER-CODE carrier.codes.X.service: is TOOL, and TD512 takes 2 to 2 characters',
        'PARTNER-CODE carrier.sequence: is ORI, and TD501 takes 1 to 2 characters',
        'PARTNER-CODE orderType: is RLX, and PRF07 takes 2 to 2 characters',
      ],
    ],
  ])('%s', (_, more, faults) => {
    expect(found(more)).toEqual(faults);
  });
});
