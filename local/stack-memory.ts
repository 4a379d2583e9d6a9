import getPort from 'get-port';
import { z } from 'zod';
import { readIfPresent, writeWhole } from './files.ts';

const portNames = ['postgres', 'temporal', 'temporalUi', 'syspro', 'sterling'] as const;
type PortName = (typeof portNames)[number];
export type StackPorts = Readonly<Record<PortName, number>>;

const memory = z.object({
  /** When the stack was first started: go-live is 30 days before it, at every later start too. */
  firstStart: z.iso.datetime(),
  ports: z.object({ postgres: z.int(), temporal: z.int(), temporalUi: z.int(), syspro: z.int(), sterling: z.int() }),
});
export type StackMemory = Readonly<z.infer<typeof memory>>;

// The usual ports of each, where they are free: addresses people know.
const usual: StackPorts = { postgres: 5432, temporal: 7233, temporalUi: 8233, syspro: 31002, sterling: 5443 };

/**
 * What is remembered from the last start. Ports stay the same from start to start as long as they are free, so that
 * addresses in a browser stay good; a busy one is chosen anew and reported.
 */
export async function recall(
  file: string,
  now: Date,
  onMoved: (name: PortName, from: number, to: number) => void,
): Promise<StackMemory> {
  const last = read(file);
  const wanted = last?.ports ?? usual;
  const ports = { ...wanted };
  const taken: number[] = [];
  for (const name of portNames) {
    const port = await getPort({ port: wanted[name], exclude: taken });
    if (last !== undefined && port !== wanted[name]) onMoved(name, wanted[name], port);
    ports[name] = port;
    taken.push(port);
  }
  const remembered: StackMemory = { firstStart: last?.firstStart ?? now.toISOString(), ports };
  writeWhole(file, remembered);
  return remembered;
}

function read(file: string): StackMemory | undefined {
  const text = readIfPresent(file);
  return text === undefined ? undefined : memory.parse(JSON.parse(text));
}
