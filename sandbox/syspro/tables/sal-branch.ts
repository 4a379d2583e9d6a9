import { table, v } from './column.ts';

/** Sales branches. The address columns are as far as SORQID's header shows them. */
export const salBranch = table('SalBranch', ['Branch'], {
  Branch: v(10),
  Description: v(50),
  BranchAddr1: v(40),
  BranchAddr2: v(40),
  BranchAddr3: v(40),
});

/** Salespersons: one code may be in several branches, and is then another person in each. */
export const salSalesperson = table('SalSalesperson', ['Branch', 'Salesperson'], {
  Branch: v(10),
  Salesperson: v(20),
  Name: v(50),
});
