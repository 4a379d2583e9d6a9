import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exact } from '../../../src/documents/decimal.ts';
import { orderUomPrice, type LinePrice } from '../../../src/syspro/purchase-orders/line-price.ts';

const line: LinePrice = {
  price: '2.5',
  orderUom: 'EA',
  priceUom: 'EA',
  stockingUom: 'EA',
  priceConversion: { factor: '1.000000', method: 'M' },
  orderConversion: { factor: '1.000000', method: 'M' },
};
const per = (factor: string, method: string): LinePrice['priceConversion'] => ({ factor, method });

describe('the price of one order unit', () => {
  test.each<[string, Partial<LinePrice>, string]>([
    ['one unit for all', {}, '2.5'],
    [
      'ordered and priced by the dozen, whatever the factors',
      { orderUom: 'DZ', priceUom: 'DZ', priceConversion: per('12', 'M') },
      '2.5',
    ],
    ['cases of 24, priced each, stocked each', { orderUom: 'CS', orderConversion: per('24', 'M') }, '60'],
    [
      'cases of 24, priced each, both pairs filled',
      { orderUom: 'CS', orderConversion: per('24', 'M'), priceConversion: per('24', 'M') },
      '60',
    ],
    [
      'each, priced by the case of 10 it is stocked in',
      { priceUom: 'CS', stockingUom: 'CS', orderConversion: per('10', 'D') },
      '0.25',
    ],
    ['each, priced by the hundred', { priceUom: 'HU', priceConversion: per('100', 'D') }, '0.025'],
    [
      'cases of 24, priced by the kilogram, 6 kg a case',
      { orderUom: 'CS', priceUom: 'KG', orderConversion: per('24', 'M'), priceConversion: per('6', 'M') },
      '15',
    ],
    ['a factor of 0 counts as 1', { priceUom: 'KG', priceConversion: per('0.000000', 'D') }, '2.5'],
    ['a blank method multiplies', { priceUom: 'KG', priceConversion: per('2', '') }, '5'],
  ])('%s', (_name, change, expected) => {
    expect(orderUomPrice({ ...line, ...change })).toEqual({ price: expected });
  });

  test.each<[string, Partial<LinePrice>, string]>([
    ['each, priced by the hundred', { priceUom: 'HU', priceConversion: per('100', 'M') }, '0.025'],
    [
      'cases of 24, priced by the hundred',
      { orderUom: 'CS', priceUom: 'HU', orderConversion: per('24', 'M'), priceConversion: per('100', 'M') },
      '0.6',
    ],
    ['cases of 24, priced each, stocked each', { orderUom: 'CS', orderConversion: per('24', 'M') }, '60'],
  ])('where a site’s factor is from price to stocking unit: %s', (_name, change, expected) => {
    expect(orderUomPrice({ ...line, ...change }, 'price-to-stocking')).toEqual({ price: expected });
  });

  test('two pairs that contradict each other are a conflict', () => {
    const contradicting = { ...line, orderUom: 'CS', orderConversion: per('24', 'M'), priceConversion: per('12', 'M') };
    expect(orderUomPrice(contradicting)).toEqual({ conflict: expect.stringContaining('differ') });
  });

  test('a method that is neither M nor D is a conflict', () => {
    expect(orderUomPrice({ ...line, priceUom: 'KG', priceConversion: per('2', 'X') })).toHaveProperty('conflict');
  });
});

const factor = fc.integer({ min: 1, max: 999_999_999_999 }).map((n) => new Exact(n).div(1_000_000).toFixed());
const price = fc.integer({ min: 0, max: 999_999_999_999_999 }).map((n) => new Exact(n).div(100_000).toFixed());

test('the value of a line is the same by order unit and by price unit', () => {
  fc.assert(
    fc.property(
      price,
      factor,
      fc.constantFrom('M', 'D'),
      fc.integer({ min: 1, max: 100_000 }),
      (amount, by, method, quantity) => {
        const result = orderUomPrice({
          ...line,
          price: amount,
          priceUom: 'KG',
          priceConversion: { factor: by, method },
        });
        if (!('price' in result)) throw new Error(result.conflict);
        const pricedQuantity = method === 'M' ? new Exact(quantity).times(by) : new Exact(quantity).div(by);
        const byPriceUnit = pricedQuantity.times(amount);
        const byOrderUnit = new Exact(result.price).times(quantity);
        expect(byPriceUnit.minus(byOrderUnit).abs().toNumber()).toBeLessThanOrEqual(
          byPriceUnit.times('1e-30').toNumber(),
        );
      },
    ),
  );
});

test('multiplying by a factor and dividing by it are inverse, to the last digit', () => {
  fc.assert(
    fc.property(price, factor, (amount, by) => {
      const there = orderUomPrice({ ...line, price: amount, priceUom: 'KG', priceConversion: per(by, 'M') });
      if (!('price' in there)) throw new Error(there.conflict);
      const back = orderUomPrice({ ...line, price: there.price, priceUom: 'KG', priceConversion: per(by, 'D') });
      expect(back).toEqual({ price: new Exact(amount).toFixed() });
    }),
  );
});
