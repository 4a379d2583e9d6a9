/** A postal party as a document names it. Blank SYSPRO columns are absent, not empty. */
export interface Party {
  /** The code SYSPRO knows the party by: a warehouse, a customer, a ship-to address code. */
  readonly code?: string;
  readonly name?: string;
  /** Street lines, in order, at most two are usual. */
  readonly street: readonly string[];
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  /** The customer's number of the store (ArCustomer.StoreNumber), where the party is one. */
  readonly store?: string;
}
