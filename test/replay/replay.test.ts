import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { describe, expect, test } from 'vitest';
import { readdirSync } from 'node:fs';

const histories = fileURLToPath(new URL('histories/', import.meta.url));
const workflowsPath = fileURLToPath(new URL('../../src/workflows/index.ts', import.meta.url));
const files = readdirSync(histories, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));

describe('workflows of earlier versions go on with the code of today', () => {
  test('there are histories of documents, poll cycles, lanes and sweeps', () => {
    expect(files.filter((file) => file.includes('document-')).length).toBeGreaterThanOrEqual(4);
    expect(files.filter((file) => file.includes('poll-cycle-')).length).toBeGreaterThanOrEqual(2);
    expect(files.filter((file) => file.includes('lane-')).length).toBeGreaterThanOrEqual(1);
    expect(files.filter((file) => file.includes('sweep-')).length).toBeGreaterThanOrEqual(2);
  });

  test.each(files)('%s', async (file) => {
    const history: unknown = JSON.parse(readFileSync(`${histories}${file}`, 'utf8'));
    await expect(Worker.runReplayHistory({ workflowsPath }, history)).resolves.toBeUndefined();
  });
});
