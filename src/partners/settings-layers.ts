import type { DocumentType } from '../documents/document-key.ts';
import { isTree, overlay, type Tree } from './layer.ts';
import type { ProfileFile, SettingPath } from './profile-file.ts';
import type { Usage } from './profile.ts';

/** Settings of one place of one file. Lists of them have the lowest first. */
export interface Layer {
  readonly file: ProfileFile;
  readonly at: SettingPath;
  readonly settings: Tree;
}

/** Each file's settings for every document, then for this one; without the overlays for test and production. */
export function layersOf(files: readonly ProfileFile[], type: DocumentType): Layer[] {
  return places(files, type).map(({ file, at, settings }) => {
    const { test: _, production: __, ...rest } = settings;
    return { file, at, settings: rest };
  });
}

/** Each file's overlays for test or production, in the order of the layers; they go above all of these. */
export function overlaysOf(files: readonly ProfileFile[], type: DocumentType, usage: Usage): Layer[] {
  return places(files, type).flatMap(({ file, at, settings }) => {
    const layer = settings[usage];
    return isTree(layer) ? [{ file, at: [...at, usage], settings: layer }] : [];
  });
}

function places(files: readonly ProfileFile[], type: DocumentType): Layer[] {
  return files.flatMap((file) => {
    const documents = file.content['documents'];
    const found: [SettingPath, unknown][] = [
      [['everyDocument'], file.content['everyDocument']],
      [['documents', type], isTree(documents) ? documents[type] : undefined],
    ];
    return found.flatMap(([at, settings]) => (isTree(settings) ? [{ file, at, settings }] : []));
  });
}

/** The layers as one tree of settings: what upper ones say replaces what lower ones say, property by property. */
export function mergedOf(layers: readonly Layer[]): Tree {
  return layers.reduce<Tree>((lower, { settings: { variants, ...settings } }) => {
    const merged = overlay(lower, settings);
    return variants === undefined ? merged : { ...merged, variants: mergedVariants(lower['variants'], variants) };
  }, {});
}

/**
 * Variants of two layers: those the upper one adds come first, in its order, so that a broader one below does not take their documents;
 * those of a name below keep their place there. What a variant drops (null) of the document's settings stays in it, to be laid over
 * those.
 */
function mergedVariants(lower: unknown, upper: unknown): Tree {
  const known = isTree(lower) ? lower : {};
  const added = Object.entries(isTree(upper) ? upper : {}).filter(([name]) => !Object.hasOwn(known, name));
  const merged: Record<string, unknown> = { ...Object.fromEntries(added), ...known };
  for (const [name, variant] of isTree(upper) ? Object.entries(upper) : []) {
    const below = merged[name];
    if (variant === null) delete merged[name];
    else if (isTree(variant) && isTree(below)) {
      const settings = overlay(treeOf(below['settings']), treeOf(variant['settings']), 'keep-nulls');
      merged[name] = { ...overlay(below, variant), settings };
    } else merged[name] = variant;
  }
  return merged;
}

/** A value of a settings file as a tree; an empty one for anything else. */
export function treeOf(value: unknown): Tree {
  return isTree(value) ? value : {};
}

/** The layer that says most about a path: the one that sets it, else the one that sets most of the way to it. */
export function layerThatSets(layers: readonly Layer[], path: SettingPath): Layer | undefined {
  let best: Layer | undefined;
  let bestDepth = 0;
  for (const layer of layers) {
    const depth = depthOf(layer.settings, path);
    if (depth > 0 && depth >= bestDepth) [best, bestDepth] = [layer, depth];
  }
  return best;
}

function depthOf(settings: unknown, path: SettingPath): number {
  let value = settings;
  for (const [depth, key] of path.entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return depth;
    value = Reflect.get(value, key);
  }
  return path.length;
}
