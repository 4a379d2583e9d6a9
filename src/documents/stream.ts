import type { DocumentType } from './document-key.ts';

/** The streams of SYSPRO transactions a company may poll. */
export const streamNames = ['purchase-orders', 'invoices', 'shipments'] as const;
export type StreamName = (typeof streamNames)[number];

/** The document type each stream reads. */
export const typeOfStream = {
  'purchase-orders': 'purchase-order',
  invoices: 'invoice',
  shipments: 'ship-notice',
} as const satisfies Record<StreamName, DocumentType>;

/** The stream that reads a document type. */
export const streamOfType = {
  'purchase-order': 'purchase-orders',
  invoice: 'invoices',
  'ship-notice': 'shipments',
} as const satisfies Record<DocumentType, StreamName>;

/** One stream of one company. */
export interface CompanyStream {
  readonly company: string;
  readonly stream: StreamName;
}

/** A stream in one cycle: whatever reads it and starts what it claimed, by the workflow's run. */
export interface CycleStream extends CompanyStream {
  readonly cycle: string;
}
