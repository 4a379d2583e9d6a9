import type { Row } from '../database.ts';

/** A sales branch of the manufacturer, and the warehouse it sells from. */
export interface SeedBranch {
  readonly branch: string;
  readonly description: string;
  readonly warehouse: string;
}

export const branches: readonly SeedBranch[] = [
  { branch: '301', description: 'Midwest Sales', warehouse: 'D1' },
  { branch: '302', description: 'Southern Sales', warehouse: 'D2' },
  { branch: '303', description: 'Western Sales', warehouse: 'D3' },
];

/** Their SalBranch rows. */
export function branchRows(): Row[] {
  return branches.map(({ branch, description }, i) => ({
    Branch: branch,
    Description: description,
    BranchAddr1: `${(i + 1) * 100} Market Street`,
    BranchAddr2: ['Indianapolis IN', 'Memphis TN', 'Reno NV'][i] ?? '',
    BranchAddr3: 'US',
  }));
}

/** The salespersons: with `shared`, code 07 is another person in each branch. */
export function salespersonRows(shared: boolean): Row[] {
  return branches.map(({ branch, description }) => ({
    Branch: branch,
    Salesperson: salespersonOf(branch, shared),
    Name: `${description} desk`,
  }));
}

/** The salesperson of a branch's customers. */
export function salespersonOf(branch: string, shared: boolean): string {
  return shared ? '07' : `S${branch}`;
}
