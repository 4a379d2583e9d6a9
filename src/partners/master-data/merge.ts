import { masterFields, type MasterField, type MasterSide, type PartyRecord } from '../../documents/party-record.ts';
import { expressedInSterling, expressedInSyspro, fieldTraits, sameValue, valueOf, type MasterRules } from './fields.ts';

/** What each side had when both were last agreed. They may differ in what is no difference, or where a person wanted it so. */
export interface AgreedValue {
  readonly syspro?: string;
  readonly sterling?: string;
  /** A person said that both keep what they have. */
  readonly kept?: true;
}

/** The base of the merge: what was agreed, by field. A field that is absent was never agreed. */
export type AgreedFields = Readonly<Partial<Record<MasterField, AgreedValue>>>;

/** A field's value on both sides as somebody or something saw it. Blank is absent. */
export interface BothValues {
  readonly syspro?: string;
  readonly sterling?: string;
}

/** What a person can say of a difference: which side's value both get, or that both keep theirs. */
export const takes = ['syspro', 'sterling', 'neither'] as const;
export type Take = (typeof takes)[number];

/** A person's word on a field. It counts for the values the person saw, and for no others. */
export interface Decision extends BothValues {
  readonly take: Take;
}

/** What a sync may not decide about a field by itself. Explained in docs/reference/master-data.md. */
export type FieldFindingKind =
  'conflict' | 'would-erase' | 'not-writable' | 'not-expressible' | 'create-only' | 'altered' | 'refused';

/** What is to be done about a field. */
export type FieldVerdict = BothValues & {
  readonly field: MasterField;
  readonly agreed?: AgreedValue;
  /** Why, in words. */
  readonly because: string;
} & (
    | { readonly does: 'nothing' }
    /** Both mean the same, or were told to keep what they have: this is agreed from now on. */
    | { readonly does: 'agree'; readonly kept?: true }
    /** @property value absent: the field is emptied, as a person said */
    | { readonly does: 'write'; readonly side: MasterSide; readonly value?: string }
    /** @property cannot why a person's word could not be followed */
    | { readonly does: 'ask'; readonly kind: FieldFindingKind; readonly cannot?: string }
  );

export interface MergeInput {
  readonly rules: MasterRules;
  readonly agreed: AgreedFields;
  readonly syspro: PartyRecord;
  readonly sterling: PartyRecord;
  /** The profile names the trading partner: that it has another name than the party is meant. */
  readonly named?: boolean;
  readonly decisions?: Readonly<Partial<Record<MasterField, Decision>>>;
  /** Values whose write the other side refused: not tried again until something changes. */
  readonly refused?: Readonly<Partial<Record<MasterField, BothValues & { readonly because: string }>>>;
}

/** The three-way merge of a party: what is to be done about each field. Pure; nothing is decided by when it runs. */
export function mergeMasters(input: MergeInput): FieldVerdict[] {
  return masterFields.map((field) => {
    const seen: BothValues = { syspro: valueOf(input.syspro, field), sterling: valueOf(input.sterling, field) };
    const about = { field, ...seen, agreed: input.agreed[field] };
    const verdict = { ...about, ...verdictOf(field, seen, input) } as FieldVerdict;
    const decision = input.decisions?.[field];
    if (decision && sameSight(decision, seen) && (verdict.does === 'ask' || verdict.does === 'write'))
      return { ...about, ...decided(verdict, decision.take, input) };
    const refused = input.refused?.[field];
    if (refused && sameSight(refused, seen) && verdict.does === 'write')
      return { ...about, does: 'ask', kind: 'refused', because: refused.because };
    return verdict;
  });
}

/** Whether both values are to the letter what they were. */
function sameSight(one: BothValues, other: BothValues): boolean {
  return one.syspro === other.syspro && one.sterling === other.sterling;
}

type Outcome<Verdict = FieldVerdict> = Verdict extends unknown ? Omit<Verdict, 'field' | 'agreed' | MasterSide> : never;

