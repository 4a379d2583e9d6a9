import { parseStructure, type StructureNode } from './guide.ts';

/**
 * What changed in a set's structure. A place is named by the segments on the way to it, loops by their leaders: `PO1/N9/MSG`.
 * New places are written as the structures are: `MTX 0..n`, `[TD3 0..12: AT9 0..1]`.
 */
export type StructureChange =
  | { readonly remove: string }
  /** The place is another. */
  | { readonly replace: string; readonly by: string }
  /** A place follows the one named. */
  | { readonly after: string; readonly add: string };

/** A structure with a change. @throws SyntaxError when the place is not there, or not the only one of its name */
export function changeStructure(nodes: readonly StructureNode[], change: StructureChange): readonly StructureNode[] {
  if ('remove' in change) return edit(nodes, change.remove.split('/'), () => []);
  if ('replace' in change) return edit(nodes, change.replace.split('/'), () => parseStructure(change.by));
  return edit(nodes, change.after.split('/'), (node) => [node, ...parseStructure(change.add)]);
}

function edit(
  nodes: readonly StructureNode[],
  [id = '', ...rest]: readonly string[],
  become: (node: StructureNode) => readonly StructureNode[],
): readonly StructureNode[] {
  const found = nodes.filter((node) => node.id === id);
  if (found.length !== 1) throw new SyntaxError(`the structure has ${found.length} places ${id} where one is changed`);
  return nodes.flatMap((node) => {
    if (node.id !== id) return [node];
    return rest.length === 0 ? become(node) : [{ ...node, children: edit(node.children ?? [], rest, become) }];
  });
}
