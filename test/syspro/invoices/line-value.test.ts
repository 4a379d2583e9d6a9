import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineValueOf } from '../../../src/syspro/invoices/line-value.ts';
import { sumOf } from '../../../src/documents/decimal.ts';
import { sharesOf } from '../../../src/syspro/invoices/shares.ts';
import { findings, goods, masters, oneLine, settings, theLine } from './rows.ts';

describe('units and prices of the sales order line', () => {
  const dozen = { MOrderUom: 'DZ', MConvFactAlloc: '12.000000', MMulDivQtyFct: 'M' };
  test('quantities are in the unit ordered, prices of it', () => {
    const line = { ...dozen, MPriceUom: 'EA', MPrice: '0.41667', MConvFactOrdUm: '12.000000', MMulDivPrcFct: 'M' };
    expect(theLine(oneLine({ QtyInvoiced: '120.000000', NetSalesValue: '50.00' }, line))).toMatchObject({
      quantity: '10',
      uom: 'DZ',
      price: '0.41667',
      priceUom: 'EA',
      uomPrice: '5.00004',
      netValue: '50',
    });
  });
  test('a quantity that SYSPRO rounded on its way to the stocking unit is the one that was ordered', () => {
    const line = { MOrderUom: 'EA', MStockingUom: 'CS', MConvFactAlloc: '12.000000', MMulDivQtyFct: 'D', MPrice: '5' };
    const billed = { QtyInvoiced: '0.083333', NetSalesValue: '5.00' };
    expect(theLine(oneLine(billed, line))).toMatchObject({ quantity: '1', uom: 'EA', uomPrice: '5' });
  });
  test('discounts are those that lead to the value', () => {
    const line = { MDiscPct1: '10.00', MDiscPct2: '5.00' };
    expect(theLine(oneLine({ NetSalesValue: '42.75' }, line))).toMatchObject({
      uomPrice: '5',
      netValue: '42.75',
      discounts: [
        { kind: 'percent', percent: '10' },
        { kind: 'percent', percent: '5' },
      ],
    });
    const perUnit = { MDiscValFlag: 'U', MDiscValue: '0.50' };
    expect(theLine(oneLine({ NetSalesValue: '45.00' }, perUnit))).toMatchObject({
      uomPrice: '5',
      discounts: [{ kind: 'per-unit', amount: '0.5' }],
    });
  });
  test('an amount off the line is taken off what a credit gives back as well', () => {
    const offLine = { MDiscValFlag: 'V', MDiscValue: '3.00' };
    const billed = { uomPrice: '5', discounts: [{ kind: 'value', amount: '3' }] };
    expect(theLine(oneLine({ NetSalesValue: '47.00' }, offLine))).toMatchObject({ quantity: '10', ...billed });
    const credit = { QtyInvoiced: '-10.000000', NetSalesValue: '-47.00' };
    expect(theLine(oneLine(credit, offLine))).toMatchObject({ quantity: '-10', netValue: '-47', ...billed });
  });
});

describe('where the sales order line does not come to the value billed', () => {
  test('the value stands, and the price is what it comes to', () => {
    expect(theLine(oneLine({ NetSalesValue: '47.30' }, { MDiscPct1: '10.00' }))).toMatchObject({
      quantity: '10',
      uom: 'EA',
      price: '4.73',
      priceUom: 'EA',
      uomPrice: '4.73',
      discounts: [],
      description: 'Bolt, zinc',
    });
  });
  test('a price that does not end has the five decimals that SYSPRO’s have', () => {
    expect(theLine(oneLine({ QtyInvoiced: '3.000000', NetSalesValue: '10.00' }, { MPrice: '9' }))).toMatchObject({
      price: '3.33333',
    });
  });
  test('a line number that was given to another item is not believed', () => {
    const line = theLine(oneLine({}, { MStockCode: 'N900', MStockDes: 'Nut', MOrderUom: 'DZ' }));
    expect(line).toMatchObject({ description: 'Bolt', uom: 'EA', quantity: '10', price: '5' });
  });
  test('a discount that cannot be understood is not guessed at', () => {
    const unclear = { MDiscValFlag: 'V', MDiscValue: '5', MDiscPct1: '10' };
    expect(theLine(oneLine({ NetSalesValue: '40.00' }, unclear))).toMatchObject({ price: '4', discounts: [] });
  });
});

