import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { expect, test } from 'vitest';
import { startTestTemporal } from '../support/temporal.ts';

test('each caller has a namespace of its own with the search attributes', async () => {
  const [a, b] = await Promise.all([startTestTemporal(), startTestTemporal()]);
  expect(a.namespace).not.toBe(b.namespace);
  const company = defineSearchAttributeKey('SysproCompany', SearchAttributeType.KEYWORD);
  for (const { client } of [a, b]) {
    const handle = await client.workflow.start('nobodyRunsThis', {
      taskQueue: 'documents',
      workflowId: 'document/A/purchase-order/1',
      typedSearchAttributes: [{ key: company, value: 'A' }],
    });
    expect((await handle.describe()).typedSearchAttributes.get(company)).toBe('A');
  }
  await Promise.all([a.stop(), b.stop()]);
});
