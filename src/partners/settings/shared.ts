/* oxlint-disable typescript/explicit-module-boundary-types -- what these functions return is the schema they spell out */
import { z } from 'zod';
import { dates, fob } from './dates.ts';
import { deadlineSettings } from './deadline.ts';
import { descriptionSettings, itemIds, unitMap } from './goods.ts';
import { numberSettings, quantityFormat } from './numbers.ts';
import { addressSettings, contact, parties, references } from './parties.ts';
import { segmentRules } from './segment-rules.ts';
import { listOf, type TextSchema } from './values.ts';

/** What the documents of one type have that a profile may name. */
export interface Nameable {
  /** A literal, or a field that may be sent as a reference, a name or a code. */
  readonly text: TextSchema;
  /** Parties whose address may be sent. */
  readonly addresses: readonly string[];
  /** Numbers of an item. */
  readonly items: readonly string[];
  readonly dates: readonly string[];
}

/** The settings all documents of goods have. */
export function sharedShape(names: Nameable) {
  return {
    send: z.boolean().default(false).meta({ description: 'Sending is opt-in' }),
    references: references(names.text).meta({ description: 'REF segments, in order' }),
    contacts: listOf(contact(names.text), 3).meta({ description: 'PER segments, in order' }),
    fob: fob(names.text).optional().meta({ description: 'FOB. Absent: none' }),
    dates: dates(names.dates).meta({ description: 'DTM segments, in order' }),
    deadline: deadlineSettings,
    parties: parties(names.text, names.addresses).meta({ description: 'N1 loops, in order' }),
    address: addressSettings,
    units: unitMap.meta({ description: 'SYSPRO unit of measure → X12 unit (355), converted where it has a factor' }),
    quantity: quantityFormat,
    numbers: numberSettings,
    itemIds: itemIds(names.items),
    description: descriptionSettings.optional().meta({ description: 'PID of each line. Absent: none' }),
    ...segmentRules(names.text),
  };
}
