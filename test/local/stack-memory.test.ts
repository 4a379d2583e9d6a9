import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { clearLockedPorts } from 'get-port';
import { expect, onTestFinished, test } from 'vitest';
import { recall } from '../../local/stack-memory.ts';
import { testFolder } from '../support/folder.ts';

async function occupy(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return server;
}

test('ports and the first start are kept from start to start', async () => {
  const file = join(testFolder(), 'stack.json');
  const moved: string[] = [];
  const first = await recall(file, new Date('2026-11-01T00:00:00Z'), (name) => moved.push(name));
  // A later start is another process, without the short memory the library has of ports it gave out.
  clearLockedPorts();
  const second = await recall(file, new Date('2026-11-09T00:00:00Z'), (name) => moved.push(name));
  expect(second).toEqual(first);
  expect(second.firstStart).toBe('2026-11-01T00:00:00.000Z');
  expect(new Set(Object.values(first.ports)).size).toBe(5);
  expect(moved).toEqual([]);
});

test('a port that has become busy is chosen anew, and said', async () => {
  const file = join(testFolder(), 'stack.json');
  const now = new Date('2026-11-01T00:00:00Z');
  const first = await recall(file, now, () => undefined);
  await occupy(first.ports.sterling);
  const moved: [string, number, number][] = [];
  // A later start is another process, without the short memory the library has of ports it gave out.
  clearLockedPorts();
  const second = await recall(file, now, (...move) => moved.push(move));
  expect(second.ports.sterling).not.toBe(first.ports.sterling);
  expect(moved).toEqual([['sterling', first.ports.sterling, second.ports.sterling]]);
  expect({ ...second.ports, sterling: 0 }).toEqual({ ...first.ports, sterling: 0 });
});
