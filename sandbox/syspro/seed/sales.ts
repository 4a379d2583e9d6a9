import { customers, type SeedCustomer } from './customers.ts';
import { pickCustomer, type DealMaker } from './deal-maker.ts';
import { deals, type DealKind, type DealName } from './deals.ts';

/** How many records of each kind to make. */
export interface SalesCounts {
  readonly dispatchNotes: number;
  readonly invoices: number;
}

/** The deals of a company's scenarios. */
function dealsOf(maker: DealMaker): DealKind[] {
  const all: readonly DealKind[] = Object.values(deals);
  return all.filter(({ scenario }) => scenario === undefined || maker.world.has(scenario));
}

/** The day of a deal, and when it is posted where that is later. */
export interface DealDay {
  readonly date: string;
  readonly postedOn?: string;
}

/**
 * Makes exactly so many dispatch notes and invoices, each kind of deal as often as is usual, and with `each` every kind
 * at least once where the numbers allow it.
 *
 * @param dayOf the day of the next deal
 */
export function makeSales(maker: DealMaker, counts: SalesCounts, dayOf: () => DealDay, each: boolean): void {
  const { random, world } = maker;
  const kinds = dealsOf(maker);
  const left = { ...counts };
  const make = (kind: DealKind, customer?: SeedCustomer): void => {
    left.dispatchNotes -= kind.dispatchNotes;
    left.invoices -= kind.invoices;
    const day = dayOf();
    kind.make(maker, {
      customer: customer ?? pickCustomer(random, customers, world.has('foreign')),
      ...day,
      paid: world.has('receipts') && day.date < maker.today && random.chance(0.3),
    });
  };
  const fits = (kind: DealKind): boolean => kind.dispatchNotes <= left.dispatchNotes && kind.invoices <= left.invoices;
  if (each) {
    // Twice, for two customers: numbers that repeat need two of them.
    for (const customer of customers.slice(1, 3))
      for (const kind of kinds.filter(fits)) if (fits(kind)) make(kind, customer);
  }
  while (left.dispatchNotes > 0 || left.invoices > 0) {
    make(random.weighted(kinds.filter(fits).map((kind) => [kind, kind.weight])));
  }
}

export function isDealName(name: string): name is DealName {
  return Object.hasOwn(deals, name);
}
