import type { House, WitnessedMessage } from './house.ts';

/** A message that arrived, with what its name tells. */
export interface Arrival extends WitnessedMessage {
  readonly partner: string;
  readonly company: string;
  /** The X12 transaction set: 850, 810 or 856. */
  readonly set: string;
  /** The SYSPRO key of its document, read back from the name: ~7C is a |. */
  readonly key: string;
}

/** What Sterling accepted. Names are PARTNER_COMPANY_SET_KEY_SEQUENCE.x12. */
export async function arrivals(house: Pick<House, 'messages'>): Promise<Arrival[]> {
  return (await house.messages()).map((message) => {
    const [partner = '', company = '', set = '', key = ''] = message.name.split('_');
    const escaped = (text: string): string =>
      text.replaceAll(/~([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    return { ...message, partner, company: escaped(company), set, key: escaped(key) };
  });
}

/** What a message holds; lines of 80 characters, of a partner whose network has them, are put together. */
export async function contentOf(house: Pick<House, 'payload'>, id = 0): Promise<string> {
  const sent = await house.payload(id);
  return /^.{80}\r\n/.test(sent) ? sent.replaceAll('\r\n', '') : sent;
}

/** The segments of an interchange, each its elements with the segment's name in front, by the delimiters its ISA has. */
export async function segmentsOf(house: Pick<House, 'payload'>, { id }: WitnessedMessage): Promise<string[][]> {
  const content = await contentOf(house, id);
  const [separator, terminator] = [content.charAt(3), content.charAt(105)];
  return content
    .split(terminator)
    .map((segment) => segment.trim().split(separator))
    .filter(([name]) => name !== '');
}
