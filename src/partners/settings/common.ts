import { z } from 'zod';
import { releases } from '../../x12/index.ts';
import { acknowledgement } from './acknowledgement.ts';
import { characterPolicy } from './characters.ts';
import { controlNumberSettings } from './control-numbers.ts';
import { interchangeSettings, sterlingSettings } from './interchange.ts';
import { batchingSettings, strictlyRising } from './lane.ts';

const goLive = z.iso
  .datetime({ offset: true, error: 'is an instant with its offset, such as 2026-11-01T00:00:00Z' })
  .transform((raw) => new Date(raw).toISOString());

/** The settings every document type has, so that a file can give them once. */
export const commonSettings = z.strictObject({
  usage: z
    .enum(['test', 'production'])
    .default('test')
    .meta({ description: 'production only counts where the company says so too' }),
  goLive: goLive.meta({ description: 'Documents older than this are never sent' }),
  release: z.enum(releases).meta({ description: 'The X12 release whose guide the documents are checked against' }),
  interchange: interchangeSettings,
  controlNumbers: controlNumberSettings.prefault({}),
  batching: batchingSettings
    .optional()
    .meta({ description: 'Several documents in one interchange. Absent: each has its own' }),
  strictlyRising,
  acknowledgement,
  characters: characterPolicy,
  sterling: sterlingSettings,
});

/** The merged settings every document type has. */
export type CommonSettings = z.output<typeof commonSettings>;
