import { describe, expect, it } from 'vitest';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';
import {
  profileFor,
  translateInvoice,
  translatePurchaseOrder,
  translateShipNotice,
} from '../../src/translation/index.ts';
import {
  brief,
  golden,
  goldenInterchange,
  invoiceWith,
  noticeWith,
  orderWith,
  profileOf,
  profileWith,
  textsOf,
} from './support.ts';

const dropShip = `
    variants:
      drop-ship:
        when: { customer: present }
        settings:
          orderType: DS
          terms: null
          required: []
          references: [{ qualifier: CO, text: { source: customerPurchaseOrder, whenMissing: refuse } }]
          salesRequirements: [SC]
          address: { poBox: keep, countryForm: alpha-2 }
          parties:
            - { entity: BY, name: { value: Meridian Manufacturing }, identification: { qualifier: '1', code: { value: '006922827' } } }
            - entity: ST
              name: { source: shipTo.name, whenMissing: refuse }
              address: shipTo
              poBox: refuse
              contact: { function: RE, name: { source: shipTo.name }, numbers: [{ qualifier: TE, number: { value: '6145550100' } }] }
`;

const toConsumer: Partial<PurchaseOrder> = {
  customer: '000000000005001',
  customerPurchaseOrder: 'WEB-991',
  shipTo: {
    name: 'Jane Doe',
    street: ['12 Elm St', 'Apt 4'],
    city: 'Dayton',
    state: 'OH',
    postalCode: '45402',
    country: 'USA',
  },
};

function sent(order: PurchaseOrder, more: string): string[] {
  const { set, findings } = translatePurchaseOrder(order, profileWith(more));
  return set ? textsOf(set.segments) : brief(findings);
}

describe('a drop shipment', () => {
  it('is told by settings of its own: type, the consumer’s order and address, a telephone number', () => {
    const texts = sent(orderWith(toConsumer), dropShip);
    expect(texts.slice(0, 3)).toEqual(['BEG*00*DS*150802**20261120', 'CUR*BY*USD', 'REF*CO*WEB-991']);
    expect(texts.filter((text) => /^(?:ITD|CSH)/.test(text))).toEqual(['CSH*SC']);
    const at = texts.findIndex((text) => text.startsWith('N1*BY'));
    expect(texts.slice(at, at + 5)).toEqual([
      'N1*BY*MERIDIAN MANUFACTURING*1*006922827',
      'N1*ST*JANE DOE',
      'N3*12 ELM ST*APT 4',
      'N4*DAYTON*OH*45402*US',
      'PER*RE*JANE DOE*TE*6145550100',
    ]);
  });

  it('goes to no post office box, and not without the consumer’s order', () => {
    const { shipTo } = orderWith(toConsumer);
    const order = orderWith({
      ...toConsumer,
      customerPurchaseOrder: undefined,
      shipTo: { ...shipTo, street: ['P O Box 7'] },
    });
    expect(sent(order, dropShip)).toEqual([
      'PO-FIELD-MISSING | PorMasterHdr 000000000150802 | CustomerPoNumber',
      'PO-PO-BOX | PorMasterHdr 000000000150802 | DeliveryAddr',
    ]);
  });

  it('leaves every other order as it was', () => {
    expect(sent(orderWith(), dropShip)).toEqual(sent(orderWith(), ''));
  });

  it('is the golden interchange', () => {
    const profile = profileFor(orderWith(toConsumer), profileWith(dropShip));
    const { set } = translatePurchaseOrder(orderWith(toConsumer), profile);
    const text = goldenInterchange(set, profile);
    expect(text).toBe(golden('850/drop-ship', text));
  });
});

describe('a variant', () => {
  const canada = `
    variants:
      canada:
        when: { shipTo.country: [CA] }
        settings:
          interchange: { partner: { test: { qualifier: ZZ, id: ACMECATEST, group: ACMECATEST } } }
          sterling: { testMailbox: /ACMECA/Test }
      forced:
        when: { supplier: ['000000000001001'], shipTo.state: { not: [OH, ON] } }
        settings: { orderType: RL }
`;
  const to = (country: string, state: string): PurchaseOrder =>
    orderWith({ shipTo: { ...orderWith().shipTo, country, state, postalCode: undefined } });

  it('may have other identifiers and another mailbox', () => {
    const profile = profileFor(to('Canada', 'ON'), profileWith(canada));
    expect([profile.variant, profile.interchange.partner.id, profile.sterling.mailbox]).toEqual([
      'canada',
      'ACMECATEST',
      '/ACMECA/Test',
    ]);
    expect(profileFor(to('Canada', 'ON'), profile)).toBe(profile);
  });

  it.each([
    ['USA', 'OH', undefined],
    ['CAN', 'BC', 'canada'],
    ['USA', 'TX', 'forced'],
  ])('counts where all its conditions hold: to %s, %s it is %s', (country, state, variant) => {
    expect(profileFor(to(country, state), profileWith(canada)).variant).toBe(variant);
  });

  it('of an invoice goes by its kind, of a ship notice by its order', () => {
    const credits = profileOf(
      'invoice',
      '    variants: { credits: { when: { kind: [credit] }, settings: { types: { credit: CN } } } }\n',
    );
    const [invoice, credit] = [invoiceWith(), invoiceWith({ kind: 'credit' })];
    expect([profileFor(invoice, credits).variant, profileFor(credit, credits).variant]).toEqual([undefined, 'credits']);
    expect(translateInvoice(credit, credits).draft.segments[0]?.elements[6]).toBe('CN');
    const parcels = profileOf(
      'ship-notice',
      "    variants: { web: { when: { customerPurchaseOrder: [PO-7001], trackingNumber: absent }, settings: { purpose: '14' } } }\n",
    );
    expect(translateShipNotice(noticeWith(), parcels).draft.segments[0]?.elements[0]).toBe('14');
  });
});

describe('what the partner takes after the first send', () => {
  it.each([
    ['04', '', ['PO-PURPOSE | profile EXAMPLE | purchase-order.changes']],
    ['01', "    changes: { change: '04' }\n", ['PO-PURPOSE | profile EXAMPLE | purchase-order.changes']],
    ['04', "    changes: { change: '04' }\n", 'BEG*04*NE*150802**20261120'],
    ['01', "    changes: { cancellation: '01' }\n", 'BEG*01*NE*150802**20261120'],
    ['07', "    changes: { resend: '07' }\n", 'BEG*07*NE*150802**20261120'],
    ['00', '', 'BEG*00*NE*150802**20261120'],
  ])('purpose %s with %j', (purpose, more, expected) => {
    const { set, findings } = translatePurchaseOrder(orderWith(), profileWith(more), { purpose });
    expect(set ? textsOf(set.segments)[0] : brief(findings)).toEqual(expected);
  });
});
