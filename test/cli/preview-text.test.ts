import { expect, test } from 'vitest';
import { previewText } from '../../src/cli/preview-text.ts';
import { translateDocument } from '../../src/translation/index.ts';
import { goods, orderWith, profileWith } from '../translation/support.ts';

/** An order's preview by the example's profile with more settings. */
function previewed(description: string, more = ''): string {
  const document = orderWith({ lines: [goods(1, { description })] });
  const profile = profileWith(more);
  const { draft: set, sources } = translateDocument(document, profile);
  return previewText({ document, profile, set, sources });
}

test('each segment is shown as it would be written, and each element with its name, meaning and source', () => {
  const lines = previewed('Hex bolt').split('\n');
  expect(lines[0]).toBe('ST*850*0001~');
  expect(lines.at(-3)).toMatch(/^SE\*\d+\*0001~$/);
  expect(lines.find((line) => line.includes('BEG02'))).toMatch(
    /^ {4}BEG02 +purchase order type +NE \(new order\) +profile EXAMPLE, purchase-order\.orderType$/,
  );
  expect(lines.find((line) => line.includes('BEG03'))).toMatch(
    /^ {4}BEG03 +purchase order number +150802 +PorMasterHdr 000000000150802, PurchaseOrder$/,
  );
});

test('a draft that must not be sent is shown all the same, its control characters as pictures', () => {
  const refuse = `    characters:\n      fold: false\n      separators: refuse\n      unsupported: refuse\n`;
  const text = previewed('Bolt * M8\u0007', refuse);
  expect(text).toContain('BOLT * M8␇');
  expect(text).toMatch(/PID05 +.*BOLT \* M8␇ +PorMasterDetail 000000000150802 line 1, MStockDes/);
});
