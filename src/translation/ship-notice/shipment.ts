import { addParties } from '../segments/parties.ts';
import { addContacts, addDates, addFob, addReferences } from '../segments/references.ts';
import type { NoticeTranslation } from './context.ts';
import { addShipmentLading } from './lading.ts';
import { addMeasures } from './measures.ts';
import type { Portion } from './portions.ts';
import { addCarrier, addEquipment, addSpecialHandling } from './transport.ts';
import { loadOf, netWeightOf } from './weights.ts';

/** The shipment's own segments: MEA, TD1, TD5, TD3, TD4, REF, PER, DTM, FOB and N1, in the order of an HL loop. */
export function addShipment(t: NoticeTranslation, portions: readonly Portion[]): void {
  const load = loadOf(t);
  addMeasures(t, 'measures', {
    weight: () => load.weight,
    netWeight: () => netWeightOf(t, portions),
    volume: () => load.volume,
    packageCount: () => load.count,
  });
  addShipmentLading(t, portions);
  addCarrier(t);
  addEquipment(t);
  addSpecialHandling(t);
  addReferences(t, t.profile.references, 'references');
  addContacts(t, t.profile.contacts, 'contacts');
  addDates(t);
  addFob(t);
  addParties(t, t.profile.parties, 'parties');
}
