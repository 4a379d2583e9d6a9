import { quoteAnswer, SysproError } from '../syspro-error.ts';
import { childOf, textOf, type XmlElement } from '../xml-element.ts';

/** Why a set-up object refused an item, as it says beside the field. */
export interface SetupRefusal {
  /** The field's element, in lower case as the reply has it; absent where SYSPRO names none. */
  readonly element?: string;
  readonly number?: string;
  /** SYSPRO's own words, in the operator's language. */
  readonly description?: string;
}

/**
 * Reads the reply of a set-up object to a document of one item (recorded of INVSWS and COMSFM): a root named as the document in lower
 * case, in `item` beside the offending field `Value`, `ErrorNumber` and `ErrorDescription`, and `StatusOfItems` with `RecordsRead` and
 * `RecordsInvalid`. Success is what says so: the one record read, and none invalid.
 * @returns the refusals; none: the item was accepted
 * @throws SysproError for a reply that says neither
 */
export function readSetupReply(root: XmlElement, document: string): SetupRefusal[] {
  if (root.name.toLowerCase() !== document.toLowerCase()) throw unclear(document, `its root is ${root.name}`);
  const refusals = refusalsIn(root);
  if (refusals.length > 0) return refusals;
  const status = childOf(root, 'StatusOfItems');
  const read = textOf(status, 'RecordsRead');
  const invalid = textOf(status, 'RecordsInvalid');
  if (status === undefined || !isCount(read) || !isCount(invalid))
    throw unclear(document, 'it has no StatusOfItems with RecordsRead and RecordsInvalid');
  if (Number(invalid) > 0) return [{}];
  if (Number(read) !== 1) throw unclear(document, `it read ${Number(read)} records of one`);
  return [];
}

function refusalsIn(element: XmlElement): SetupRefusal[] {
  const number = textOf(element, 'ErrorNumber');
  const description = textOf(element, 'ErrorDescription');
  const own: SetupRefusal[] =
    number === undefined && description === undefined
      ? []
      : [
          {
            element: element.name.toLowerCase(),
            ...(number !== undefined && { number: quoteAnswer(number) }),
            ...(description !== undefined && { description: quoteAnswer(description) }),
          },
        ];
  return [...own, ...element.children.flatMap(refusalsIn)];
}

function isCount(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,9}$/.test(text);
}

function unclear(document: string, what: string): SysproError {
  return new SysproError('SYSPRO-ANSWER-UNREADABLE', {
    retryable: true,
    message: `the answer of SYSPRO e.net to ${document} does not say whether it was done: ${quoteAnswer(what)}`,
    fix: 'Report the shape of the reply. Whether it was done shows in SYSPRO; doing it again sets the same values.',
  });
}
