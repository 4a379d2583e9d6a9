import type { ReleaseChanges } from '../build-release.ts';

/** What release 004030 has otherwise than 004010. */
export const changes004030 = {
  release: '004030' as const,
  elements: {
    '127': 'AN 1/50', // references: REF02, N902, SAC13, CAD08 …
    '364': 'AN 1/256', // communication numbers: PER04 …
  },
  segments: {
    // ISA11 is the repetition separator itself, from 00402 on.
    ISA: { elements: '11 I65 M AN 1/1' },
    ST: { elements: '03 1705 O AN 1/35' },
    BIG: { elements: '11 1005 O ID 4/4' },
    // N407, a subdivision of a country; it and the state exclude each other.
    N4: { elements: '07 1715 O ID 1/3', notes: 'E0207 C0605 C0704' },
    MTX: {
      name: 'Text',
      elements:
        '01 363 O ID 3/3; 02 1551 O AN 1/4096; 03 1551 O AN 1/4096; 04 934 O ID 2/2; 05 1470 O N0 1/9; 06 819 O ID 2/3',
    },
  },
  structures: {
    '850': [
      // The header's LDT becomes a loop, after TXI.
      { remove: 'LDT' },
      { after: 'TXI', add: '[LDT 0..n: QTY 0..n, MTX 0..n, REF 0..n]' },
      { replace: 'TD5', by: 'TD5 0..n' },
      { after: 'N1/N2', add: 'IN2 0..n' },
      { after: 'PO1/N1/N2', add: 'IN2 0..n' },
      { after: 'PO1/SLN/N1/N2', add: 'IN2 0..n' },
      // Text is MTX wherever it was MSG, without a limit.
      { replace: 'N9/MSG', by: 'MTX 0..n, PWK 0..n, EFI 0..n' },
      { replace: 'SPI/MSG', by: 'MTX 0..n' },
      { replace: 'SPI/N1/MSG', by: 'MTX 0..n' },
      { replace: 'SPI/CB1/MSG', by: 'MTX 0..n' },
      { replace: 'PO1/MSG', by: 'MTX 0..n' },
      { replace: 'PO1/LS/LDT/MSG', by: 'MTX 0..n' },
      { replace: 'PO1/N9/MSG', by: 'MTX 0..n, PWK 0..n, EFI 0..n' },
      { replace: 'PO1/N1/LDT/MSG', by: 'MTX 0..n' },
      { replace: 'PO1/SLN/MSG', by: 'MTX 0..n' },
      { replace: 'PO1/SLN/N9/MSG', by: 'MTX 0..n' },
    ],
    '810': [
      { after: 'PAM', add: 'CRC 0..1' },
      { replace: 'IT1/TXI', by: 'TXI 0..n' },
      { replace: 'IT1/SAC', by: '[SAC 0..n: [TXI 0..n: DTM 0..1]]' },
      { replace: 'IT1/SLN/TXI', by: 'TXI 0..n' },
      { replace: 'TXI', by: 'TXI 0..n' },
      { replace: 'SAC', by: '[SAC 0..n: DTM 0..n, [TXI 0..n: DTM 0..1]]' },
    ],
    '856': [{ replace: 'HL/TD3', by: '[TD3 0..12: AT9 0..1]' }],
  },
} satisfies ReleaseChanges;
