import type { Client } from '@temporalio/client';

export async function isFairnessOn(_client: Client, _namespace: string): Promise<boolean> {
  throw new Error('under construction');
}
