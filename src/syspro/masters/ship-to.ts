import { compact } from '../../documents/compact.ts';
import type { Party } from '../../documents/party.ts';
import type { addressOf } from './address-lines.ts';

type Address = ReturnType<typeof addressOf>;

export interface ShipToChoice {
  /** The address the document itself states, blank or not. */
  readonly own: Address;
  /** What the document itself says of the party besides; it counts before what any master says. */
  readonly said: Pick<Party, 'code' | 'name' | 'store'>;
  /** The further ship-to address that the document names by its code (ArMultAddress). */
  readonly further: Party | undefined;
  /** The customer's usual one (ArCustomer). */
  readonly usual: Party | undefined;
}

/**
 * Where goods go: to the document's own address, where that is blank to the further ship-to address it names, and else to the customer's
 * usual one. Name and store are those of the further address, or the usual ones, where the document does not say them.
 */
export function chooseShipTo({ own, said, further, usual }: ShipToChoice): Party {
  return compact<Party>({
    ...(isStated(own) ? own : (further ?? usual ?? own)),
    code: said.code ?? usual?.code,
    name: said.name ?? further?.name ?? usual?.name,
    store: said.store ?? further?.store ?? usual?.store,
  });
}

/** Whether an address says anything. */
export function isStated({ street, ...rest }: Address): boolean {
  return street.length > 0 || Object.values(rest).some((text) => text !== undefined);
}
