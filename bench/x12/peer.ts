import x12 from 'node-x12';
import type { Interchange } from '../../src/x12/index.ts';

const { X12Generator, X12Interchange, X12Parser } = x12;

/** What node-x12 needs of an interchange of ours with one set, made outside of what is measured. */
export interface PeerDocument {
  readonly options: { elementDelimiter: string; subElementDelimiter: string; segmentTerminator: string };
  readonly header: string[];
  readonly functionalGroups: {
    header: string[];
    transactions: { header: string[]; segments: { tag: string; elements: string[] }[] }[];
  }[];
}

export function peerDocument(interchange: Interchange): PeerDocument {
  const { authorization, security, sender, receiver, delimiters } = interchange;
  return {
    options: {
      elementDelimiter: delimiters.element,
      subElementDelimiter: delimiters.component,
      segmentTerminator: delimiters.segment,
    },
    header: [
      authorization.qualifier,
      authorization.id,
      security.qualifier,
      security.id,
      sender.qualifier,
      sender.id,
      receiver.qualifier,
      receiver.id,
      interchange.date,
      interchange.time,
      'U',
      interchange.version,
      String(Number(interchange.control)),
      interchange.acknowledgmentRequested,
      interchange.usage,
      delimiters.component,
    ],
    functionalGroups: interchange.groups.map((group) => ({
      header: [
        group.functionalId,
        group.sender,
        group.receiver,
        group.date,
        group.time,
        group.control,
        group.agency,
        group.version,
      ],
      transactions: group.sets.map((set) => ({
        header: [set.id, set.control],
        segments: set.segments.map(({ id, elements }) => ({ tag: id, elements: elements.map(String) })),
      })),
    })),
  };
}

/** Generates as node-x12's documentation says: `new X12Generator(notation).toString()`. It parses its own result once more. */
export function generateDocumented(document: PeerDocument): string {
  // Its types want an instance of a class where its documentation and its code take a plain object.
  return new X12Generator(document as ConstructorParameters<typeof X12Generator>[0]).toString();
}

/** Generates by node-x12's object model alone, its fastest way: the generator without the parsing. */
export function generateByModel({ options, header, functionalGroups }: PeerDocument): string {
  const interchange = new X12Interchange(options);
  interchange.setHeader([...header]);
  for (const group of functionalGroups) {
    const added = interchange.addFunctionalGroup();
    added.setHeader(group.header);
    for (const { header: transactionHeader, segments } of group.transactions) {
      const transaction = added.addTransaction();
      transaction.setHeader(transactionHeader);
      for (const { tag, elements } of segments) transaction.addSegment(tag, elements);
    }
  }
  return interchange.toString();
}

/** Reads as node-x12's documentation says, strictly. */
export function readWithPeer(text: string): unknown {
  return new X12Parser(true).parse(text);
}
