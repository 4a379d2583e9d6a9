import { z } from 'zod';
import { configSchema } from './schema.ts';

/**
 * The JSON Schema (draft 2020-12) of a configuration file as it is written, for editors. It says less than loading the
 * file does: rules between settings, such as exactly one of every and cron, are not in it.
 */
export function configJsonSchema(): object {
  return { ...z.toJSONSchema(configSchema, { io: 'input' }), title: 'SYSPRO to Sterling: configuration' };
}
