import type { Column, ColumnType } from '../tables/column.ts';

/** The EDM types the service uses, and those of literals. */
export type EdmType =
  | 'Edm.String'
  | 'Edm.Decimal'
  | 'Edm.DateTimeOffset'
  | 'Edm.Binary'
  | 'Edm.Boolean'
  | 'Edm.Int32'
  | 'Edm.Date'
  | 'null';

export function edmType(type: ColumnType): EdmType {
  return edmTypes[type.kind];
}

const edmTypes: Readonly<Record<ColumnType['kind'], EdmType>> = {
  varchar: 'Edm.String',
  char: 'Edm.String',
  decimal: 'Edm.Decimal',
  datetime: 'Edm.DateTimeOffset',
  rowversion: 'Edm.Binary',
};

/** The property as `$metadata` declares it. */
export function edmProperty({ name, type }: Column): string {
  return `<Property Name="${name}" Type="${edmType(type)}"${facets(type)}/>`;
}

function facets(type: ColumnType): string {
  if (type.kind === 'datetime') return '';
  if (type.kind === 'decimal') return ` Precision="${type.precision}" Scale="${type.scale}" Nullable="false"`;
  return ` MaxLength="${type.kind === 'rowversion' ? 8 : type.length}" Nullable="false"`;
}
