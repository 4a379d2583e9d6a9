import type { ReleaseChanges } from '../build-release.ts';
import { implementationAcknowledgment999 } from './implementation-acknowledgment.ts';

/** What release 005010 has otherwise than 004030. */
export const changes005010 = {
  release: '005010' as const,
  elements: {
    '207': 'AN 1/15', // equipment numbers: TD303, CAD03
    '358': 'R 1/15', // IT102
    '447': 'AN 1/4', // loop identifiers: AK303, LS01, LE01
    '719': 'N0 1/10', // positions of segments: AK302
  },
  composites: {
    C030: { elements: '01 722 M N0 1/2; 02 1528 O N0 1/2; 03 1686 O N0 1/4' },
    C998: { elements: '01 9999 M AN 1/35; 02 9998 O AN 1/35' },
    C999: { elements: '01 725 M N0 1/4; 02 725 O N0 1/4' },
  },
  segments: {
    PO1: { elements: '02 380 O R 1/15' },
    SN1: { elements: '05 380 O R 1/15' },
    CAD: { elements: '01 91 M ID 1/2' },
    AK1: { elements: '03 480 O AN 1/12' },
    AK2: { elements: '03 1705 O AN 1/35' },
    // 620, 621 and 618 are 720, 723 and 718 with the errors of an implementation guide.
    IK3: {
      name: 'Implementation Data Segment Note',
      elements: '01 721 M ID 2/3; 02 719 M N0 1/10; 03 447 O AN 1/4; 04 620 O ID 1/3',
    },
    IK4: {
      name: 'Implementation Data Element Note',
      elements: '01 C030 M composite; 02 725 O N0 1/4; 03 621 M ID 1/3; 04 724 O AN 1/99',
    },
    IK5: {
      name: 'Implementation Transaction Set Response Trailer',
      elements: '01 717 M ID 1/1; 02 618 O ID 1/3; 03 618 O ID 1/3; 04 618 O ID 1/3; 05 618 O ID 1/3; 06 618 O ID 1/3',
    },
    CTX: {
      name: 'Context',
      elements:
        '01 C998 M composite x10; 02 721 O ID 2/3; 03 719 O N0 1/10; 04 447 O AN 1/4; 05 C030 O composite; 06 C999 O composite',
    },
  },
  structures: {
    '850': [
      { after: 'PO1/SLN/PO3', add: 'MEA 0..n' },
      { replace: 'PO1/AMT/REF', by: 'REF 0..n' },
    ],
    '810': [{ replace: 'IT1/SLN/SAC', by: 'SAC 0..n' }],
    '856': [{ replace: 'HL/LH1/LH4', by: 'LH4 0..4' }],
  },
  sets: [implementationAcknowledgment999],
} satisfies ReleaseChanges;
