import { Exact } from '../../documents/decimal.ts';
import { codeCell, freeCell, gap, literal, setting, type Cell, type Origin } from '../cells/source.ts';
import { mapped, missing, textCell } from '../cells/text-cell.ts';
import { header, shippedLines, type NoticeTranslation } from './context.ts';

/** TD5: the carrier, its mode and service, and the routing. */
export function addCarrier(t: NoticeTranslation): void {
  const { carrier } = t.profile;
  if (!carrier) return;
  const { notice } = t;
  const named: [string | undefined, Origin][] = [
    [notice.transport.carrier, header('carrier')],
    [notice.shippingInstructionsCode, header('ShippingInstrsCod')],
    [notice.shippingInstructions, header('ShippingInstrs')],
  ];
  const found = named.flatMap(([name = '', origin]) => {
    const code = name.trim() === '' ? undefined : mapped(carrier.codes, name);
    return code ? [{ ...code, origin }] : [];
  })[0];
  const own = notice.transport.carrier?.trim() ?? '';
  // A carrier that has the form of a SCAC is taken for one.
  const scac =
    found ??
    (carrier.qualifier === '2' && /^[A-Z]{2,4}$/.test(own)
      ? { scac: own, mode: carrier.mode, service: undefined, origin: header('carrier') }
      : undefined);
  if (!scac && carrier.whenMissing === 'refuse') {
    const [value = '', origin] = named.find(([name]) => (name?.trim() ?? '') !== '') ?? ['', header('carrier')];
    t.build.find(
      'ASN-CARRIER-UNMAPPED',
      origin,
      value === '' ? 'is empty, and the partner must have the carrier’s SCAC' : 'has no SCAC in the profile',
      'Fill it in SYSPRO, or add it under carrier.codes of the profile.',
      value === '' ? {} : { value },
    );
  }
  const routing = carrier.routing ? notice.shippingInstructions : undefined;
  const text = routing === undefined ? undefined : freeCell(routing, header('ShippingInstrs'));
  // TD501 to TD506 say how what else is in the segment goes; alone they say nothing (R0204050612).
  if (!scac && !t.build.hasText(text)) return;
  t.build.add('TD5', [
    literal(carrier.sequence, 'carrier.sequence'),
    scac && codeCell(carrier.qualifier, setting('carrier.qualifier')),
    scac && codeCell(scac.scac, scac.origin),
    scac?.mode === undefined ? undefined : codeCell(scac.mode, setting('carrier')),
    text,
    orderStatusCell(t),
    ...gap(5),
    scac?.service === undefined ? undefined : codeCell(scac.service, setting('carrier.codes')),
  ]);
}

/** TD506: whether all that was ordered on the lines shipped is shipped; undefined where the quantity ordered is not known. */
function orderStatusCell({ notice, profile }: NoticeTranslation): Cell | undefined {
  const status = profile.carrier?.orderStatus;
  const lines = shippedLines(notice);
  if (!status || lines.some(({ orderedQuantity }) => orderedQuantity === undefined)) return undefined;
  const complete = lines.every(({ quantity, orderedQuantity = '0' }) =>
    new Exact(quantity).greaterThanOrEqualTo(orderedQuantity),
  );
  return complete
    ? literal(status.complete, 'carrier.orderStatus.complete')
    : literal(status.partial, 'carrier.orderStatus.partial');
}

/** TD3: the trailer or container and its seal. */
export function addEquipment(t: NoticeTranslation): void {
  const { equipment } = t.profile;
  if (!equipment) return;
  const { trailer, seal } = t.notice.transport;
  if (trailer === undefined && seal === undefined) {
    if (equipment.whenMissing === 'refuse') missing(t, header('trailer'), 'equipment');
    return;
  }
  const [, initial, number] =
    (equipment.splitInitial ? /^([A-Za-z]{1,4})\s*(\d+)$/.exec(trailer ?? '') : undefined) ?? [];
  t.build.add('TD3', [
    codeCell(equipment.type, setting('equipment.type')),
    initial === undefined ? undefined : codeCell(initial, header('trailer')),
    trailer === undefined ? undefined : codeCell(number ?? trailer, header('trailer')),
    ...gap(5),
    seal === undefined ? undefined : codeCell(seal, header('seal')),
  ]);
}

/** TD4: special handling and hazardous materials. */
export function addSpecialHandling(t: NoticeTranslation): void {
  t.profile.specialHandling.forEach(({ code, hazard, description }, index) => {
    const at = `specialHandling.${index}`;
    const text = textCell(t, description, 'free', `${at}.description`);
    if (code === undefined && hazard === undefined && !t.build.hasText(text)) return;
    t.build.add('TD4', [
      literal(code, `${at}.code`),
      literal(hazard?.qualifier, `${at}.hazard.qualifier`),
      literal(hazard?.class, `${at}.hazard.class`),
      text,
    ]);
  });
}
