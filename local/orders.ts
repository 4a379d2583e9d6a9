import { z } from 'zod';
import { shortNumber } from '../src/documents/document-key.ts';
import type { PartName, Stack } from './stack.ts';

const stoppable: readonly PartName[] = ['syspro', 'sterling', 'worker'];

/** What `npm run local` can be told while the stack runs. */
export const ORDERS = `npm run local -- status                          what runs, and the addresses
npm run local -- stop|start|restart PART         PART is syspro, sterling or worker
npm run local -- raise N                         raise N purchase orders in the SYSPRO sandbox
npm run local -- reset                           delete all data (when the stack does not run)`;

/** Carries out one order against the running stack. @returns what to tell the person @throws Error when it makes no sense */
export async function handleOrder(stack: Stack, words: readonly string[]): Promise<string> {
  const [verb, argument] = words;
  switch (verb) {
    case 'status':
      return status(stack);
    case 'stop':
    case 'start':
    case 'restart': {
      const part = stack.parts[partName(argument)];
      if (verb !== 'start') await part.stop();
      if (verb !== 'stop') await part.start();
      return `${part.name} is ${part.status}`;
    }
    case 'raise': {
      const count = Number(argument ?? 1);
      if (!Number.isInteger(count) || count < 1 || count > 1000) throw new Error('raise takes a number from 1 to 1000');
      return raise(stack, count);
    }
    case undefined:
    default:
      throw new Error(ORDERS);
  }
}

function status(stack: Stack): string {
  return [
    ...Object.values(stack.parts).map(
      (part) => `  ${part.name.padEnd(16)} ${part.status}${part.pid === undefined ? '' : ` (process ${part.pid})`}`,
    ),
    '',
    ...Object.entries(stack.addresses).map(([name, address]) => `  ${name.padEnd(16)} ${address}`),
  ].join('\n');
}

const raised = z.object({ purchaseOrders: z.array(z.string()) });

async function raise(stack: Stack, count: number): Promise<string> {
  const answer = await fetch(`${stack.facts.sysproControlUrl}/purchase-orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ count }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`the SYSPRO sandbox answered HTTP ${answer.status}: ${await answer.text()}`);
  const numbers = raised.parse(await answer.json()).purchaseOrders.map(shortNumber);
  return `Raised ${numbers.join(', ')}. The next poll, within 10 s, finds those of EDI partners that are released.`;
}

function partName(word: string | undefined): PartName {
  const name = stoppable.find((candidate) => candidate === word);
  if (name === undefined)
    throw new Error(`${word ?? 'nothing'} cannot be stopped or started by itself; ${stoppable.join(', ')} can`);
  return name;
}
