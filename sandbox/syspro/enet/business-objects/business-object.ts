import type { Database } from '../../database.ts';
import type { XmlElement } from '../xml.ts';

export interface BusinessObjectRequest {
  readonly db: Database;
  readonly company: string;
  /** The parsed XmlIn. */
  readonly document: XmlElement;
}

/**
 * A query business object: answers a whole reply document.
 *
 * @throws EnetException when it refuses the request
 */
export type BusinessObject = (request: BusinessObjectRequest) => Promise<string>;
