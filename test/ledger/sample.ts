import type { Database } from '../../src/ledger/database.ts';
import { inTransaction } from '../../src/ledger/database.ts';
import { purchaseOrderKey } from '../../src/documents/purchase-order.ts';
import { recordReadings } from '../../src/ledger/readings.ts';
import { renderOnce, type Rendered, type Rendering } from '../../src/ledger/rendering.ts';
import { openTransmission, type OpenTransmission } from '../../src/ledger/transmissions.ts';

export const by = { at: new Date('2026-11-01T10:00:00Z'), actor: 'document' };

/** A claimed purchase order. */
export async function claim(db: Database, number: string): Promise<OpenTransmission> {
  const key = purchaseOrderKey('A', number);
  const decision = { claim: true, partner: 'ACME' } as const;
  await inTransaction(db, (tx) =>
    recordReadings(tx, by, [
      {
        key,
        partyRole: 'supplier',
        partyCode: '1',
        date: '2026-11-01',
        open: true,
        hash: 'h1',
        document: { number },
        decision,
      },
    ]),
  );
  return openTransmission(db, by, key);
}

/** A rendering for one partner that writes its control number as its only content. */
export function rendering(name: string, changes: Partial<Rendering> = {}): Rendering {
  return {
    series: { senderQualifier: 'ZZ', sender: 'US', receiverQualifier: '01', receiver: 'ACME', usage: 'production' },
    profile: { hash: 'p1', body: '{}' },
    mailbox: '/ACME/Outbound',
    messageName: name,
    first: { interchange: 1, group: 1, set: 1 },
    group: { functionalId: 'PO', rules: { group: 'own', set: 'group', setDigits: 4 } },
    timeZone: 'UTC',
    render: ({ interchange }) => Buffer.from(`ISA ${interchange}`),
    ...changes,
  };
}

/** A claimed and rendered purchase order, ready to be posted. */
export async function rendered(db: Database, number: string): Promise<OpenTransmission & { rendered: Rendered }> {
  const transmission = await claim(db, number);
  return {
    ...transmission,
    rendered: await renderOnce(db, by, { ...transmission, type: 'purchase-order' }, rendering(`A_850_${number}_1.x12`)),
  };
}