describe('findings', () => {
  test('nothing billed and yet a value', () => {
    expect(findings(oneLine({ QtyInvoiced: '0.000000' }))).toMatchObject([
      {
        code: 'SYSPRO-LINE-WITHOUT-QUANTITY',
        field: 'QtyInvoiced',
        record: `ArTrnDetail ${goods.Customer} ${goods.Invoice} I line 1.1`,
      },
    ]);
  });
  test('an item that nobody knows the unit of', () => {
    const rows = { ...oneLine({ StockCode: 'GONE' }), orderLines: [] };
    expect(findings(rows)).toMatchObject([{ code: 'SYSPRO-UNIT-UNKNOWN', field: 'StockCode', value: 'GONE' }]);
    expect(masters.items.has('GONE')).toBe(false);
  });
  test('an item that is known to the order alone has its unit', () => {
    expect(theLine(oneLine({ StockCode: 'NS1', LineType: '7' }, { MStockCode: 'NS1' }))).toMatchObject({
      kind: 'non-stocked',
      uom: 'EA',
      description: 'Bolt, zinc',
    });
  });
  test('a line without an item', () => {
    const rows = oneLine({});
    const details = rows.details.map(({ StockCode: _none, ...line }) => line);
    expect(findings({ ...rows, details }).map((one) => `${one.code} ${one.field}`)).toContain(
      'SYSPRO-VALUE-MISSING StockCode',
    );
  });
});

test('a line of the customer’s order comes from the column or the form the settings name', () => {
  const rows = oneLine({}, { UserField: '004', SalesOrderInitLine: '1' });
  expect(theLine(rows, { customerOrderLine: { column: 'UserField' } }).customerOrderLine).toBe('004');
  expect(theLine(rows)).not.toHaveProperty('customerOrderLine');
});

test('whatever the price, quantity and value: a line’s price comes to its value within a cent', () => {
  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => (n / 100).toFixed(2));
  const quantity = fc.integer({ min: 1, max: 100_000 }).map((n) => (n / 10).toFixed(6));
  const price = fc.integer({ min: 0, max: 10_000_000 }).map((n) => (n / 100_000).toFixed(5));
  const line = fc.record({
    MPrice: price,
    MDiscPct1: fc.constantFrom('0', '12.5'),
    MOrderUom: fc.constantFrom('EA', 'DZ'),
  });
  fc.assert(
    fc.property(cents, quantity, line, (netValue, stockQuantity, row) => {
      const orderLine = { MStockingUom: 'EA', MPriceUom: 'EA', MConvFactAlloc: '12', MConvFactOrdUm: '12', ...row };
      const value = lineValueOf({ stockQuantity, netValue, stockingUom: 'EA' }, orderLine, settings.priceFactor);
      expect(value).toBeDefined();
      const discount = value?.discounts.length === 0 ? 1 : 0.875;
      const comes = Number(value?.quantity) * Number(value?.uomPrice) * discount;
      expect(Math.abs(comes - Number(netValue))).toBeLessThanOrEqual(0.0101 + Number(stockQuantity) * 0.000005);
    }),
  );
});

test('shares come to their total', () => {
  const cents = fc.integer({ min: -100_000, max: 100_000 }).map((n) => (n / 100).toFixed(2));
  fc.assert(
    fc.property(cents, fc.array(cents, { minLength: 1, maxLength: 8 }), (total, weights) => {
      fc.pre(sumOf(weights) !== '0');
      expect(Number(sumOf(sharesOf(total, weights)))).toBe(Number(total));
    }),
  );
  expect(sharesOf('1.00', ['1', '1', '1'])).toEqual(['0.34', '0.33', '0.33']);
  expect(sharesOf('1.00', ['0', '0'])).toEqual(['0', '0']);
});
