import { Exact, textOfDecimal } from '../../documents/decimal.ts';
import type { LadingLevel } from '../../partners/index.ts';
import { decimalText } from '../cells/numbers.ts';
import { codeCell, gap, literal, setting, type Cell, type Origin } from '../cells/source.ts';
import { mapped, missing } from '../cells/text-cell.ts';
import { palletsOf, type Carton } from './cartons.ts';
import { header, packageOrigin, type NoticeTranslation } from './context.ts';
import type { Portion } from './portions.ts';
import { loadOf, netWeightOf, sumOfWeights, type Measured } from './weights.ts';

/** TD1 of the shipment: packages by kind, gross and net weight, volume, and the number of pallets. */
export function addShipmentLading(t: NoticeTranslation, portions: readonly Portion[]): void {
  const { lading } = t.profile;
  if (!lading?.at.includes('S')) return;
  const { cartons } = t;
  const { count, weight, volume } = loadOf(t);
  if (!count && lading.count === 'refuse') missing(t, header('number of packages'), 'lading.count');
  if (!weight && lading.weight === 'refuse') missing(t, header('weight'), 'lading.weight');
  addPackaging(t, { cartons, count, weight, volume });
  const pallets = new Set(palletsOf(t.notice, cartons, true).values());
  if (lading.palletKind !== undefined && pallets.size > 0) {
    const counted = codeCell(String(pallets.size), { computed: 'the number of pallets' });
    t.build.add('TD1', [literal(lading.palletKind, 'lading.palletKind'), counted]);
  }
  addNetWeight(t, portions);
}

/** TD1 of an order, a pallet or a carton, where the profile has one there. */
export function addLading(t: NoticeTranslation, at: Exclude<LadingLevel, 'S'>, portions: readonly Portion[]): void {
  if (!t.profile.lading?.at.includes(at)) return;
  const cartons = cartonsIn(portions);
  const pallet = portions[0]?.pallet;
  const [first] = cartons;
  const summed = sumOfWeights(cartons.map((carton) => carton.weight));
  const own: Measured | undefined =
    at === 'T' && pallet?.record?.weight !== undefined
      ? { amount: new Exact(pallet.record.weight), origin: packageOrigin(pallet.index) }
      : summed && { amount: summed, origin: at === 'P' && first ? packageOrigin(first.index) : sumOrigin };
  const counted: Measured | undefined =
    cartons.length === 0
      ? undefined
      : { amount: new Exact(cartons.length), origin: { computed: `the number of packages of this level` } };
  addPackaging(t, { cartons, count: counted, weight: own });
  addNetWeight(t, portions);
}

const sumOrigin: Origin = { computed: 'the sum of the packages’ weights' };

interface Load {
  readonly cartons: readonly Carton[];
  readonly count: Measured | undefined;
  readonly weight: Measured | undefined;
  readonly volume?: Measured | undefined;
}

function addPackaging(t: NoticeTranslation, load: Load): void {
  const kinds = [...Map.groupBy(load.cartons, ({ kind }) => packagingCell(t, kind)?.text).values()];
  if (t.profile.lading?.perKind !== true || kinds.length < 2) {
    addTd1(t, load);
    return;
  }
  // Together they weigh what the shipment does only if each is known: else the first says it for all.
  const weights = kinds.map((cartons) => sumOfWeights(cartons.map(({ weight }) => weight)));
  const all = weights.every((weight) => weight !== undefined);
  kinds.forEach((cartons, index) => {
    const amount = weights[index];
    addTd1(t, {
      cartons,
      count: { amount: new Exact(cartons.length), origin: { computed: 'the number of packages of this kind' } },
      weight: all && amount ? { amount, origin: sumOrigin } : index === 0 ? load.weight : undefined,
      volume: index === 0 ? load.volume : undefined,
    });
  });
}

function addTd1(t: NoticeTranslation, { cartons, count, weight, volume }: Load): void {
  t.build.add('TD1', [
    // TD101 says of what there are TD102 (C0102).
    count && packagingCell(t, cartons[0]?.kind),
    count && codeCell(textOfDecimal(count.amount), count.origin),
    ...gap(3),
    ...weightCells(t, weight, 'G'),
    volume && codeCell(decimalText(volume.amount, t.profile.numbers.weight), volume.origin),
    volume && literal(t.profile.lading?.volumeUnit, 'lading.volumeUnit'),
  ]);
}

function addNetWeight(t: NoticeTranslation, portions: readonly Portion[]): void {
  if (t.profile.lading?.net !== true) return;
  const net = netWeightOf(t, portions);
  if (net) t.build.add('TD1', [...gap(5), ...weightCells(t, net, 'N')]);
}

/** TD101 of a kind of packaging; undefined where it is neither mapped nor said for all. */
function packagingCell({ profile: { lading } }: NoticeTranslation, kind: string | undefined): Cell | undefined {
  const code = kind === undefined ? undefined : lading && mapped(lading.kinds, kind);
  return code === undefined ? literal(lading?.kind, 'lading.kind') : codeCell(code, setting(`lading.kinds.${kind}`));
}

/** TD106 to TD108. */
function weightCells(t: NoticeTranslation, weight: Measured | undefined, kind: 'G' | 'N'): (Cell | undefined)[] {
  if (!weight) return gap(3);
  return [
    codeCell(kind, { computed: kind === 'G' ? 'the gross weight' : 'the net weight' }),
    weightCell(t, weight),
    literal(t.profile.lading?.weightUnit, 'lading.weightUnit'),
  ];
}

/** A weight in the partner's unit: converted and rounded as the profile says. */
export function weightCell({ profile: { lading, numbers } }: NoticeTranslation, { amount, origin }: Measured): Cell {
  const factor = lading?.weightFactor;
  const form = numbers.weight;
  const converted = factor === undefined ? amount : amount.times(factor);
  return codeCell(decimalText(converted.toDecimalPlaces(form.decimals, Exact.ROUND_HALF_UP), form), origin);
}

/** The cartons that hold portions, each once. */
export function cartonsIn(portions: readonly Portion[]): Carton[] {
  const byIndex = new Map(portions.flatMap(({ carton }) => (carton ? [[carton.index, carton] as const] : [])));
  return [...byIndex.values()];
}
