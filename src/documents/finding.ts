/**
 * One thing wrong with a document, a profile or the configuration, said so that a clerk can act on it.
 * All findings of a document are collected before it is refused.
 */
export interface Finding {
  /** Stable, catalogued in docs/reference/errors.md: `PO-NO-LINES`, `X12-SEPARATOR-IN-DATA`. */
  readonly code: string;
  /** A warning is shown and does not stop the document. */
  readonly severity: 'error' | 'warning';
  /** Which record: `PorMasterDetail 000000000150802 line 3`, `partners/acme.yaml`. */
  readonly record: string;
  /** Which field of it: `MStockDes`, `documents.purchase-order.release`. */
  readonly field?: string;
  /** Where it would have stood in the transaction set: `PO1[3]-04`. */
  readonly element?: string;
  /** The offending value, shortened to 80 characters. Never a secret. */
  readonly value?: string;
  /** What is wrong, as the end of a sentence that starts with the record and field. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Whether any of the findings stops the document. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
