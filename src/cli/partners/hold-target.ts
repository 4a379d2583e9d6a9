import { documentTypes, isDocumentType } from '../../documents/document-key.ts';
import type { Hold, HoldTarget } from '../../ledger/holds.ts';
import { CannotRun } from '../exit-code.ts';

/** Whom `partners hold` and `partners release` are about. @throws CannotRun where that is not said, or not understood */
export function holdTarget(partner: string | undefined, type: string | undefined): HoldTarget {
  if (partner === undefined) throw new CannotRun('name the partner');
  if (type === undefined) return { partner };
  if (!isDocumentType(type)) throw new CannotRun(`the type is one of ${documentTypes.join(', ')}`);
  return { partner, type };
}

/** A hold in a few words. */
export function holdText({ partner, type, reason, heldBy, heldAt }: Hold): string {
  return `${partner}${type === null ? '' : `, ${type}`} is on hold since ${heldAt.toISOString()} by ${heldBy} (${reason})`;
}
