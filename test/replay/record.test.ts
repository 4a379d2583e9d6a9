import { expect, test } from 'vitest';
import { openHouse } from '../support/house.ts';
import { recordHistories } from './record.ts';

// RECORD_HISTORIES=1 npx vitest run test/replay/record.test.ts: see README.md.
test.runIf(process.env['RECORD_HISTORIES'])(
  'record histories',
  async () => {
    const house = await openHouse();
    await house.startWorker();
    await expect(recordHistories(house)).resolves.toBeUndefined();
    await house.close();
  },
  180_000,
);
