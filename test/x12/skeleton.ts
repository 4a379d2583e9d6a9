import type { Interchange, Segment } from '../../src/x12/index.ts';

/** Segments from text, one a line, `*` between elements. */
export function segmentsOf(text: string): Segment[] {
  return text
    .replace(/^\s+|\n\s*$/g, '')
    .split('\n')
    .map((line) => {
      const [id = '', ...elements] = line.trimStart().split('*');
      return { id, elements };
    });
}

/** A complete, valid 850 with a bit of everything. */
export const orderSegments = segmentsOf(`
  BEG*00*SA*PO1001**20240115
  CUR*BY*USD
  REF*DP*0042
  REF*IA*998877
  PER*BD*JANE BUYER*TE*5551234567
  FOB*CC*OR*FACTORY
  ITD*01*3*2**10**30
  DTM*010*20240120
  TD5**2*UPSN*M*UPS GROUND
  N9*L1*NOTES
  MSG*text
  N1*BY*ACME STORES*92*0001
  N1*ST*ACME DC 7*92*0007
  N3*100 MAIN ST
  N4*DALLAS*TX*75001*US
  PO1*1*10*EA*12.5*PE*UP*012345678905*VP*ABC-1
  PID*F*08***WIDGET
  PO4*12*1*EA
  CTT*1*10
  AMT*TT*125
`);

/** An interchange of one set, with parts replaced. */
export function interchangeOf(segments: readonly Segment[], parts: Partial<Interchange> = {}): Interchange {
  return {
    authorization: { qualifier: '00', id: '' },
    security: { qualifier: '00', id: '' },
    sender: { qualifier: 'ZZ', id: 'BUYER' },
    receiver: { qualifier: '01', id: '123456789' },
    date: '240115',
    time: '1530',
    version: '00401',
    control: '000000042',
    acknowledgmentRequested: '0',
    usage: 'P',
    delimiters: { element: '*', component: '>', segment: '~' },
    acknowledgments: [],
    groups: [
      {
        functionalId: 'PO',
        sender: 'BUYER',
        receiver: 'SELLER',
        date: '20240115',
        time: '1530',
        control: '42',
        agency: 'X',
        version: '004010',
        sets: [{ id: '850', control: '0001', segments }],
      },
    ],
    ...parts,
  };
}
