import { readFileSync } from 'node:fs';
import got from 'got';
import type { SandboxFacts } from './stack-config.ts';

/**
 * Has the Sterling sandbox evaluate its rules and its partners act, as often as told, one after the other.
 * @throws Error when it cannot be asked
 */
export async function tickSterling(
  { sterlingControlUrl, sterlingCaFile }: Pick<SandboxFacts, 'sterlingControlUrl' | 'sterlingCaFile'>,
  times: number,
): Promise<void> {
  const options = {
    json: {},
    retry: { limit: 0 },
    timeout: { request: 30_000 },
    https: { certificateAuthority: readFileSync(sterlingCaFile, 'utf8') },
  };
  for (let tick = 0; tick < times; tick += 1) await got.post(`${sterlingControlUrl}/tick`, options);
}
