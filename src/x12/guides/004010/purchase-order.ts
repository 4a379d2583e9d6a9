import type { SetText } from '../build-release.ts';

/** 850 Purchase Order. `SEG min..max`; `[SEG min..max: …]` is a loop led by SEG; n is no limit. */
export const purchaseOrder850: SetText = {
  id: '850',
  name: 'Purchase Order',
  functionalId: 'PO',
  structure: `
    ST 1..1
    BEG 1..1
    CUR 0..1
    REF 0..n
    PER 0..3
    TAX 0..n
    FOB 0..n
    CTP 0..n
    PAM 0..10
    CSH 0..5
    TC2 0..n
    [SAC 0..25: CUR 0..1]
    ITD 0..n
    DIS 0..20
    INC 0..1
    DTM 0..10
    LDT 0..12
    LIN 0..5
    SI 0..n
    PID 0..200
    MEA 0..40
    PWK 0..25
    PKG 0..200
    TD1 0..2
    TD5 0..12
    TD3 0..12
    TD4 0..5
    MAN 0..10
    PCT 0..n
    CTB 0..5
    TXI 0..n
    [AMT 0..n: REF 0..n, DTM 0..1, PCT 0..n, [FA1 0..n: FA2 1..n]]
    [N9 0..1000: DTM 0..n, MSG 0..1000]
    [N1 0..200:
      N2 0..2,
      N3 0..2,
      N4 0..n,
      NX2 0..n,
      REF 0..12,
      PER 0..n,
      SI 0..n,
      FOB 0..1,
      TD1 0..2,
      TD5 0..12,
      TD3 0..12,
      TD4 0..5,
      PKG 0..200
    ]
    [LM 0..n: LQ 1..n]
    [SPI 0..n:
      REF 0..5,
      DTM 0..5,
      MSG 0..50,
      [N1 0..20: N2 0..2, N3 0..2, N4 0..1, REF 0..20, G61 0..1, MSG 0..50],
      [CB1 0..n: REF 0..20, DTM 0..5, LDT 0..1, MSG 0..50]
    ]
    [ADV 0..n: DTM 0..n, MTX 0..n]
    [PO1 1..100000:
      LIN 0..n,
      SI 0..n,
      CUR 0..1,
      CN1 0..1,
      PO3 0..25,
      [CTP 0..n: CUR 0..1],
      PAM 0..10,
      MEA 0..40,
      [PID 0..1000: MEA 0..10],
      PWK 0..25,
      PO4 0..n,
      REF 0..n,
      PER 0..3,
      [SAC 0..25: CUR 0..1, CTP 0..1],
      IT8 0..1,
      CSH 0..n,
      ITD 0..2,
      DIS 0..20,
      INC 0..1,
      TAX 0..n,
      FOB 0..n,
      SDQ 0..500,
      IT3 0..5,
      DTM 0..10,
      TC2 0..n,
      TD1 0..1,
      TD5 0..12,
      TD3 0..12,
      TD4 0..5,
      PCT 0..n,
      MAN 0..10,
      MSG 0..n,
      SPI 0..n,
      TXI 0..n,
      CTB 0..n,
      [QTY 0..n: SI 0..n],
      [SCH 0..200: TD1 0..2, TD5 0..12, TD3 0..12, TD4 0..5, REF 0..n],
      [PKG 0..200: MEA 0..n],
      [LS 0..1: [LDT 0..n: QTY 0..n, MSG 0..1, REF 0..3, [LM 0..n: LQ 1..n]], LE 1..1],
      [N9 0..1000: DTM 0..n, MEA 0..40, MSG 0..1000],
      [N1 0..200: N2 0..2, N3 0..2, N4 0..1, QTY 0..n, NX2 0..n, REF 0..12, PER 0..3, SI 0..n, DTM 0..1, FOB 0..1, SCH 0..200, TD1 0..2, TD5 0..12, TD3 0..12, TD4 0..5, PKG 0..200, [LDT 0..n: MAN 0..10, QTY 0..5, MSG 0..1, REF 0..3]],
      [SLN 0..1000: MSG 0..n, SI 0..n, PID 0..1000, PO3 0..104, TC2 0..n, ADV 0..n, DTM 0..10, CTP 0..25, PAM 0..10, PO4 0..1, TAX 0..3, [N9 0..n: DTM 0..n, MSG 0..n], [SAC 0..25: CUR 0..1, CTP 0..1], [QTY 0..n: SI 0..n], [N1 0..10: N2 0..2, N3 0..2, N4 0..1, NX2 0..n, REF 0..12, PER 0..3, SI 0..n]],
      [AMT 0..n: REF 0..1, PCT 0..n],
      [LM 0..n: LQ 1..n]
    ]
    [CTT 0..1: AMT 0..1]
    SE 1..1
  `,
  unique: ['PO101'],
  totals: [
    { element: 'CTT01', countOf: 'PO1' },
    { element: 'CTT02', sumOf: 'PO102' },
  ],
};
