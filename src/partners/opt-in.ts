import type { DocumentType } from '../documents/document-key.ts';
import { traits, type Trait, type TraitPolicy } from '../documents/disposition.ts';
import { isTree, type Tree } from './layer.ts';
import type { Usage } from './profile.ts';
import type { ProfileFile } from './profile-file.ts';
import { layersOf, mergedOf } from './settings-layers.ts';

/** What the files say of one document before it is checked: enough to know whether it is sent at all. */
export interface OptIn {
  readonly send: boolean;
  /** Before the company's usage is taken into account. */
  readonly usage: Usage;
  /** An instant with its offset as the file has it; absent when none is set. */
  readonly goLive?: string;
  /** What is done with records of a kind, where the profile says it. */
  readonly policies?: Partial<Record<Trait, TraitPolicy>>;
}

/** Whether a document type is opted in, from the merged files. @param files the partner's, base files first */
export function optInOf(files: readonly ProfileFile[], type: DocumentType): OptIn {
  const merged = mergedOf(layersOf(files, type));
  const goLive = merged['goLive'];
  return {
    send: merged['send'] === true,
    usage: merged['usage'] === 'production' ? 'production' : 'test',
    ...(typeof goLive === 'string' && !Number.isNaN(Date.parse(goLive)) ? { goLive } : {}),
    ...(isTree(merged['policies']) ? { policies: policiesOf(merged['policies']) } : {}),
  };
}

function policiesOf(tree: Tree): Partial<Record<Trait, TraitPolicy>> {
  return Object.fromEntries(
    traits.flatMap((trait) => {
      const policy = tree[trait];
      return policy === 'send' || policy === 'hold' || policy === 'never' ? [[trait, policy]] : [];
    }),
  );
}

/** The usage the files say: test, unless they say production. */
export function usageOf(files: readonly ProfileFile[], type: DocumentType): Usage {
  return mergedOf(layersOf(files, type))['usage'] === 'production' ? 'production' : 'test';
}
