import { describe, expect, test } from 'vitest';
import { readSetupReply, type SetupRefusal } from '../../../src/syspro/enet/setup-reply.ts';
import { isSysproError } from '../../../src/syspro/syspro-error.ts';
import { parseXml } from '../../../src/syspro/xml-element.ts';

function read(content: string, root = 'setupapsupplier'): SetupRefusal[] | string {
  const reply = parseXml(`<${root} Language='05'>${content}</${root}>`);
  if (!reply) throw new Error(`not XML: ${content}`);
  try {
    return readSetupReply(reply, 'SetupApSupplier');
  } catch (error) {
    if (isSysproError(error)) return error.code;
    throw error;
  }
}

const item = '<item><key><supplier>000000000001001</supplier></key></item>';
const status = (records: string, invalid: string): string =>
  `<StatusOfItems><RecordsRead>${records}</RecordsRead><RecordsInvalid>${invalid}</RecordsInvalid></StatusOfItems>`;

describe('the reply of a set-up object', () => {
  test('with one record read and none invalid, as recorded, is accepted', () => {
    expect(read(item + status('1', '0'))).toEqual([]);
    expect(read(item + status('000001', '000000'))).toEqual([]);
  });

  test('with an error beside a field, as recorded, is a refusal that names it', () => {
    const wrong =
      '<item><key><supplier>7</supplier></key><supplier><Value>7</Value><ErrorNumber>240010</ErrorNumber>' +
      "<ErrorDescription>Supplier '7' not found</ErrorDescription></supplier></item>";
    const refusal = [{ element: 'supplier', number: '240010', description: "Supplier '7' not found" }];
    expect(read(wrong + status('1', '1'))).toEqual(refusal);
    // Whatever the counts say.
    expect(read(wrong + status('1', '0'))).toEqual(refusal);
    expect(read(wrong)).toEqual(refusal);
  });

  test('that counts an invalid record without saying why is a refusal', () => {
    expect(read(item + status('1', '1'))).toEqual([{}]);
  });

  test.each([
    ['no StatusOfItems', item],
    ['nothing at all', ''],
    ['a StatusOfItems without counts', `${item}<StatusOfItems/>`],
    ['one count only', `${item}<StatusOfItems><RecordsRead>1</RecordsRead></StatusOfItems>`],
    ['a count that is none', item + status('1', 'none')],
    ['no record read', status('0', '0')],
    ['two records read of one', item + status('2', '0')],
  ])('with %s is no success', (_what, content) => {
    expect(read(content)).toBe('SYSPRO-ANSWER-UNREADABLE');
  });

  test('of another document is no success', () => {
    expect(read(item + status('1', '0'), 'setuparcustomer')).toBe('SYSPRO-ANSWER-UNREADABLE');
    expect(read(item + status('1', '0'), 'html')).toBe('SYSPRO-ANSWER-UNREADABLE');
  });

  test('shows nothing of an address or a session id that SYSPRO’s words repeat', () => {
    const words = 'bad http://syspro/Rest?UserId=x session 3EA613166FE4BF47925DF1CEA14E910100';
    const [refusal] = read(`<item><email><ErrorDescription>${words}</ErrorDescription></email></item>`);
    expect(refusal).toEqual({ element: 'email', description: 'bad … session …' });
  });
});
