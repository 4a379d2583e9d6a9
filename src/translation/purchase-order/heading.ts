import type { ChargeLine, CommentLine } from '../../documents/commerce.ts';
import { Exact, type Amount } from '../../documents/decimal.ts';
import { addCharge } from '../segments/charges.ts';
import { addN9Notes, addStandardNote, commentsOf, refuseNotes } from '../segments/notes.ts';
import { addParties } from '../segments/parties.ts';
import { addDiscountTotal } from '../segments/prices.ts';
import { addContacts, addDates, addFob, addReferences } from '../segments/references.ts';
import { codeCell, gap, literal, setting } from '../cells/source.ts';
import { addTerms } from '../segments/terms.ts';
import { dateCell, mapped, missing, textCell, textCells, written } from '../cells/text-cell.ts';
import { detail, header, type OrderTranslation } from './context.ts';
import { orderDiscounts } from './line-price.ts';

/** BEG to the N1 loops, in the order of the 850's heading. */
export function addHeading(t: OrderTranslation, purpose: string): void {
  const { order, profile, build } = t;
  build.add('BEG', [
    codeCell(purpose, setting('purpose')),
    codeCell(profile.orderType, setting('orderType')),
    codeCell(written(order.purchaseOrder, profile.orderNumber), header('PurchaseOrder')),
    textCell(t, profile.releaseNumber, 'code', 'releaseNumber'),
    dateCell(order.orderDate, header('OrderEntryDate')),
    textCell(t, profile.contract, 'code', 'contract'),
    literal(profile.acknowledgementType, 'acknowledgementType'),
  ]);
  if (profile.currency !== undefined)
    build.add('CUR', [codeCell(profile.currency, setting('currency')), codeCell(order.currency, header('Currency'))]);
  addReferences(t, profile.references, 'references');
  addContacts(t, profile.contacts, 'contacts');
  addTax(t);
  addFob(t);
  profile.salesRequirements.forEach((requirement, index) =>
    build.add('CSH', [codeCell(requirement, setting(`salesRequirements.${index}`))]),
  );
  for (const line of order.lines) if (line.kind === 'freight' || line.kind === 'miscellaneous') addChargeLine(t, line);
  addDiscountTotal(t, profile.price, orderDiscounts(t), { computed: 'the discounts of the lines (price.discounts)' });
  addTerms(t, profile.terms, { code: order.paymentTerms, meaning: order.terms, origin: header('PaymentTerms') });
  addDates(t);
  addRouting(t);
  profile.specialHandling.forEach(({ code, description }, index) => {
    const at = `specialHandling.${index}`;
    build.add('TD4', [literal(code, `${at}.code`), ...gap(2), literal(description, `${at}.description`, 'free')]);
  });
  addMarks(t);
  profile.notes.standard.forEach((note, index) => addStandardNote(t, note, `notes.standard.${index}`));
  addNotes(t, commentsOf(order.lines), 'order');
  addParties(t, profile.parties, 'parties');
}

/** The amount a charge line adds to the order's total, or undefined when it is not sent. */
export function chargeAmount(t: OrderTranslation, line: ChargeLine): Amount | undefined {
  return typeof t.profile.charges[line.kind] === 'object' ? new Exact(line.amount) : undefined;
}

/** N9 and its text for comments, by the profile's policy. */
export function addNotes(t: OrderTranslation, comments: readonly CommentLine[], place: 'order' | 'line'): void {
  const policy = t.profile.notes[place];
  if (policy === 'omit' || policy === 'pid' || comments.length === 0) return;
  if (policy === 'refuse') refuseNotes(t, comments, `notes.${place}`, commentOrigin);
  else addN9Notes(t, comments, policy, `notes.${place}`, commentOrigin);
}

/** Where a comment of an order stands. */
export function commentOrigin(comment: CommentLine): ReturnType<typeof detail> {
  return detail('NComment', comment.line);
}

/** TD5: the shipping instructions as SCAC, mode and service, and the routing in words. */
function addRouting(t: OrderTranslation): void {
  const { carrier, routing } = t.profile;
  const words = textCell(t, routing, 'free', 'routing');
  const instructions = t.order.shippingInstructions ?? '';
  const known = carrier && mapped(carrier.codes, instructions);
  const at = `carrier.codes.${instructions.trim()}`;
  if (carrier && known?.scac === undefined && carrier.whenMissing === 'refuse')
    missing(t, header('ShippingInstrs'), 'carrier.codes');
  const cells = [
    known?.scac === undefined ? undefined : codeCell('2', setting(`${at}.scac`)),
    literal(known?.scac, `${at}.scac`),
    literal(known?.mode, `${at}.mode`) ?? literal(carrier?.mode, 'carrier.mode'),
    t.build.hasText(words) ? words : undefined,
    ...gap(6),
    literal(known?.service, `${at}.service`),
  ];
  // TD501 alone would name no carrier.
  if (cells.every((cell) => cell === undefined)) return;
  t.build.add('TD5', [literal(carrier?.sequence, 'carrier.sequence'), ...cells]);
}

function addMarks(t: OrderTranslation): void {
  t.profile.marks.forEach(({ qualifier, text }, index) => {
    for (const mark of textCells(t, text, 'code', `marks.${index}.text`))
      if (t.build.hasText(mark)) t.build.add('MAN', [codeCell(qualifier, setting(`marks.${index}.qualifier`)), mark]);
  });
}

function addTax({ profile: { tax }, order, build }: OrderTranslation): void {
  const status = order.taxStatus?.trim() ?? '';
  const code = tax && mapped(tax.codes, status);
  if (!tax || code === undefined) return;
  build.add('TAX', [codeCell(tax.id, setting('tax.id')), ...gap(10), codeCell(code, header('TaxStatus'))]);
}

function addChargeLine(t: OrderTranslation, line: ChargeLine): void {
  const policy = t.profile.charges[line.kind];
  if (policy === 'omit') return;
  addCharge(t, policy, {
    kind: line.kind,
    amount: new Exact(line.amount),
    description: line.description,
    origin: detail('NMscChargeValue', line.line),
    descriptionOrigin: detail('NComment', line.line),
  });
}
