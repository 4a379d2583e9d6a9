import type { Table } from '../tables/column.ts';
import { edmProperty } from './edm.ts';

/** The CSDL document of a company: an entity type and an entity set for each table, with SYSPRO's primary keys. */
export function metadataXml(tables: Iterable<Table>): string {
  const all = [...tables];
  const types = all.map((table) => {
    const key = table.primaryKey.map((name) => `<PropertyRef Name="${name}"/>`).join('');
    return `<EntityType Name="${table.name}"><Key>${key}</Key>${table.columns.map(edmProperty).join('')}</EntityType>`;
  });
  const sets = all.map((table) => `<EntitySet Name="${table.name}" EntityType="SYSPRO.${table.name}"/>`);
  return (
    '<?xml version="1.0" encoding="utf-8"?>' +
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>' +
    `<Schema Namespace="SYSPRO" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types.join('')}` +
    `<EntityContainer Name="Container">${sets.join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`
  );
}
