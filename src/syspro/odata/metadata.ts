import { childrenOf, parseXml, type XmlElement } from '../xml-element.ts';

/** A table (entity set) of the service: its columns, each with its Edm type, such as `Edm.Decimal`. */
export type ODataColumns = ReadonlyMap<string, string>;
/** What `$metadata` says: the tables the service shows, by name. */
export type ODataMetadata = ReadonlyMap<string, ODataColumns>;

/** Reads an OData 4.0 `$metadata` document (EDMX, CSDL XML 4.0). Undefined where the text is none. */
export function parseMetadata(edmx: string): ODataMetadata | undefined {
  const root = parseXml(edmx);
  if (!root || root.name !== 'Edmx') return undefined;
  const schemas = childrenOf(root, 'DataServices').flatMap((services) => childrenOf(services, 'Schema'));
  const types = new Map<string, XmlElement>();
  for (const schema of schemas) {
    const prefixes = [schema.attributes['Namespace'], schema.attributes['Alias']];
    for (const type of childrenOf(schema, 'EntityType')) {
      for (const prefix of prefixes) if (prefix) types.set(`${prefix}.${type.attributes['Name']}`, type);
    }
  }
  const columnsOf = (name: string | undefined): [string, string][] => {
    const type = name === undefined ? undefined : types.get(name);
    if (!type) return [];
    const own = childrenOf(type, 'Property').map(({ attributes }): [string, string] => [
      attributes['Name'] ?? '',
      attributes['Type'] ?? '',
    ]);
    return [...columnsOf(type.attributes['BaseType']), ...own];
  };
  return new Map(
    schemas
      .flatMap((schema) => childrenOf(schema, 'EntityContainer'))
      .flatMap((container) => childrenOf(container, 'EntitySet'))
      .map(({ attributes }) => [attributes['Name'] ?? '', new Map(columnsOf(attributes['EntityType']))]),
  );
}
