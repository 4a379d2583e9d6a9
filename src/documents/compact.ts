/** Without the properties that are undefined, so that a document equals its own JSON. */
export function compact<T extends object>(value: T): T {
  const copy = { ...value };
  for (const name of Object.keys(copy)) if (Reflect.get(copy, name) === undefined) Reflect.deleteProperty(copy, name);
  return copy;
}
