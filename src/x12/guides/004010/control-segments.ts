import type { SegmentText } from '../guide.ts';

/** The segments of the envelope and of acknowledgements (TA1, 997) in release 004010, as those of documents are written. */
export const controlSegments004010: Readonly<Record<string, SegmentText>> = {
  ISA: {
    name: 'Interchange Control Header',
    // I10 is U, and says nothing; I15 is the component separator itself.
    elements: `01 I01 M ID 2/2; 02 I02 M AN 10/10; 03 I03 M ID 2/2; 04 I04 M AN 10/10; 05 I05 M ID 2/2; 06 I06 M AN 15/15; 07 I05 M ID 2/2; 08 I07 M AN 15/15; 09 I08 M DT 6/6; 10 I09 M TM 4/4; 11 I10 M ID 1/1; 12 I11 M ID 5/5; 13 I12 M N0 9/9; 14 I13 M ID 1/1; 15 I14 M ID 1/1; 16 I15 M AN 1/1`,
  },
  IEA: {
    name: 'Interchange Control Trailer',
    elements: `01 I16 M N0 1/5; 02 I12 M N0 9/9`,
  },
  TA1: {
    name: 'Interchange Acknowledgment',
    elements: `01 I12 M N0 9/9; 02 I08 M DT 6/6; 03 I09 M TM 4/4; 04 I17 M ID 1/1; 05 I18 M ID 3/3`,
  },
  GS: {
    name: 'Functional Group Header',
    elements: `01 479 M ID 2/2; 02 142 M AN 2/15; 03 124 M AN 2/15; 04 373 M DT 8/8; 05 337 M TM 4/8; 06 28 M N0 1/9; 07 455 M ID 1/2; 08 480 M AN 1/12`,
  },
  GE: {
    name: 'Functional Group Trailer',
    elements: `01 97 M N0 1/6; 02 28 M N0 1/9`,
  },
  ST: {
    name: 'Transaction Set Header',
    elements: `01 143 M ID 3/3; 02 329 M AN 4/9`,
  },
  SE: {
    name: 'Transaction Set Trailer',
    elements: `01 96 M N0 1/10; 02 329 M AN 4/9`,
  },
  AK1: {
    name: 'Functional Group Response Header',
    elements: `01 479 M ID 2/2; 02 28 M N0 1/9`,
  },
  AK2: {
    name: 'Transaction Set Response Header',
    elements: `01 143 M ID 3/3; 02 329 M AN 4/9`,
  },
  AK3: {
    name: 'Data Segment Note',
    elements: `01 721 M ID 2/3; 02 719 M N0 1/6; 03 447 O AN 1/6; 04 720 O ID 1/3`,
  },
  AK4: {
    name: 'Data Element Note',
    // A plain position is a C030 of one component.
    elements: `01 C030 M composite; 02 725 O N0 1/4; 03 723 M ID 1/3; 04 724 O AN 1/99`,
  },
  AK5: {
    name: 'Transaction Set Response Trailer',
    elements: `01 717 M ID 1/1; 02 718 O ID 1/3; 03 718 O ID 1/3; 04 718 O ID 1/3; 05 718 O ID 1/3; 06 718 O ID 1/3`,
  },
  AK9: {
    name: 'Functional Group Response Trailer',
    elements: `01 715 M ID 1/1; 02 97 M N0 1/6; 03 123 M N0 1/6; 04 2 M N0 1/6; 05 716 O ID 1/3; 06 716 O ID 1/3; 07 716 O ID 1/3; 08 716 O ID 1/3; 09 716 O ID 1/3`,
  },
};
