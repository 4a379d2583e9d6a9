import type { Database } from '../../database.ts';
import type { XmlElement } from '../xml.ts';

export interface BusinessObjectRequest {
  readonly db: Database;
  /** The company's id. */
  readonly company: string;
  readonly companyName: string;
  /** The parsed XmlIn. */
  readonly document: XmlElement;
  readonly now: Date;
  /** To be told of each page of a table's rows, once it was read. */
  readonly pageServed: (table: string) => Promise<void>;
}

/**
 * A query business object: answers a whole reply document.
 *
 * @throws EnetException when it refuses the request
 */
export type BusinessObject = (request: BusinessObjectRequest) => Promise<string>;
