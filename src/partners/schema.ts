import { z } from 'zod';
import { commonSettings } from './settings/common.ts';
import { invoiceSettings } from './settings/invoice.ts';
import { layerOf, type Layers } from './layer.ts';
import { purchaseOrderSettings } from './settings/purchase-order.ts';
import { shipNoticeSettings } from './settings/ship-notice.ts';
import { text, words } from './settings/values.ts';

/** The documents a profile may speak of, each with the schema of its merged settings. */
export const documentSettings = {
  'purchase-order': purchaseOrderSettings,
  invoice: invoiceSettings,
  'ship-notice': shipNoticeSettings,
} as const;
export type ProfiledDocument = keyof typeof documentSettings;

const binding = z.strictObject({
  company: text(/^[A-Za-z0-9_-]{1,24}$/, 'is the code of a company in the configuration'),
  role: z.enum(['supplier', 'customer']),
  codes: z
    .array(words)
    .min(1)
    .meta({ description: 'SYSPRO supplier or customer codes, raw: zero padding kept. Quote them' }),
});

/** The bindings of a file, on their own, so that those of an otherwise broken file can still be read. */
export const bindingsSchema = z.array(binding);
export type Binding = z.output<typeof binding>;

const masterData = z.strictObject({
  sync: z.boolean().default(false).meta({ description: 'Whether its master data is kept aligned with Sterling’s' }),
  company: binding.shape.company,
  role: binding.shape.role,
  code: words.meta({ description: 'The one supplier or customer code, raw, whose master is the trading partner’s' }),
  tradingPartner: words
    .max(100)
    .optional()
    .meta({ description: 'partnerName in Sterling. Absent: the trading partner whose code is the partner’s' }),
});

/** The mapping of a file, on its own, so that that of an otherwise broken file can still be read. */
export const masterDataSchema = masterData.optional();
/** Which SYSPRO party is the master of which of Sterling's trading partners. */
export type MasterDataMapping = z.output<typeof masterData>;

/** A partner's short code: in trails, mailbox names and fairness keys. */
export const partnerCode = text(/^[A-Za-z0-9_-]{1,24}$/, 'is 1 to 24 letters, digits, _ or -');

function documentLayer(settings: z.ZodObject, made: Layers): z.ZodType {
  const overlay = layerOf(settings.omit({ usage: true }), made)
    .nullable()
    .optional();
  return layerOf(
    settings.extend({
      test: overlay.meta({ description: 'What differs in test' }),
      production: overlay.meta({ description: 'What differs in production' }),
    }),
    made,
  );
}

// What documents of all types have, is described once.
const layers: Layers = new Map();

const documentSection = (settings: z.ZodObject, description: string) =>
  documentLayer(settings, layers).nullable().optional().meta({ description });

const documents = z.strictObject({
  'purchase-order': documentSection(purchaseOrderSettings, 'Purchase orders, sent as 850'),
  invoice: documentSection(invoiceSettings, 'Invoices, credit and debit notes, sent as 810'),
  'ship-notice': documentSection(shipNoticeSettings, 'Dispatch notes, sent as 856'),
});

/** One file of partner profiles: a partner, or (without `partner`) a base file others extend. */
export const partnerFileSchema = z
  .strictObject({
    extends: z
      .array(words)
      .default([])
      .meta({ description: 'Base files, lowest first; paths from the folder of profiles' }),
    partner: partnerCode.optional().meta({ description: 'The partner’s code. A base file has none' }),
    name: words.optional().meta({ description: 'The partner’s name' }),
    bindings: bindingsSchema.default([]).meta({ description: 'The SYSPRO codes that are this partner' }),
    masterData: masterDataSchema.meta({
      description: 'The SYSPRO party whose master data is the Sterling trading partner’s. Absent: not kept aligned',
    }),
    everyDocument: documentLayer(commonSettings, layers)
      .nullable()
      .optional()
      .meta({ description: 'Settings of every document type' }),
    documents: documents.prefault({}),
  })
  .refine((file) => file.partner !== undefined || file.bindings.length === 0, {
    path: ['partner'],
    error: 'is missing: a file with bindings is a partner’s',
  })
  .refine((file) => file.partner !== undefined || file.masterData === undefined, {
    path: ['partner'],
    error: 'is missing: a file with masterData is a partner’s',
  })
  .refine((file) => file.partner === undefined || file.name !== undefined, { path: ['name'], error: 'is missing' });

/** The JSON Schema of a profile file, for editors. */
export function partnerProfileJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(partnerFileSchema, { io: 'input', target: 'draft-2020-12', reused: 'ref' });
}
