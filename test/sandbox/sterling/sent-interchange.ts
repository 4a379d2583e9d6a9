/** A set of an interchange that was sent: its identifier, its number, its segments between ST and SE. */
interface SentSet {
  readonly id: string;
  readonly control: string;
  readonly segments: readonly string[];
}

/** An interchange for a partner's robot, with a group for each list of sets. */
export function sentInterchange(
  groups: readonly (readonly SentSet[])[],
  { control = 12, version = '004010' }: { readonly control?: number; readonly version?: string } = {},
): string {
  const number = String(control).padStart(9, '0');
  const functionalIds: Readonly<Record<string, string>> = { '850': 'PO', '810': 'IN', '856': 'SH' };
  const isa = [
    ['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), 'ZZ', 'GREATLAKESMFG'.padEnd(15), '01', '080007919'.padEnd(15)],
    ['261124', '1010', version > '004010' ? '^' : 'U', version.slice(0, 5), number, '0', 'P', '>'],
  ]
    .flat()
    .join('*');
  const body = groups.flatMap((sets, g) => {
    const functionalId = functionalIds[sets[0]?.id ?? ''] ?? 'PO';
    const group = String(control * 10 + g);
    return [
      ['GS', functionalId, 'GREATLAKESMFG', '080007919', '20261124', '1010', group, 'X', version].join('*'),
      ...sets.flatMap((set) => [
        `ST*${set.id}*${set.control}`,
        ...set.segments,
        `SE*${set.segments.length + 2}*${set.control}`,
      ]),
      `GE*${sets.length}*${group}`,
    ];
  });
  return [isa, ...body, `IEA*${groups.length}*${number}`].map((segment) => `${segment}~`).join('');
}

/** A purchase order of two lines. */
export function order(control: string, number = '150401'): SentSet {
  return {
    id: '850',
    control,
    segments: [
      `BEG*00*SA*${number}**20261124`,
      'N1*ST*DOCK 4*92*GLM-A',
      'PO1*1*10*EA*2.5**VP*F-100',
      'PO1*2*4*BX*7**VP*F-200',
      'CTT*2',
    ],
  };
}

/** An invoice. */
export function invoice(control: string, number = '90001'): SentSet {
  return { id: '810', control, segments: [`BIG*20261124*${number}`, 'IT1*1*10*EA*2.5**VP*F-100', 'TDS*2500'] };
}
