export { elementFaults, elementLength } from './validation/element-check.ts';
export { brokenNote } from './guides/relational-notes.ts';
export { firstOutside, nameOfCharacter, type CharacterSet } from './characters.ts';
export { checkDigitOf, gtinFormOf, hasCheckDigit, type GtinForm } from './validation/check-digits.ts';
export { locationFault } from './validation/location-numbers.ts';
export { delimiterFaults } from './delimiters.ts';
export { x12FindingCodes, type X12Finding, type X12FindingCode } from './finding.ts';
export type { ElementDefinition, SegmentDefinition, SetGuide, StructureNode } from './guides/guide.ts';
export { guideOf, guideOfVersion } from './guides/index.ts';
export { releases, type KnownRelease } from './guides/releases.ts';
export { hierarchicalStructures, structureCodeOf, structureFault } from './hierarchical-structure.ts';
export { cents, extensionOf, type RoundPer } from './validation/invoice-total.ts';
export {
  withOffsets,
  type GroupEvent,
  type InterchangeEvent,
  type ReadEvent,
  type TransactionSetEvent,
} from './reading/read-event.ts';
export { defaultReadLimits, type ReadLimits } from './reading/read-limits.ts';
export { readInterchanges, type ReadResult } from './reading/reader.ts';
export { readEvents, type StreamOptions } from './reading/stream-reader.ts';
export {
  elementSelectorForm,
  matchesStep,
  parseSelector,
  segmentSelectorForm,
  type SegmentSelector,
  type SelectorStep,
} from './segment-selector.ts';
export { detailIndex, itemsOf, placesOf, selected, treeOf, type Loop, type Part, type Placed } from './segment-tree.ts';
export {
  elementReference,
  isEmptyElement,
  repetitionsOf,
  splitReference,
  type Composite,
  type Delimiters,
  type Element,
  type FunctionalGroup,
  type GroupHeader,
  type Interchange,
  type InterchangeHeader,
  type Qualified,
  type Repeated,
  type Segment,
  type TransactionSet,
  type TransactionSetBody,
} from './types.ts';
export { validateTransactionSet, type ValidationOptions } from './validation/validate.ts';
export {
  validateInterchange,
  validateSet,
  type InterchangeFinding,
  type InterchangeOptions,
} from './validation/validate-interchange.ts';
export { writeInterchange, X12Unwritable, type WriteOptions } from './writing/writer.ts';
export { unwrapped, wrapped, type LineBreak } from './writing/wrap.ts';
