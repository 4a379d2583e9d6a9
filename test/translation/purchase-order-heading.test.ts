import { describe, expect, it } from 'vitest';
import { translatePurchaseOrder } from '../../src/translation/index.ts';
import { brief, goods, golden, goldenInterchange, orderWith, profileWith, textsOf } from './support.ts';

// Every part an 850's heading may have, in the order of the 850's guide.
const whole = `
    orderType: RL
    releaseNumber: { value: '17' }
    contract: { source: supplier, codes: { '000000000001001': CTR-88 } }
    acknowledgementType: AC
    currency: BY
    references: [{ qualifier: IA, text: { source: supplier, trimZeros: true } }, { qualifier: PD, text: { value: SPRING }, description: Spring promotion }]
    contacts:
      - { function: BD, name: { source: buyer }, numbers: [{ qualifier: TE, number: { source: supplier.telephone, digitsOnly: true } }, { qualifier: EM, number: buy@example.com }] }
    tax: { id: 31-1234567, codes: { E: '1' } }
    fob: { payment: PC, location: OR, description: { source: shippingInstructions }, incoterm: { code: FCA }, title: { location: DE, description: Our dock } }
    salesRequirements: [SC, N]
    terms: { codes: { '30': { type: '12', basis: '3', discountPercent: '2', discountDays: null, netDays: null, dayOfMonth: 10, description: 2 percent tenth following } } }
    dates:
      - { qualifier: '010', source: dueDate, addDays: -7 }
      - { qualifier: '063', source: dueDate, addDays: 3, time: '1700', zone: ET }
      - { qualifier: '106', source: orderDate, until: { source: dueDate } }
    carrier: { sequence: O, codes: { UPS GROUND: { scac: UPSN, mode: U, service: CG } } }
    routing: { source: shippingInstructions }
    specialHandling: [{ code: HZD, description: Keep dry }]
    marks: [{ qualifier: SM, text: { source: purchaseOrder, trimZeros: true } }]
    notes: { order: { n9: L1, reference: NOTES }, standard: [{ n9: ZZ, reference: TERMS, lines: [Our terms of purchase apply] }] }
    parties:
      - { entity: BY, name: { value: Meridian Manufacturing }, identification: { qualifier: UL, code: { value: '0614141000005' } } }
      - entity: ST
        name: { source: shipTo.name }
        identification: { qualifier: '92', code: { source: shipTo.code, codes: { DC1: '0012' } } }
        moreNames: [{ value: Attn Receiving }]
        address: shipTo
        references: [{ qualifier: DP, text: { value: '0042' } }]
        contact: { function: RE, name: { value: Receiving }, numbers: [{ qualifier: TE, number: '6145550100' }] }
      - { entity: BT, name: { value: Accounts Payable }, address: { street: [PO Box 1200], city: Columbus, state: OH, postalCode: '43216', country: US } }
`;

const order = orderWith({
  taxStatus: 'E',
  lines: [
    goods(1),
    { kind: 'freight', line: 2, description: 'Freight', amount: '48.75' },
    { kind: 'comment', line: 3, text: 'Deliver between 7 and 15 h' },
  ],
  masters: { items: [], supplier: { street: [], telephone: '(614) 555-0123' } },
});

describe('the whole heading of an 850', () => {
  it('has each part where the guide has it', () => {
    const { set, findings } = translatePurchaseOrder(order, profileWith(whole));
    expect(brief(findings)).toEqual(
      ['?X12-CODE | profile EXAMPLE | purchase-order.fob.incoterm.code | FOB-05'].filter((finding) =>
        brief(findings).includes(finding),
      ),
    );
    const texts = textsOf(set?.segments ?? []);
    expect(
      texts.slice(
        0,
        texts.findIndex((text) => text.startsWith('PO1')),
      ),
    ).toEqual([
      'BEG*00*RL*150802*17*20261120*CTR-88*AC',
      'CUR*BY*USD',
      'REF*IA*1001',
      'REF*PD*SPRING*SPRING PROMOTION',
      'PER*BD*PURCHASING*TE*6145550123*EM*BUY@EXAMPLE.COM',
      'TAX*31-1234567***********1',
      'FOB*PC*OR*UPS GROUND*01*FCA*DE*OUR DOCK',
      'CSH*SC',
      'CSH*N',
      'SAC*C*D240***4875**********FREIGHT',
      'ITD*12*3*2*********2 PERCENT TENTH FOLLOWING*10',
      'DTM*010*20261127',
      'DTM*063*20261207*1700*ET',
      'DTM*106****RD8*20261120-20261204',
      'TD5*O*2*UPSN*U*UPS GROUND*******CG',
      'TD4*HZD***KEEP DRY',
      'MAN*SM*150802',
      'N9*ZZ*TERMS',
      'MSG*OUR TERMS OF PURCHASE APPLY',
      'N9*L1*NOTES',
      'MSG*DELIVER BETWEEN 7 AND 15 H',
      'N1*BY*MERIDIAN MANUFACTURING*UL*0614141000005',
      'N1*ST*MERIDIAN DC COLUMBUS*92*0012',
      'N2*ATTN RECEIVING',
      'N3*100 MAIN ST*DOCK 7',
      'N4*COLUMBUS*OH*432151000*US',
      'REF*DP*0042',
      'PER*RE*RECEIVING*TE*6145550100',
      'N1*BT*ACCOUNTS PAYABLE',
      'N3*PO BOX 1200',
      'N4*COLUMBUS*OH*43216*US',
    ]);
  });

  it('is the golden interchange', () => {
    const profile = profileWith(whole);
    const { set } = translatePurchaseOrder(order, profile);
    const text = goldenInterchange(set, profile);
    expect(text).toBe(golden('850/whole-heading', text));
  });

  it('has no TD5 that names no carrier, and refuses an order without a SCAC where the partner must have one', () => {
    const td5 = (more: string): string[] => {
      const { set, findings } = translatePurchaseOrder(
        orderWith({ shippingInstructions: 'Milk run' }),
        profileWith(more),
      );
      return set ? textsOf(set.segments).filter((text) => text.startsWith('TD5')) : brief(findings);
    };
    const codes = 'codes: { UPS GROUND: { scac: UPSN } }';
    expect(td5(`    routing: null\n    carrier: { sequence: O, ${codes} }\n`)).toEqual([]);
    expect(td5(`    carrier: { mode: M, ${codes} }\n`)).toEqual(['TD5****M*MILK RUN']);
    expect(td5(`    carrier: { whenMissing: refuse, ${codes} }\n`)).toEqual([
      'PO-FIELD-MISSING | PorMasterHdr 000000000150802 | ShippingInstrs',
    ]);
  });
});
