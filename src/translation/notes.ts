import type { CommentLine } from '../documents/commerce.ts';
import { pidType } from './goods.ts';
import type { Translation } from './text-cell.ts';
import { codeCell, freeCell, setting, type Origin } from './source.ts';

/** A comment's place in SYSPRO. */
export type CommentOrigin = (comment: CommentLine) => Origin;

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
): void {
  for (const comment of comments) {
    for (const piece of t.build.pieces(freeCell(comment.text, origin(comment)), 'PID', 5))
      t.build.add('PID', [codeCell('F', setting(path)), ...pidType(undefined), piece]);
  }
}
