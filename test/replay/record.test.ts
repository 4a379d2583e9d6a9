import { expect, test } from 'vitest';
import { openHouse } from '../support/house.ts';
import { recordHistories } from './record.ts';
import { recordLaneHistories } from './record-lanes.ts';
import { recordSweepHistories } from './record-sweep.ts';

// RECORD_HISTORIES=1 npx vitest run test/replay/record.test.ts: see README.md.
const wanted = process.env['RECORD_HISTORIES'];

test.runIf(wanted === '1')(
  'record histories',
  async () => {
    const house = await openHouse();
    await house.startWorker();
    await expect(recordHistories(house)).resolves.toBeUndefined();
    await house.close();
  },
  180_000,
);

test.runIf(wanted === '1' || wanted === 'lanes')(
  'record histories of documents that leave together',
  async () => {
    const house = await openHouse();
    await house.startWorker();
    await expect(recordLaneHistories(house)).resolves.toBeUndefined();
    await house.close();
  },
  180_000,
);

test.runIf(wanted === '1' || wanted === 'sweep')(
  'record histories of sweeps, and of a document that hears of what was posted',
  async () => {
    const house = await openHouse();
    await house.startWorker();
    await expect(recordSweepHistories(house)).resolves.toBeUndefined();
    await house.close();
  },
  180_000,
);
