import { z } from 'zod';

/**
 * The schema of one layer of settings: the same shape with every property optional, no defaults (a default would
 * override what a lower layer says), and `null` to drop what a lower layer says. Lists are replaced whole.
 * @param made the layers of properties made before, so that the same property has the same one: the JSON Schema then has it once
 */
export function layerOf(schema: z.ZodType, made: Layers = new Map()): z.ZodType {
  if (schema instanceof z.ZodObject) {
    const shape: Record<string, z.ZodType> = {};
    for (const [key, value] of Object.entries<unknown>(schema.shape)) {
      const property = classic(value);
      const layer = made.get(property) ?? describe(layerOf(property, made).nullable().optional(), property);
      made.set(property, layer);
      shape[key] = layer;
    }
    return z.strictObject(shape);
  }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return layerOf(classic(schema.unwrap()), made);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return layerOf(classic(schema.unwrap()), made);
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodString) {
    return z.record(schema.keyType, layerOf(classic(schema.valueType), made).nullable());
  }
  if (schema instanceof z.ZodUnion) {
    // What a lower layer says of an object among the options may be dropped or completed, as of any other object; whoever wants another
    // of the objects drops what the lower one says: `{ count: null, until: 30d }`.
    const options = schema.options.map(classic);
    const objects = options.filter((option) => option instanceof z.ZodObject);
    if (objects.length > 0) {
      const all = z.strictObject(Object.assign({}, ...objects.map((option) => option.shape)) as z.ZodRawShape);
      const others = options
        .filter((option) => !(option instanceof z.ZodObject))
        .map((option) => layerOf(option, made));
      return new z.ZodUnion({ ...schema.def, options: [...others, layerOf(all, made)] });
    }
  }
  return schema;
}

/** Layers of properties, by the property. */
export type Layers = Map<z.ZodType, z.ZodType>;

// zod types its inner schemas by their core; all of ours are the classic ones.
function classic(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError('a schema of settings is built from classic zod schemas');
}

function describe(layer: z.ZodType, property: z.ZodType): z.ZodType {
  const description = property.meta()?.description;
  return description === undefined ? layer : layer.meta({ description });
}

/** An object of a YAML file. */
export type Tree = { readonly [key: string]: unknown };

/**
 * Lays one layer over another: objects are merged, anything else is replaced, `null` drops. Neither is changed.
 * @param nulls whether `null` drops, or is kept for when the result is laid over a third
 */
export function overlay(lower: Tree, upper: Tree, nulls: 'drop' | 'keep-nulls' = 'drop'): Tree {
  const merged: Record<string, unknown> = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    const below = merged[key];
    if (value === null && nulls === 'drop') delete merged[key];
    else if (isTree(value)) merged[key] = overlay(isTree(below) ? below : {}, value, nulls);
    else merged[key] = value;
  }
  return merged;
}

/** Whether a value is an object whose properties are merged one by one. */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
