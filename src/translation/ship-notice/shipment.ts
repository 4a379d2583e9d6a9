import { Exact } from '../../documents/decimal.ts';
import { addParties } from '../parties.ts';
import { addContacts, addDates, addFob, addReferences } from '../references.ts';
import { codeCell, freeCell, gap, literal, setting, type Cell, type Origin } from '../source.ts';
import { mapped, missing } from '../text-cell.ts';
import { header, type NoticeTranslation } from './context.ts';
import { cartonsOf } from './packages.ts';

/** The shipment's own segments: TD1, TD5, TD3, REF, PER, DTM, FOB and N1, in the order of an HL loop. */
export function addShipment(t: NoticeTranslation): void {
  addLading(t);
  addCarrier(t);
  addEquipment(t);
  addReferences(t, t.profile.references, 'references');
  addContacts(t, t.profile.contacts, 'contacts');
  addDates(t);
  addFob(t);
  addParties(t, t.profile.parties, 'parties');
}

/** TD101 of a kind of packaging; undefined where it is neither mapped nor said for all. */
export function packagingCell({ profile: { lading } }: NoticeTranslation, kind: string | undefined): Cell | undefined {
  const code = kind === undefined ? undefined : lading && mapped(lading.kinds, kind);
  return code === undefined ? literal(lading?.kind, 'lading.kind') : codeCell(code, setting(`lading.kinds.${kind}`));
}

function addLading(t: NoticeTranslation): void {
  const { lading } = t.profile;
  if (!lading) return;
  const { transport } = t.notice;
  const cartons = cartonsOf(t.notice);
  const counted: [string, Origin] | undefined =
    transport.packageCount !== undefined
      ? [new Exact(transport.packageCount).toFixed(), header('number of packages')]
      : cartons.length > 0
        ? [String(cartons.length), { computed: 'the number of packages' }]
        : undefined;
  if (!counted && lading.count === 'refuse') missing(t, header('number of packages'), 'lading.count');
  const weight = transport.weight ?? weightOf(cartons.map(({ weight }) => weight));
  if (weight === undefined && lading.weight === 'refuse') missing(t, header('weight'), 'lading.weight');
  const [kind] = new Set(cartons.map((carton) => carton.kind));
  const weightOrigin: Origin =
    transport.weight === undefined ? { computed: 'the sum of the packages’ weights' } : header('weight');
  const volume = lading.volumeUnit === undefined ? undefined : transport.volume;
  t.build.add('TD1', [
    // TD101 says of what there are TD102 (C0102).
    counted && packagingCell(t, kind),
    counted && codeCell(...counted),
    ...gap(3),
    ...weightCells(t, weight, weightOrigin),
    volume === undefined ? undefined : codeCell(new Exact(volume).toFixed(), header('volume')),
    volume === undefined ? undefined : literal(lading.volumeUnit, 'lading.volumeUnit'),
  ]);
}

/** TD106 to TD108 of a gross weight. */
export function weightCells(
  { profile: { lading } }: NoticeTranslation,
  weight: string | undefined,
  origin: Origin,
): (Cell | undefined)[] {
  if (weight === undefined) return gap(3);
  return [
    codeCell('G', { computed: 'the gross weight' }),
    codeCell(new Exact(weight).toFixed(), origin),
    literal(lading?.weightUnit, 'lading.weightUnit'),
  ];
}

/** The sum of weights where all are known. */
function weightOf(weights: readonly (string | undefined)[]): string | undefined {
  const known = weights.filter((weight) => weight !== undefined);
  if (known.length === 0 || known.length < weights.length) return undefined;
  return known.reduce((sum, weight) => sum.plus(weight), new Exact(0)).toFixed();
}

function addCarrier(t: NoticeTranslation): void {
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
    found ?? (/^[A-Z]{2,4}$/.test(own) ? { scac: own, mode: carrier.mode, origin: header('carrier') } : undefined);
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
  t.build.add('TD5', [
    undefined,
    scac && codeCell('2', { computed: 'TD503 is a SCAC' }),
    scac && codeCell(scac.scac, scac.origin),
    scac?.mode === undefined ? undefined : codeCell(scac.mode, setting('carrier')),
    routing === undefined ? undefined : freeCell(routing, header('ShippingInstrs')),
  ]);
}

function addEquipment(t: NoticeTranslation): void {
  const { equipment } = t.profile;
  if (!equipment) return;
  const { trailer, seal } = t.notice.transport;
  if (trailer === undefined && seal === undefined) {
    if (equipment.whenMissing === 'refuse') missing(t, header('trailer'), 'equipment');
    return;
  }
  t.build.add('TD3', [
    codeCell(equipment.type, setting('equipment.type')),
    undefined,
    trailer === undefined ? undefined : codeCell(trailer, header('trailer')),
    ...gap(5),
    seal === undefined ? undefined : codeCell(seal, header('seal')),
  ]);
}
