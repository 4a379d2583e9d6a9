import type { CompanyConfig, Config } from '../config.ts';

/** A SYSPRO operator with the companies it reads: one session, one lock, one task queue. */
export interface Operator {
  readonly name: string;
  readonly companies: readonly CompanyConfig[];
}

/** The operators of a configuration, in the order of their first companies. */
export function operatorsOf({ companies }: Pick<Config, 'companies'>): Operator[] {
  const byName = Map.groupBy(companies, ({ syspro }) => syspro.enet.operator);
  return [...byName].map(([name, ofOperator]) => ({ name, companies: ofOperator }));
}
