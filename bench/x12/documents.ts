import type { Interchange, Segment } from '../../src/x12/index.ts';

/** An 850 of so many lines, in release 004010, with what purchase orders usually have. */
export function orderOf(lines: number, control = 1): Interchange {
  return {
    authorization: { qualifier: '00', id: '' },
    security: { qualifier: '00', id: '' },
    sender: { qualifier: 'ZZ', id: 'BUYER' },
    receiver: { qualifier: '01', id: '123456789' },
    date: '240115',
    time: '1530',
    version: '00401',
    control: String(control).padStart(9, '0'),
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
        control: String(control),
        agency: 'X',
        version: '004010',
        sets: [{ id: '850', control: '0001', segments: segmentsOf(lines) }],
      },
    ],
  };
}

function segmentsOf(lines: number): Segment[] {
  const segment = (text: string): Segment => {
    const [id = '', ...elements] = text.split('*');
    return { id, elements };
  };
  const heading = [
    'BEG*00*SA*PO1001**20240115',
    'CUR*BY*USD',
    'REF*DP*0042',
    'REF*IA*998877',
    'PER*BD*JANE BUYER*TE*5551234567',
    'FOB*CC*OR*FACTORY',
    'ITD*01*3*2**10**30',
    'DTM*010*20240120',
    'TD5**2*UPSN*M*UPS GROUND',
    'N1*BY*ACME STORES*92*0001',
    'N1*ST*ACME DC 7*92*0007',
    'N3*100 MAIN ST',
    'N4*DALLAS*TX*75001*US',
  ];
  const body = Array.from({ length: lines }, (_, index) => [
    `PO1*${index + 1}*${(index % 90) + 10}*EA*${(index % 40) + 1}.5*PE*UP*012345678905*VP*ABC-${index + 1}`,
    `PID*F*08***WIDGET NUMBER ${index + 1}`,
    'PO4*12*1*EA',
  ]).flat();
  const total = Array.from({ length: lines }, (_, index) => (index % 90) + 10).reduce((sum, one) => sum + one, 0);
  return [...heading, ...body, `CTT*${lines}*${total}`].map(segment);
}