function verdictOf(field: MasterField, seen: BothValues, { rules, agreed: all, named: isNamed }: MergeInput): Outcome {
  const agreed = all[field];
  if (sameValue(field, seen.syspro, seen.sterling)) {
    return agreed && sameSight(agreed, seen) && !agreed.kept
      ? { does: 'nothing', because: 'both are as agreed' }
      : { does: 'agree', because: 'both say the same' };
  }
  const { createOnly, sterlingOnly } = fieldTraits[field];
  if (sterlingOnly && seen.syspro === undefined)
    return agreed?.sterling === seen.sterling
      ? { does: 'nothing', because: 'SYSPRO has no column for it' }
      : { does: 'agree', because: 'SYSPRO has no column for it' };
  const owner = rules.owners[field];
  const other = owner === 'syspro' ? 'sterling' : 'syspro';
  if (!agreed) {
    if (createOnly && isNamed) return { does: 'agree', kept: true, because: 'the profile names the trading partner' };
    if (createOnly)
      return ask('create-only', 'the names differ, and Sterling cannot change the name of a partner that exists');
    if (seen[owner] === undefined)
      return ask('would-erase', `it is blank in ${named(owner)}, whose word counts, and was never agreed`);
    if (seen[other] === undefined) return write(field, other, seen, rules, `${named(other)} has none yet`);
    return ask('conflict', 'first-sync: the sides differ, and were never agreed');
  }
  const changed = {
    syspro: !sameValue(field, seen.syspro, agreed.syspro),
    sterling: !sameValue(field, seen.sterling, agreed.sterling),
  };
  if (!changed.syspro && !changed.sterling) {
    return agreed.kept
      ? { does: 'nothing', because: 'a person said that both keep what they have' }
      : ask('altered', 'what was written is not what is there: the other side made something else of it');
  }
  if (createOnly && changed.syspro && !changed.sterling)
    return ask('create-only', 'SYSPRO’s was changed, and Sterling cannot change the name of a partner that exists');
  if (changed.syspro && changed.sterling) return ask('conflict', 'both sides were changed, differently');
  if (changed[other])
    return ask('conflict', `it was changed in ${named(other)}, and the word of ${named(owner)} counts for it`);
  if (seen[owner] === undefined)
    return ask('would-erase', `it was emptied in ${named(owner)}, and a blank does not erase by itself`);
  return write(field, other, seen, rules, `it was changed in ${named(owner)}, whose word counts`);
}

function ask(kind: FieldFindingKind, because: string): Outcome {
  return { does: 'ask', kind, because };
}

function write(field: MasterField, side: MasterSide, seen: BothValues, rules: MasterRules, because: string): Outcome {
  const obstacle = writable(field, side, seen, rules);
  return 'value' in obstacle
    ? { does: 'write', side, value: obstacle.value, because }
    : { does: 'ask', kind: obstacle.kind, because: `${because}; ${obstacle.reason}` };
}

/** What is to be written to a side so that it means what the other has, or why it cannot be. */
function writable(
  field: MasterField,
  side: MasterSide,
  seen: BothValues,
  rules: MasterRules,
  agreed?: AgreedValue,
): { value: string | undefined } | { kind: FieldFindingKind; reason: string } {
  const { createOnly, required } = fieldTraits[field];
  const value = side === 'sterling' ? seen.syspro : seen.sterling;
  if (side === 'sterling' && createOnly) return { kind: 'create-only', reason: 'Sterling takes it at creation only' };
  if (side === 'syspro' && !rules.toSyspro.has(field))
    return { kind: 'not-writable', reason: 'masterData.toSyspro does not name this field' };
  if (value === undefined)
    return side === 'sterling' && required
      ? { kind: 'not-writable', reason: 'Sterling requires it' }
      : { value: undefined };
  const expressed =
    side === 'sterling'
      ? expressedInSterling(field, value)
      : expressedInSyspro(field, value, seen.syspro ?? agreed?.syspro);
  return 'value' in expressed ? expressed : { kind: 'not-expressible', reason: expressed.reason };
}

function decided(
  natural: Extract<FieldVerdict, { does: 'ask' | 'write' }>,
  take: Take,
  { rules, agreed }: MergeInput,
): Outcome {
  const { field, syspro, sterling } = natural;
  if (take === 'neither') return { does: 'agree', kept: true, because: 'a person said that both keep what they have' };
  const side = take === 'syspro' ? 'sterling' : 'syspro';
  const obstacle = writable(field, side, { syspro, sterling }, rules, agreed[field]);
  if ('value' in obstacle)
    return { does: 'write', side, value: obstacle.value, because: `a person took the value of ${named(take)}` };
  const kind = natural.does === 'ask' ? natural.kind : 'refused';
  return { does: 'ask', kind, because: natural.because, cannot: obstacle.reason };
}

/** A side by its name. */
export function named(side: MasterSide): string {
  return side === 'syspro' ? 'SYSPRO' : 'Sterling';
}
