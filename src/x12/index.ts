export { firstOutside, nameOfCharacter, type CharacterSet } from './characters.ts';
export { hasCheckDigit } from './check-digits.ts';
export { delimiterFaults } from './delimiters.ts';
export { x12FindingCodes, type X12Finding, type X12FindingCode } from './finding.ts';
export type { ElementDefinition, SegmentDefinition, SetGuide, StructureNode } from './guide.ts';
export { guideOf, guideOfVersion } from './guides/index.ts';
export { hierarchicalStructures, structureCodeOf, structureFault } from './hierarchical-structure.ts';
export { cents, extensionOf, type RoundPer } from './invoice-total.ts';
export { readInterchanges, type ReadResult } from './reader.ts';
export { splitReference } from './totals.ts';
export {
  elementReference,
  isEmptyElement,
  repetitionsOf,
  type Composite,
  type Delimiters,
  type Element,
  type FunctionalGroup,
  type Interchange,
  type Qualified,
  type Repeated,
  type Segment,
  type TransactionSet,
  type TransactionSetBody,
} from './types.ts';
export { validateTransactionSet, type ValidationOptions } from './validate.ts';
export { writeInterchange, X12Unwritable, type WriteOptions } from './writer.ts';
