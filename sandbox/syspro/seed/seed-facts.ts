import type { NumberStyle } from '../numbering.ts';
import type { Scenario } from '../scenarios.ts';

/** What a company's data was made from. */
export interface SeedFacts {
  readonly seed: number;
  /** The day the company was seeded; the dates of its records are spread over the 60 days before. */
  readonly seededOn: string;
  readonly orders: number;
  readonly invoices: number;
  readonly dispatchNotes: number;
  readonly numberStyle: NumberStyle;
  readonly scenarios: readonly Scenario[];
}
