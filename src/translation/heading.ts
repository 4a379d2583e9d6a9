import { Exact } from '../documents/decimal.ts';
import type { ChargeLine, CommentLine, PurchaseOrder } from '../documents/purchase-order.ts';
import { written, textCell, type Translation } from './header-text.ts';
import { addParties } from './parties.ts';
import { codeCell, detail, freeCell, header, setting, type Cell } from './source.ts';

/** BEG to the N1 loops, in the order of the 850's heading. */
export function addHeading(t: Translation, purpose: string): void {
  const { order, profile, build } = t;
  build.add('BEG', [
    codeCell(purpose, setting('purpose')),
    codeCell(profile.orderType, setting('orderType')),
    codeCell(written(order.purchaseOrder, profile.orderNumber), header('PurchaseOrder')),
    undefined,
    dateCell(order.orderDate, 'OrderEntryDate'),
  ]);
  if (profile.currency !== undefined)
    build.add('CUR', [codeCell(profile.currency, setting('currency')), codeCell(order.currency, header('Currency'))]);
  addReferences(t);
  addContacts(t);
  if (profile.fob) {
    const { payment, location, description } = profile.fob;
    build.add('FOB', [
      codeCell(payment, setting('fob.payment')),
      literal(location, 'fob.location'),
      literal(description, 'fob.description', 'free'),
    ]);
  }
  for (const line of order.lines) if (line.kind === 'freight' || line.kind === 'miscellaneous') addCharge(t, line);
  addTerms(t);
  addDates(t);
  const routing = textCell(t, profile.routing, 'free', 'routing');
  if (build.hasText(routing)) build.add('TD5', [undefined, undefined, undefined, undefined, routing]);
  addOrderNotes(t);
  addParties(t);
}

/** The amount a charge line adds to the order's total, or undefined when it is not sent. */
export function chargeAmount(t: Translation, line: ChargeLine): InstanceType<typeof Exact> | undefined {
  return typeof t.profile.charges[line.kind] === 'object' ? new Exact(line.amount) : undefined;
}

/** The comments of one line, or of the whole order: those that belong to no line of goods. */
export function commentsOf(order: PurchaseOrder, line?: number): CommentLine[] {
  const comments = order.lines.flatMap((one) => (one.kind === 'comment' ? [one] : []));
  if (line !== undefined) return comments.filter((comment) => comment.forLine === line);
  const goods = new Set(
    order.lines.flatMap((one) => (one.kind === 'stocked' || one.kind === 'non-stocked' ? [one.line] : [])),
  );
  return comments.filter((comment) => comment.forLine === undefined || !goods.has(comment.forLine));
}

/** N9 and MSG for comments, by the profile's policy. */
export function addNotes(t: Translation, comments: readonly CommentLine[], place: 'order' | 'line'): void {
  const policy = t.profile.notes[place];
  if (policy === 'omit' || policy === 'pid' || comments.length === 0) return;
  if (policy === 'refuse') {
    for (const comment of comments) {
      t.build.find(
        'PO-NOTE-REFUSED',
        detail('NComment', comment.line),
        'is a comment, and the profile refuses comments',
        `Remove it in SYSPRO, or change notes.${place} in the profile.`,
        {
          value: comment.text.slice(0, 80),
        },
      );
    }
    return;
  }
  const messages = comments.flatMap((comment) =>
    t.build.pieces(freeCell(comment.text, detail('NComment', comment.line)), 'MSG', 1),
  );
  if (messages.length === 0) return;
  t.build.add('N9', [
    codeCell(policy.n9, setting(`notes.${place}.n9`)),
    freeCell(policy.reference ?? 'NOTES', setting(`notes.${place}.reference`)),
  ]);
  for (const message of messages) t.build.add('MSG', [message]);
}

/** CCYYMMDD of a calendar date of the header. */
function dateCell(date: string | undefined, column: string): Cell | undefined {
  return date === undefined ? undefined : codeCell(x12Date(date), header(column));
}

/** A calendar date as X12 writes it. */
export function x12Date(date: string): string {
  return date.replaceAll('-', '');
}

function literal(value: string | undefined, path: string, kind: Cell['kind'] = 'code'): Cell | undefined {
  return value === undefined ? undefined : { text: value, kind, origin: setting(path) };
}

