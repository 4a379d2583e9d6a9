import type { SetText } from '../build-release.ts';

/** 856 Ship Notice/Manifest. `SEG min..max`; `[SEG min..max: …]` is a loop led by SEG; n is no limit. */
export const shipNotice856: SetText = {
  id: '856',
  name: 'Ship Notice/Manifest',
  functionalId: 'SH',
  structure: `
    ST 1..1
    BSN 1..1
    DTM 0..10
    [HL 1..200000:
      LIN 0..1,
      SN1 0..1,
      SLN 0..1000,
      PRF 0..1,
      PO4 0..1,
      PID 0..200,
      MEA 0..40,
      PWK 0..25,
      PKG 0..25,
      TD1 0..20,
      TD5 0..12,
      TD3 0..12,
      TD4 0..5,
      TSD 0..1,
      REF 0..n,
      PER 0..3,
      [LH1 0..100: LH2 0..4, LH3 0..12, LFH 0..20, LEP 0..n, LH4 0..1, LHT 0..3, LHR 0..10, PER 0..5, LHE 0..1],
      [CLD 0..200: REF 0..200, DTP 0..1],
      MAN 0..n,
      DTM 0..10,
      FOB 0..1,
      PAL 0..1,
      [N1 0..200: N2 0..2, N3 0..2, N4 0..1, REF 0..12, PER 0..3, FOB 0..1],
      SDQ 0..50,
      ETD 0..1,
      CUR 0..1,
      [SAC 0..n: CUR 0..1],
      GF 0..1,
      YNQ 0..10,
      [LM 0..10: LQ 1..100],
      [V1 0..n: R4 0..n, DTM 0..n]
    ]
    CTT 0..1
    SE 1..1
  `,
  unique: ['HL01'],
  totals: [
    { element: 'CTT01', countOf: 'HL' },
    { element: 'CTT02', sumOf: 'SN102' },
  ],
  checks: ['hierarchy'],
};
