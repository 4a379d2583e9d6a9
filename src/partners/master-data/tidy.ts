/** A value without what a field's width or a typist leaves: blanks around it, and runs of them within. */
export function tidy(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
