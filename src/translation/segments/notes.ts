import type { CommentLine } from '../../documents/commerce.ts';
import type { N9Note, NoteLimits, StandardNote } from '../../partners/index.ts';
import { pidType } from './goods.ts';
import type { Translation } from '../cells/text-cell.ts';
import { codeCell, freeCell, gap, setting, type Cell, type Origin } from '../cells/source.ts';

/** A comment's place in SYSPRO. */
type CommentOrigin = (comment: CommentLine) => Origin;

/** The comments of one line, or of the whole document: those that belong to no line of goods. */
export function commentsOf(
  lines: readonly { readonly kind: string; readonly line: number }[],
  line?: number,
): CommentLine[] {
  const comments = lines.filter((one): one is CommentLine => one.kind === 'comment');
  if (line !== undefined) return comments.filter((comment) => comment.forLine === line);
  const goods = new Set(
    lines.flatMap((one) => (one.kind === 'stocked' || one.kind === 'non-stocked' ? [one.line] : [])),
  );
  return comments.filter((comment) => comment.forLine === undefined || !goods.has(comment.forLine));
}

/** The findings of a profile that refuses comments. @param path the setting that does */
export function refuseNotes(
  t: Translation,
  comments: readonly CommentLine[],
  path: string,
  origin: CommentOrigin,
): void {
  for (const comment of comments) {
    t.build.find(
      t.codes.noteRefused,
      origin(comment),
      'is a comment, and the profile refuses comments',
      `Remove it in SYSPRO, or change ${path} in the profile.`,
      { value: comment.text.slice(0, 80) },
    );
  }
}

/** PID*F of comments, in pieces that fit. @param path the setting that asks for it */
export function addPidNotes(
  t: Translation,
  comments: readonly CommentLine[],
  path: string,
  origin: CommentOrigin,
  limits: NoteLimits = unlimited,
): void {
  for (const piece of notePieces(t, comments, { id: 'PID', element: 5, path, origin, limits }))
    t.build.add('PID', [codeCell('F', setting(path)), ...pidType(undefined), piece]);
}

/** N9 and the comments below it: MSG, or MTX where the release's guide has that. @param path the setting that asks for it */
export function addN9Notes(
  t: Translation,
  comments: readonly CommentLine[],
  note: N9Note,
  path: string,
  origin: CommentOrigin,
): void {
  const { id, element } = textSegment(t);
  addN9(t, note, path, notePieces(t, comments, { id, element, path, origin, limits: note }));
}

/** N9 and a text that every document has. @param path the setting that holds it */
export function addStandardNote(t: Translation, note: StandardNote, path: string): void {
  const { id, element } = textSegment(t);
  const lines = note.lines.flatMap((line) => t.build.pieces(freeCell(line, setting(`${path}.lines`)), id, element));
  addN9(t, note, path, lines);
}

function addN9(
  t: Translation,
  { n9, reference }: Pick<N9Note, 'n9' | 'reference'>,
  path: string,
  lines: readonly Cell[],
): void {
  if (lines.length === 0) return;
  const { id, element } = textSegment(t);
  t.build.add('N9', [
    codeCell(n9, setting(`${path}.n9`)),
    freeCell(reference ?? 'NOTES', setting(`${path}.reference`)),
  ]);
  for (const line of lines) t.build.add(id, [...gap(element - 1), line]);
}

/** Where the text of an N9 loop stands: MSG01, or MTX02 from release 004030 on. */
function textSegment(t: Translation): { readonly id: 'MSG' | 'MTX'; readonly element: number } {
  return t.build.loopHas('N9', 'MSG') ? { id: 'MSG', element: 1 } : { id: 'MTX', element: 2 };
}

const unlimited: NoteLimits = { join: false, overflow: 'refuse' };

/** Comments in pieces that fit an element, and no more of them than the partner takes. */
export function notePieces(
  t: Translation,
  comments: readonly CommentLine[],
  {
    id,
    element,
    path,
    origin,
    limits,
  }: {
    readonly id: string;
    readonly element: number;
    /** The setting that asks for them. */
    readonly path: string;
    readonly origin: CommentOrigin;
    readonly limits: NoteLimits;
  },
): Cell[] {
  const [first] = comments;
  if (!first) return [];
  const texts = limits.join
    ? [freeCell(comments.map(({ text }) => text.trim()).join(' '), origin(first))]
    : comments.map((comment) => freeCell(comment.text, origin(comment)));
  const pieces = texts.flatMap((text) => t.build.pieces(text, id, element));
  const max = limits.maxLines ?? Infinity;
  const beyond = pieces[max];
  if (!beyond) return pieces;
  const cut = limits.overflow === 'cut';
  t.build.find(
    t.codes.noteLines,
    beyond.origin,
    `is beyond the ${max} lines of comments the partner takes (${pieces.length} in all)${cut ? ', and was left out' : ''}`,
    `Shorten the comments in SYSPRO, or change ${path}.maxLines, ${path}.join or ${path}.overflow in the profile.`,
    { value: beyond.text.slice(0, 80), ...(cut ? { severity: 'warning' as const } : {}) },
  );
  return pieces.slice(0, max);
}
