/** What a terms code of the sandbox's companies stands for: those that are numbers are days net. Empty for others. */
export function termsText(code: string | undefined): string {
  return code !== undefined && /^\d+$/.test(code) ? `NET ${Number(code)}` : '';
}
