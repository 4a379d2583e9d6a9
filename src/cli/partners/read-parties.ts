import { sysproRecords } from '../../activities/partner-sync/read-syspro-masters.ts';
import { companyOf } from '../../config.ts';
import type { PartyRecord } from '../../documents/party-record.ts';
import type { MappedPartner } from '../../partners/master-data/mapping.ts';
import { isSysproError } from '../../syspro/syspro-error.ts';
import type { ReadPartiesInput } from '../../workflows/read-parties.ts';
import type { CommandContext } from '../context.ts';
import { CannotRun } from '../exit-code.ts';
import { readSyspro } from '../read-syspro.ts';

/** What SYSPRO says of a company's partners now, by the partner's code. */
export async function readParties(
  context: CommandContext,
  code: string,
  partners: readonly MappedPartner[],
): Promise<ReadonlyMap<string, PartyRecord>> {
  const company = companyOf(context.config, code);
  const { person } = context;
  const codes = partners.map((partner) => partner.code);
  const input: Omit<ReadPartiesInput, 'id' | 'sysproQueue'> = { company: code, partners: codes, requestedBy: person };
  try {
    const records = await readSyspro<Readonly<Record<string, PartyRecord>>>(context, company, {
      here: async (syspro) => Object.fromEntries(await sysproRecords(company, syspro, partners)),
      workflow: {
        type: 'readParties',
        id: `read-parties/${code}/${person}/${Date.now()}`,
        input,
        summary: `Read parties of company ${code}`,
      },
      what: 'what was read of SYSPRO',
    });
    return new Map(Object.entries(records));
  } catch (error) {
    if (isSysproError(error)) throw new CannotRun(`${error.code}: ${error.message}. ${error.fix}`);
    throw error;
  }
}
