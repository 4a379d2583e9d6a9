import { describe, expect, it } from 'vitest';
import {
  describeOrigin,
  placesOf,
  placesOfAdvice,
  rejectedElements,
  translateDocument,
  type RejectedElement,
  type RejectedPlace,
  type SentSet,
} from '../../src/translation/index.ts';
import { matchAcknowledgement } from '../../src/x12/acknowledgements/index.ts';
import { read997, readOne, sentGroup } from '../x12/acknowledgements/support.ts';
import { goods, orderWith, profileWith } from './support.ts';

const order = orderWith({ lines: [goods(1), goods(2)] });
const profile = profileWith();
const describe850 = describeOrigin(order, profile);

function sentSet(): SentSet {
  const { set, sources } = translateDocument(order, profile);
  if (!set) throw new Error('the order has findings');
  return { id: set.id, segments: set.segments, sources };
}

const sent = sentSet();
/** The place of the nth segment of an identifier; ST is 1. */
function positionOf(id: string, nth = 1): number {
  const at = sent.segments.flatMap((segment, index) => (segment.id === id ? [index + 2] : []))[nth - 1];
  if (at === undefined) throw new Error(`no ${id}`);
  return at;
}

function rejected(place: Omit<RejectedPlace, 'errors'>): RejectedElement | undefined {
  const error = { dataElement: '723', code: '7', words: 'invalid code' };
  return rejectedElements([{ ...place, errors: [error] }], sent, describe850)[0];
}

describe('an element the partner rejects', () => {
  it('from SYSPRO is told by record and field', () => {
    const position = positionOf('PO1', 2);
    expect(rejected({ segment: 'PO1', position, element: 4, value: '12,5' })).toEqual({
      place: 'PO1[2]-04',
      errors: [{ dataElement: '723', code: '7', words: 'invalid code' }],
      sent: '12.5',
      read: '12,5',
      record: 'PorMasterDetail 000000000150802 line 2',
      field: 'MPrice',
      words:
        `The partner says of PO104 (segment ${position} of the 850): invalid code. ` +
        'We sent "12.5", from MPrice of PorMasterDetail 000000000150802 line 2. The partner read "12,5".',
    });
  });

  it('from the profile is told by its setting', () => {
    expect(rejected({ segment: 'BEG', position: 2, element: 2 })).toMatchObject({
      place: 'BEG-02',
      record: 'profile EXAMPLE',
      field: 'purchase-order.orderType',
    });
  });

  it('that was not sent is told by the record of its segment, and no field', () => {
    const found = rejected({ segment: 'PO1', position: positionOf('PO1'), element: 20 });
    expect(found).toMatchObject({ place: 'PO1[1]-20' });
    expect(found).not.toHaveProperty('sent');
    expect(found).not.toHaveProperty('field');
    expect(found?.words).toContain('We sent nothing there.');
  });

  it('of a segment that is elsewhere is told without a guess', () => {
    const found = rejected({ segment: 'DTM', position: positionOf('PO1') });
    expect(found).not.toHaveProperty('record');
    expect(found?.words).toContain(`DTM at ${positionOf('PO1')}, where we sent PO1`);
    expect(rejected({ segment: 'N4', position: 999 })?.words).toContain('which the set does not have');
    expect(rejected({ segment: 'N4' })?.words).toContain('a segment N4');
  });

  it('of ST or SE is told as what stands there', () => {
    const last = sent.segments.length + 2;
    const found = (place: Omit<RejectedPlace, 'errors'>): string | undefined => rejected(place)?.words;
    expect(found({ segment: 'ST', position: 1 })).toBe('The partner says of ST (segment 1 of the 850): invalid code.');
    expect(found({ segment: 'SE', position: last })).toBe(
      `The partner says of SE (segment ${last} of the 850): invalid code.`,
    );
    expect(rejected({ segment: 'ST', position: 1, element: 1 })).toMatchObject({ place: 'ST-01', sent: '850' });
    expect(rejected({ segment: 'SE', position: last, element: 1, value: '7' })).toMatchObject({
      place: 'SE-01',
      sent: String(last),
      read: '7',
    });
    expect(found({ segment: 'SE', position: last, element: 2 })).toContain('It is the set’s control number.');
    expect(found({ segment: 'N4', position: 1 })).toContain('N4 at 1, where we sent ST');
    expect(found({ segment: 'SE', position: last + 1 })).toContain('which the set does not have');
    expect(found({ segment: 'ST', position: 0 })).toContain('which the set does not have');
  });

  it('by a component beyond those sent is told', () => {
    expect(rejected({ segment: 'BEG', position: 2, element: 2, component: 3 })).not.toHaveProperty('sent');
    expect(rejected({ segment: 'BEG', position: 2, element: 2, component: 1 })).toMatchObject({ sent: 'NE' });
  });
});

describe('a 997 about an order', () => {
  it('leads to the SYSPRO fields of what it rejects', () => {
    const at = positionOf('N4');
    const ack = read997(
      `AK1*PO*42\nAK2*850*0001\nAK3*N4*${at}**8\nAK4*2*156*7*OH\nAK3*PO4*90**3\nAK5*R*5\nAK9*R*1*1*0`,
    );
    const [set] = matchAcknowledgement(ack, sentGroup()).sets;
    const found = rejectedElements(placesOf(set ?? { segments: [] }), sent, describe850);
    expect(found.map(({ place, record, sent: ours }) => [place, record, ours])).toEqual([
      ['N4-02', 'PorMasterHdr 000000000150802', 'OH'],
      ['PO4', undefined, undefined],
    ]);
    expect(found[0]?.field).toBe('DeliveryAddr');
    expect(found[1]?.errors).toMatchObject([{ dataElement: '720', code: '3' }]);
  });
});

describe('an 824 about an order', () => {
  it('leads to the SYSPRO fields of the errors that name a place', () => {
    const position = positionOf('PO1', 2);
    const advice = readOne(
      '824',
      `BGN*00*1*20240115\nOTI*TR*PO*150802*****42*0001*850\nTED*848*PRICE*PO1*${position}*4*212*12.5*12.4\nTED*MB`,
    );
    if (advice.kind !== '824' || !advice.items[0]) throw new Error('no advice');
    const found = rejectedElements(placesOfAdvice(advice.items[0]), sent, describe850);
    expect(found).toMatchObject([
      {
        place: 'PO1[2]-04',
        field: 'MPrice',
        sent: '12.5',
        read: '12.5',
        errors: [{ dataElement: '647', code: '848' }],
      },
    ]);
  });
});
