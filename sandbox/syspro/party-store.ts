import type { CompanyWorld } from './company-world.ts';
import { BadControlRequest } from './control/control-request.ts';
import { transaction, type Row } from './database.ts';
import {
  deleteParty,
  hasParty,
  insertParty,
  partyColumn,
  partyTables,
  updateParty,
  type PartyRole,
} from './party-tables.ts';

export interface PartyEdit {
  /** Columns of the master's tables to set, whichever of them has each. */
  readonly columns?: Row | undefined;
  /** Deletes it from the master. */
  readonly purge?: boolean | undefined;
}

/** Suppliers or customers of a company, as people maintain them. */
export interface PartyStore {
  /** Adds one, under exactly that code. False: there is one already. */
  add(code: string, columns: Row): Promise<boolean>;
  /** Edits or deletes one. False: there is none. */
  edit(code: string, edit: PartyEdit): Promise<boolean>;
}

/** @throws BadControlRequest, from its methods, for a column that the master's tables have not */
export function createPartyStore({ pool, company }: CompanyWorld, role: PartyRole): PartyStore {
  const party = partyTables[role];

  function check(columns: Row): void {
    for (const name of Object.keys(columns)) {
      if (partyColumn(party, name) === undefined)
        throw new BadControlRequest(`the master of a ${role} has no column ${name} to set`);
    }
  }

  return {
    async add(code, columns) {
      check(columns);
      return transaction(pool, async (client) => {
        if (await hasParty(client, company, party, code)) return false;
        await insertParty(client, company, party, code, columns);
        return true;
      });
    },
    async edit(code, { columns = {}, purge = false }) {
      check(columns);
      return transaction(pool, async (client) => {
        if (!(await hasParty(client, company, party, code))) return false;
        await (purge ? deleteParty(client, company, party, code) : updateParty(client, company, party, code, columns));
        return true;
      });
    },
  };
}
