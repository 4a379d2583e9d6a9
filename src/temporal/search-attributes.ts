import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

type Keyword = ReturnType<typeof defineSearchAttributeKey<'KEYWORD'>>;
const keyword = (name: string): Keyword => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

/**
 * What documents can be searched by in the Temporal UI. Plain text on the server, so codes and numbers only, never a name.
 * Keyword, not Text: Text is cut into words, and a namespace has few slots of it.
 */
export const searchAttributes = {
  company: keyword('SysproCompany'),
  type: keyword('DocumentType'),
  /** The number people quote, without padding. */
  number: keyword('DocumentNumber'),
  stage: keyword('DocumentStage'),
  /** `needs-attention` while the document waits for a person. */
  flag: keyword('DocumentFlag'),
  partner: keyword('TradingPartner'),
} as const;
