import type { SetText } from '../build-release.ts';

/** 810 Invoice. `SEG min..max`; `[SEG min..max: …]` is a loop led by SEG; n is no limit. */
export const invoice810: SetText = {
  id: '810',
  name: 'Invoice',
  functionalId: 'IN',
  structure: `
    ST 1..1
    BIG 1..1
    NTE 0..100
    CUR 0..1
    REF 0..12
    YNQ 0..10
    PER 0..3
    [N1 0..200: N2 0..2, N3 0..2, N4 0..1, REF 0..12, PER 0..3, DMG 0..1]
    ITD 0..n
    DTM 0..10
    FOB 0..1
    PID 0..200
    MEA 0..40
    PWK 0..25
    PKG 0..25
    L7 0..1
    BAL 0..n
    INC 0..1
    PAM 0..n
    [LM 0..10: LQ 1..100]
    [N9 0..1: MSG 1..10]
    [V1 0..n: R4 0..n, DTM 0..n]
    [FA1 0..n: FA2 1..n]
    [IT1 0..200000:
      CRC 0..1,
      QTY 0..5,
      CUR 0..1,
      IT3 0..5,
      TXI 0..10,
      CTP 0..25,
      PAM 0..10,
      MEA 0..40,
      [PID 0..1000: MEA 0..10],
      PWK 0..25,
      PKG 0..25,
      PO4 0..1,
      ITD 0..2,
      REF 0..n,
      YNQ 0..10,
      PER 0..5,
      SDQ 0..500,
      DTM 0..10,
      CAD 0..n,
      L7 0..n,
      SR 0..1,
      [SAC 0..25: TXI 0..10],
      [SLN 0..1000: DTM 0..1, REF 0..n, PID 0..1000, SAC 0..25, TC2 0..2, TXI 0..10],
      [N1 0..200: N2 0..2, N3 0..2, N4 0..1, REF 0..12, PER 0..3, DMG 0..1],
      [LM 0..10: LQ 1..100],
      [V1 0..n: R4 0..n, DTM 0..n],
      [FA1 0..n: FA2 1..n]
    ]
    TDS 1..1
    TXI 0..10
    CAD 0..1
    AMT 0..n
    [SAC 0..25: TXI 0..10]
    [ISS 0..n: PID 0..1]
    CTT 0..1
    SE 1..1
  `,
  totals: [
    { element: 'CTT01', countOf: 'IT1' },
    { element: 'CTT02', sumOf: 'IT102' },
  ],
  checks: ['invoice-total'],
};
