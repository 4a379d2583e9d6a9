import { z } from 'zod';
import { layerOf } from '../layer.ts';
import { text, words } from './values.ts';

const condition = z.union(
  [z.enum(['present', 'absent']), z.array(words).min(1), z.strictObject({ not: z.array(words).min(1) })],
  { error: 'is present, absent, a list of texts, or { not: [ … ] }' },
);
export type Condition = z.output<typeof condition>;

// JavaScript puts keys that are numbers before all others, and the order of variants is what decides.
const name = text(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'is a name of your own: letters, digits and -, a letter first');

// Decided before a document is read, or for all of a partner's documents at once.
const undivided = { usage: true, send: true, goLive: true, policies: true, afterShipNotices: true } as const;

/**
 * Variants of a document: settings laid over the others for documents that fulfil all conditions, such as drop shipments or
 * those to another country. The first that fits counts; those a file adds come before those of the files it extends.
 * @param settings the settings a variant may change
 * @param fields the fields of a document that decide
 */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is the schema's
export function variants(settings: z.ZodObject, fields: readonly string[]) {
  const known = Object.fromEntries(
    Object.entries(undivided).filter(([name]) => Object.hasOwn(settings.shape, name)),
  ) as typeof undivided; // oxlint-disable-line typescript/no-unsafe-type-assertion -- omit takes the names the schema has
  return z
    .record(
      name,
      z.strictObject({
        when: z.partialRecord(z.enum(fields), condition).meta({
          description: 'Field of the document → present, absent, the texts it may be, or { not: the others }',
        }),
        settings: layerOf(settings.omit(known)).meta({ description: 'What differs' }),
      }),
    )
    .default({})
    .meta({
      description:
        'Variants, by name, in order: the first whose conditions all hold counts. A file’s new ones come before those of the files it extends',
    });
}
