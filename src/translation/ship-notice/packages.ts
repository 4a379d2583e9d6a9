import { Exact, type Amount } from '../../documents/decimal.ts';
import { addParties } from '../segments/parties.ts';
import { addReferences } from '../segments/references.ts';
import type { Field } from '../cells/text-cell.ts';
import type { Carton } from './cartons.ts';
import { packageOrigin, shippedLines, type NoticeTranslation } from './context.ts';
import { addLading, cartonsIn } from './lading.ts';
import { addCartonMarks, addPalletMarks } from './marks.ts';
import { addMeasures } from './measures.ts';
import { orderFields } from './orders.ts';
import { addPackQuantity } from './pack-quantity.ts';
import type { Portion } from './portions.ts';
import { netWeightOf, sumOfWeights } from './weights.ts';

/**
 * What is wrong with the cartons as a whole: an empty one, one that holds what is not shipped, one on no pallet where the partner
 * must have pallets, and lines of which not exactly what is shipped is in cartons.
 * @param structure the levels that are told
 */
export function checkPackages(t: NoticeTranslation, structure: string): void {
  const lines = new Map(shippedLines(t.notice).map((line) => [line.line, line]));
  const packed = new Map<number, Amount>();
  const find = (code: string, carton: Carton, message: string): void => {
    const value = carton.sscc === undefined ? {} : { value: carton.sscc };
    t.build.find(code, packageOrigin(carton.index), message, 'Correct it where the packages come from.', value);
  };
  const mustStand = structure.includes('T') && structure.includes('P') && t.profile.pallets.whenMissing === 'refuse';
  for (const carton of t.cartons) {
    if (carton.contents.length === 0) find('ASN-PACKAGE-EMPTY', carton, 'holds nothing');
    if (mustStand && carton.onPallet === undefined)
      find('ASN-PACKAGE-PALLET', carton, 'stands on no pallet, and the partner must have it (pallets.whenMissing)');
    for (const { line, quantity } of carton.contents) {
      if (!lines.has(line))
        find('ASN-PACKAGE-LINE', carton, `holds line ${line}, which the dispatch note does not have`);
      packed.set(line, (packed.get(line) ?? new Exact(0)).plus(quantity));
    }
  }
  for (const line of lines.values()) {
    const inCartons = packed.get(line.line) ?? new Exact(0);
    if (inCartons.equals(line.quantity)) continue;
    t.build.find(
      'ASN-PACKAGE-QUANTITY',
      { table: 'MdnDetail', column: 'MQtyToDispatch', line: line.line },
      `is ${line.quantity} where the packages hold ${inCartons.toFixed()}`,
      'Correct it in SYSPRO, or where the packages come from.',
      { value: line.quantity },
    );
  }
}

/** The segments of a pack level: PO4, MEA, TD1, REF, MAN and N1, in the order of an HL loop. */
export function addCarton(t: NoticeTranslation, portions: readonly Portion[]): void {
  const cartons = cartonsIn(portions);
  addPackQuantity(t, 'pack', portions);
  addMeasures(t, 'packageMeasures', {
    weight: () => {
      const amount = sumOfWeights(cartons.map((carton) => carton.weight));
      return amount && { amount, origin: packageOrigin(cartons[0]?.index ?? 0) };
    },
    netWeight: () => netWeightOf(t, portions),
  });
  addLading(t, 'P', portions);
  const inPackage = { ...t, fields: { ...t.fields, ...orderFields(portions), ...packageFields(cartons) } };
  addReferences(inPackage, t.profile.packageReferences, 'packageReferences');
  addCartonMarks(t, cartons, portions);
  addParties(inPackage, t.profile.packageParties, 'packageParties');
}

/** The segments of a tare level: TD1 and MAN. */
export function addPallet(t: NoticeTranslation, portions: readonly Portion[]): void {
  addLading(t, 'T', portions);
  const pallet = portions[0]?.pallet;
  if (pallet) addPalletMarks(t, pallet);
}

function packageFields(cartons: readonly Carton[]): Readonly<Record<string, Field>> {
  const origin = packageOrigin(cartons[0]?.index ?? 0);
  return {
    'package.sscc': { texts: cartons.map(({ sscc }) => sscc), origin },
    'package.trackingNumber': { texts: cartons.map(({ trackingNumber }) => trackingNumber), origin },
    'package.kind': { texts: [cartons[0]?.kind], origin },
    'package.pallet': { texts: [cartons[0]?.onPallet], origin },
  };
}
