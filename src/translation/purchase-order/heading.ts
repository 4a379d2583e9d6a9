import type { ChargeLine, CommentLine } from '../../documents/commerce.ts';
import { Exact, type Amount } from '../../documents/decimal.ts';
import { addAllowanceOrCharge, refuseCharge } from '../charges.ts';
import { commentsOf, refuseNotes } from '../notes.ts';
import { addParties } from '../parties.ts';
import { addContacts, addDates, addFob, addReferences } from '../references.ts';
import { codeCell, freeCell, gap, setting } from '../source.ts';
import { addTerms } from '../terms.ts';
import { dateCell, mapped, textCell, written } from '../text-cell.ts';
import { detail, header, type OrderTranslation } from './context.ts';

/** BEG to the N1 loops, in the order of the 850's heading. */
export function addHeading(t: OrderTranslation, purpose: string): void {
  const { order, profile, build } = t;
  build.add('BEG', [
    codeCell(purpose, setting('purpose')),
    codeCell(profile.orderType, setting('orderType')),
    codeCell(written(order.purchaseOrder, profile.orderNumber), header('PurchaseOrder')),
    undefined,
    dateCell(order.orderDate, header('OrderEntryDate')),
  ]);
  if (profile.currency !== undefined)
    build.add('CUR', [codeCell(profile.currency, setting('currency')), codeCell(order.currency, header('Currency'))]);
  addReferences(t, profile.references, 'references');
  addContacts(t, profile.contacts, 'contacts');
  addTax(t);
  addFob(t);
  for (const line of order.lines) if (line.kind === 'freight' || line.kind === 'miscellaneous') addCharge(t, line);
  addTerms(t, profile.terms, { code: order.paymentTerms, meaning: order.terms, origin: header('PaymentTerms') });
  addDates(t);
  const routing = textCell(t, profile.routing, 'free', 'routing');
  if (build.hasText(routing)) build.add('TD5', [...gap(4), routing]);
  addNotes(t, commentsOf(order.lines), 'order');
  addParties(t, profile.parties, 'parties');
}

/** The amount a charge line adds to the order's total, or undefined when it is not sent. */
export function chargeAmount(t: OrderTranslation, line: ChargeLine): Amount | undefined {
  return typeof t.profile.charges[line.kind] === 'object' ? new Exact(line.amount) : undefined;
}

/** N9 and MSG for comments, by the profile's policy. */
export function addNotes(t: OrderTranslation, comments: readonly CommentLine[], place: 'order' | 'line'): void {
  const policy = t.profile.notes[place];
  if (policy === 'omit' || policy === 'pid' || comments.length === 0) return;
  if (policy === 'refuse') {
    refuseNotes(t, comments, `notes.${place}`, commentOrigin);
    return;
  }
  const messages = comments.flatMap((comment) =>
    t.build.pieces(freeCell(comment.text, commentOrigin(comment)), 'MSG', 1),
  );
  if (messages.length === 0) return;
  t.build.add('N9', [
    codeCell(policy.n9, setting(`notes.${place}.n9`)),
    freeCell(policy.reference ?? 'NOTES', setting(`notes.${place}.reference`)),
  ]);
  for (const message of messages) t.build.add('MSG', [message]);
}

/** Where a comment of an order stands. */
export function commentOrigin(comment: CommentLine): ReturnType<typeof detail> {
  return detail('NComment', comment.line);
}

function addTax({ profile: { tax }, order, build }: OrderTranslation): void {
  const status = order.taxStatus?.trim() ?? '';
  const code = tax && mapped(tax.codes, status);
  if (!tax || code === undefined) return;
  build.add('TAX', [codeCell(tax.id, setting('tax.id')), ...gap(10), codeCell(code, header('TaxStatus'))]);
}

function addCharge(t: OrderTranslation, line: ChargeLine): void {
  const policy = t.profile.charges[line.kind];
  const origin = detail('NMscChargeValue', line.line);
  const amount = new Exact(line.amount);
  if (policy === 'omit' || amount.isZero()) return;
  if (policy === 'refuse') {
    refuseCharge(t, line.kind, amount, origin);
    return;
  }
  addAllowanceOrCharge(t, amount, {
    code: policy.code,
    codePath: `charges.${line.kind}.code`,
    handling: policy.handling,
    handlingPath: `charges.${line.kind}.handling`,
    origin,
    description:
      policy.description && line.description !== undefined
        ? freeCell(line.description, detail('NComment', line.line))
        : undefined,
  });
}
