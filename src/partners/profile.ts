import type { DocumentType } from '../documents/document-key.ts';
import type { CommonSettings } from './settings/common.ts';
import type { InterchangeParty } from './settings/interchange.ts';
import type { InvoiceSettings } from './settings/invoice.ts';
import type { PurchaseOrderSettings } from './settings/purchase-order.ts';
import type { ShipNoticeSettings } from './settings/ship-notice.ts';
import type { Condition } from './settings/variants.ts';
import type { ProfiledDocument } from './schema.ts';

/** What every effective profile has beside its settings. */
interface Effective<Type extends ProfiledDocument> {
  readonly partner: { readonly code: string; readonly name: string };
  readonly type: Type;
  /** production only when both the company and the profile say so. */
  readonly usage: 'test' | 'production';
  readonly interchange: Omit<CommonSettings['interchange'], 'us' | 'partner'> & {
    readonly us: InterchangeParty;
    readonly partner: InterchangeParty;
    /** ISA15. */
    readonly usageIndicator: 'T' | 'P' | 'I';
  };
  readonly sterling: Pick<
    CommonSettings['sterling'],
    | 'extractable'
    | 'messagesStay'
    | 'messagePrefix'
    | 'routingRule'
    | 'post'
    | 'removedWhenTaken'
    | 'takenWithin'
    | 'blackouts'
    | 'answersMailbox'
  > & {
    readonly mailbox: string;
    readonly takenBy: 'partner' | 'process';
  };
}

type EffectiveOf<Settings extends CommonSettings, Type extends ProfiledDocument> = Omit<
  Settings,
  'interchange' | 'sterling' | 'usage' | 'variants'
> &
  Effective<Type>;

/** What a profile has of its variants: each complete, as a profile of its own. */
interface Varied<Profile> {
  /** In the order they are tried; none in the profile of a variant. */
  readonly variants: readonly {
    readonly name: string;
    readonly when: Readonly<Partial<Record<string, Condition>>>;
    readonly profile: Profile;
  }[];
  /** The variant this profile is of. */
  readonly variant?: string;
}

export type PurchaseOrderProfile = EffectiveOf<PurchaseOrderSettings, 'purchase-order'> & Varied<PurchaseOrderProfile>;
export type InvoiceProfile = EffectiveOf<InvoiceSettings, 'invoice'> & Varied<InvoiceProfile>;
export type ShipNoticeProfile = EffectiveOf<ShipNoticeSettings, 'ship-notice'> & Varied<ShipNoticeProfile>;

/**
 * The effective profile of one partner and document type in test or production: everything merged, checked, complete
 * and frozen. JSON holds all of it, so that what a document was translated by can be kept with it.
 */
export type DocumentProfile = PurchaseOrderProfile | InvoiceProfile | ShipNoticeProfile;

/** The profile of documents of one type. */
export type ProfileOf<Type extends DocumentType> = Extract<DocumentProfile, { readonly type: Type }>;

export type Usage = DocumentProfile['usage'];
