export { answerLines } from './answer-words.ts';
export { annotate, type AnnotatedElement, type AnnotatedSegment, type Annotation } from './annotate.ts';
export { annotationLines, findingLine } from './annotation-lines.ts';
