import iconv from 'iconv-lite';
import { transaction, type Database } from '../../database.ts';
import {
  deleteParty,
  hasParty,
  insertParty,
  partyColumn,
  partyTables,
  updateParty,
  type PartyRole,
} from '../../party-tables.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, children, textOf, type XmlElement } from '../xml.ts';
import { setupReply, type FieldError, type SetupObject, type SetupOperation } from './setup-object.ts';

/** Numbers of what is wrong with a field. Inferred, in the manner of the recorded 240004 (stock code not found). */
const errorNumbers = { notFound: '240010', exists: '240011', tooLong: '240012', missing: '240013' } as const;

/** A master of parties as a set-up object names it. */
interface PartySetup {
  readonly role: PartyRole;
  readonly root: 'SetupApSupplier' | 'SetupArCustomer';
  readonly label: 'Supplier' | 'Customer';
  readonly nameColumn: 'SupplierName' | 'Name';
}

/** An item that was read. */
interface Item {
  readonly code: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

/** APSSSP: adds, changes and deletes suppliers. */
export const apsssp = partySetup({
  role: 'supplier',
  root: 'SetupApSupplier',
  label: 'Supplier',
  nameColumn: 'SupplierName',
});

/** ARSSCS: adds, changes and deletes customers. */
export const arsscs = partySetup({
  role: 'customer',
  root: 'SetupArCustomer',
  label: 'Customer',
  nameColumn: 'Name',
});

/**
 * A set-up object of a master. An element sets the text column of its name, an empty one blanks it; elements it does not know, and those of
 * numbers and dates, are ignored without a word (recorded of e.net). A value longer than its column is an error beside the field.
 */
function partySetup(setup: PartySetup): SetupObject {
  const { role, root } = setup;
  const party = partyTables[role];
  const label: string = setup.label;

  return ({ pool, company, operation, document, parameters, unknownElements }) => {
    if (!(root in document)) throw new EnetException(exceptionNumbers.badXml, `The document is no ${root}`);
    const read = children(child(document, root), 'Item');
    return transaction(pool, async (client) => {
      const items: Item[] = [];
      for (const item of read) items.push(await check(client, company, operation, item, unknownElements));
      const mayApply =
        !parameters.validateOnly && !(parameters.entireDocument && items.some(({ errors }) => errors.length > 0));
      if (mayApply) {
        for (const { code, columns, errors } of items)
          if (errors.length === 0) await apply(client, company, operation, code, columns);
      }
      return setupReply(
        root,
        items.map(({ code, errors }) => ({ key: { [label]: code }, errors })),
      );
    });
  };

  async function check(
    db: Database,
    company: string,
    operation: SetupOperation,
    item: XmlElement,
    unknownElements: readonly string[],
  ): Promise<Item> {
    const code = textOf(child(item, 'Key'), label).trimEnd();
    const keyError = await wrongKey(db, company, operation, code);
    const columns: Record<string, string> = {};
    const errors: FieldError[] = keyError ? [keyError] : [];
    if (operation === 'delete') return { code, columns, errors };
    for (const name of Object.keys(item)) {
      const type = partyColumn(party, name)?.type;
      if ((type?.kind !== 'varchar' && type?.kind !== 'char') || unknownElements.includes(name)) continue;
      const value = stored(textOf(item, name));
      columns[name] = value;
      if (value.length > type.length)
        errors.push(wrong(name, value, errorNumbers.tooLong, `${name} is longer than ${type.length} characters`));
    }
    const name = columns[setup.nameColumn];
    if (name === '' || (name === undefined && operation === 'add'))
      errors.push(wrong(setup.nameColumn, '', errorNumbers.missing, `${label} name is required`));
    return { code, columns, errors };
  }

  async function wrongKey(
    db: Database,
    company: string,
    operation: SetupOperation,
    code: string,
  ): Promise<FieldError | undefined> {
    if (code === '') return wrong(label, code, errorNumbers.missing, `${label} is required`);
    if (operation === 'add' && code.length > 15)
      return wrong(label, code, errorNumbers.tooLong, `${label} is longer than 15 characters`);
    const found = await hasParty(db, company, party, code);
    if (operation === 'add' && found)
      return wrong(label, code, errorNumbers.exists, `${label} '${code}' already exists`);
    if (operation !== 'add' && !found) return wrong(label, code, errorNumbers.notFound, `${label} '${code}' not found`);
    return undefined;
  }

  async function apply(
    db: Database,
    company: string,
    operation: SetupOperation,
    code: string,
    columns: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (operation === 'delete') return deleteParty(db, company, party, code);
    return operation === 'add'
      ? insertParty(db, company, party, code, columns)
      : updateParty(db, company, party, code, columns);
  }
}

/** A text as a Windows-1252 database has it: what that has no character for is a question mark. */
function stored(text: string): string {
  return iconv.decode(iconv.encode(text, 'win1252'), 'win1252').trimEnd();
}

function wrong(element: string, value: string, number: string, description: string): FieldError {
  return { element, value, number, description };
}