function addReferences(t: Translation): void {
  t.profile.references.forEach(({ qualifier, text, description }, index) => {
    const path = `references.${index}`;
    const value = textCell(t, text, 'code', `${path}.text`);
    if (!t.build.hasText(value)) return;
    t.build.add('REF', [
      codeCell(qualifier, setting(`${path}.qualifier`)),
      value,
      literal(description, `${path}.description`, 'free'),
    ]);
  });
}

function addContacts(t: Translation): void {
  t.profile.contacts.forEach((contact, index) => {
    const path = `contacts.${index}`;
    const name = textCell(t, contact.name, 'free', `${path}.name`);
    const numbers = contact.numbers.flatMap(({ qualifier, number }, n) => [
      codeCell(qualifier, setting(`${path}.numbers.${n}.qualifier`)),
      codeCell(number, setting(`${path}.numbers.${n}.number`)),
    ]);
    if (!t.build.hasText(name) && numbers.length === 0) return;
    t.build.add('PER', [codeCell(contact.function, setting(`${path}.function`)), name, ...numbers]);
  });
}

function addTerms(t: Translation): void {
  const { profile, order, build } = t;
  const code = order.paymentTerms?.trim() ?? '';
  if (!profile.terms || code === '') return;
  const key = Object.keys(profile.terms.codes).find((known) => known.trim() === code);
  const terms = key === undefined ? undefined : profile.terms.codes[key];
  if (!terms) {
    if (profile.terms.unmapped === 'omit') return;
    build.find(
      'PO-TERMS-UNMAPPED',
      header('PaymentTerms'),
      'has no X12 terms in the profile',
      `Add ${JSON.stringify(code)} under terms.codes of the profile.`,
      { value: code },
    );
    return;
  }
  const at = (field: string): string => `terms.codes.${code}.${field}`;
  const days = (value: number | undefined, field: string): Cell | undefined => literal(value?.toString(), at(field));
  build.add('ITD', [
    literal(terms.type, at('type')),
    literal(terms.basis, at('basis')),
    terms.discountPercent === undefined
      ? undefined
      : codeCell(new Exact(terms.discountPercent).toFixed(), setting(at('discountPercent'))),
    undefined,
    days(terms.discountDays, 'discountDays'),
    undefined,
    days(terms.netDays, 'netDays'),
    ...Array.from({ length: 4 }, () => undefined),
    literal(terms.description, at('description'), 'free'),
  ]);
}

function addDates({ profile, order, build }: Translation): void {
  for (const [index, { qualifier, source, whenMissing }] of profile.dates.entries()) {
    const column = source === 'orderDate' ? 'OrderEntryDate' : 'OrderDueDate';
    const date = dateCell(order[source], column);
    if (date) build.add('DTM', [codeCell(qualifier, setting(`dates.${index}.qualifier`)), date]);
    else if (whenMissing === 'refuse') {
      build.find(
        'PO-FIELD-MISSING',
        header(column),
        'is empty, and the partner must have it',
        'Fill it in SYSPRO, or change dates in the profile.',
      );
    }
  }
}

function addOrderNotes(t: Translation): void {
  addNotes(t, commentsOf(t.order), 'order');
}

function addCharge(t: Translation, line: ChargeLine): void {
  const policy = t.profile.charges[line.kind];
  const origin = detail('NMscChargeValue', line.line);
  const amount = new Exact(line.amount);
  if (policy === 'omit' || amount.isZero()) return;
  if (policy === 'refuse') {
    t.build.find(
      'PO-CHARGE-REFUSED',
      origin,
      `is a ${line.kind} charge, and the profile has no code for it`,
      `Set charges.${line.kind} in the profile.`,
      { value: line.amount },
    );
    return;
  }
  const cents = amount.abs().times(100);
  if (!cents.isInteger()) {
    t.build.find(
      'PO-CHARGE-DECIMALS',
      origin,
      'has more than two decimals, which SAC05 cannot carry',
      'Correct the amount in SYSPRO.',
      { value: line.amount },
    );
    return;
  }
  const path = `charges.${line.kind}`;
  // An allowance carries its amount without a sign: A says that it is taken off.
  t.build.add('SAC', [
    codeCell(amount.isNegative() ? 'A' : 'C', origin),
    codeCell(policy.code, setting(`${path}.code`)),
    undefined,
    undefined,
    codeCell(cents.toFixed(), origin),
    ...Array.from({ length: 6 }, () => undefined),
    literal(policy.handling, `${path}.handling`),
    undefined,
    undefined,
    policy.description && line.description !== undefined
      ? freeCell(line.description, detail('NComment', line.line))
      : undefined,
  ]);
}
