import { compact } from '../../documents/compact.ts';
import type { DecimalText } from '../../documents/decimal.ts';
import type { Finding } from '../../documents/finding.ts';
import type { Transport } from '../../documents/ship-notice.ts';
import type { FieldSource } from '../custom-forms.ts';
import { readRow, type RowReader } from '../row-reader.ts';
import type { NoteRows } from './note-context.ts';
import type { ShipmentStreamConfig } from './shipment-settings.ts';

/** How a dispatch note travels, from the columns and custom form fields that the settings name. Blank fields and zeros are absent. */
export function transportOf(
  { header, form }: NoteRows,
  fields: ShipmentStreamConfig['fields'],
  note: string,
  findings: Finding[],
): Transport {
  const ofNote = readRow(header, `MdnMaster ${note}`, findings);
  const ofForm = readRow(form ?? {}, `MdnMaster+ ${note}`, findings);
  const read = <T>(source: FieldSource | undefined, as: (reader: RowReader, column: string) => T): T | undefined => {
    if (source === undefined) return undefined;
    return 'column' in source ? as(ofNote, source.column) : as(ofForm, source.form);
  };
  const text = (source: FieldSource | undefined): string | undefined => read(source, (row, column) => row.text(column));
  return compact<Transport>({
    carrier: text(fields.carrier),
    trackingNumber: text(fields.trackingNumber),
    billOfLading: text(fields.billOfLading),
    proNumber: text(fields.proNumber),
    trailer: text(fields.trailer),
    seal: text(fields.seal),
    packageCount: read(fields.packageCount, numberOf),
    weight: read(fields.weight, numberOf),
    volume: read(fields.volume, numberOf),
  });
}

/** A count or measure; 0 was never entered. */
function numberOf(row: RowReader, column: string): DecimalText | undefined {
  const value = row.decimal(column);
  return value === '0' ? undefined : value;
}
