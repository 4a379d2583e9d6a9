import type { Pool } from 'pg';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, element, group, reply, textOf, type XmlElement } from '../xml.ts';

export type SetupOperation = 'add' | 'update' | 'delete';

export interface SetupRequest {
  readonly pool: Pool;
  /** The company's id. */
  readonly company: string;
  readonly operation: SetupOperation;
  /** The parsed XmlIn. */
  readonly document: XmlElement;
  readonly parameters: SetupParameters;
  /** Elements that the set-up objects of this release do not know. */
  readonly unknownElements: readonly string[];
}

/** How a document is applied. */
export interface SetupParameters {
  /** Nothing is applied. */
  readonly validateOnly: boolean;
  /** One invalid item keeps all of them from being applied. */
  readonly entireDocument: boolean;
}

/**
 * A set-up business object: answers a whole reply document.
 *
 * @throws EnetException when it refuses the request
 */
export type SetupObject = (request: SetupRequest) => Promise<string>;

/** The parameters of a document of that root. Without any, each is N (inferred). */
export function readParameters(parameters: XmlElement | undefined, root: string): SetupParameters {
  const given = child(child(parameters ?? {}, root), 'Parameters');
  const flag = (name: string): boolean => {
    const text = textOf(given, name).trim();
    if (text === '' || text === 'N') return false;
    if (text === 'Y') return true;
    throw new EnetException(exceptionNumbers.badXml, `Parameter ${name} is neither Y nor N`);
  };
  return { validateOnly: flag('ValidateOnly'), entireDocument: flag('ApplyIfEntireDocumentValid') };
}

/** What is wrong with a field of an item. */
export interface FieldError {
  readonly element: string;
  readonly value: string;
  readonly number: string;
  readonly description: string;
}

/** An item of a reply: its key, and what is wrong with it. */
export interface ItemReply {
  readonly key: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

/** The reply, as INVSWS and COMSFM were recorded: root and items in lower case, errors beside their fields, and the counts. */
export function setupReply(root: string, items: readonly ItemReply[]): string {
  const content = items.map(({ key, errors }) =>
    group(
      'item',
      group(
        'key',
        Object.entries(key)
          .map(([name, text]) => element(name.toLowerCase(), text))
          .join(''),
      ) + errors.map(errorElement).join(''),
    ),
  );
  const invalid = items.filter(({ errors }) => errors.length > 0).length;
  const status = element('RecordsRead', String(items.length)) + element('RecordsInvalid', String(invalid));
  return reply(root.toLowerCase(), `${content.join('')}${group('StatusOfItems', status)}`);
}

function errorElement({ element: name, value, number, description }: FieldError): string {
  return group(
    name.toLowerCase(),
    element('Value', value) + element('ErrorNumber', number) + element('ErrorDescription', description),
  );
}
