import type { SearchAttributePair } from '@temporalio/common';
import type { DocumentKey } from '../documents/document-key.ts';
import { searchAttributes } from './search-attributes.ts';

/** What a document's workflow can be found by from its start on. */
export function documentAttributes(key: DocumentKey, number: string, partner: string): SearchAttributePair[] {
  return [
    { key: searchAttributes.company, value: key.company },
    { key: searchAttributes.type, value: key.type },
    { key: searchAttributes.number, value: number },
    { key: searchAttributes.partner, value: partner },
    { key: searchAttributes.stage, value: 'discovered' },
  ];
}
