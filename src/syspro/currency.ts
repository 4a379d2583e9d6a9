export interface CurrencySettings {
  /** ISO 4217 code of the company's own currency. */
  readonly localCurrency: string;
  /** SYSPRO currency code → ISO 4217, where they differ. */
  readonly currencies: Readonly<Record<string, string>>;
}

const isoCurrencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/**
 * The ISO 4217 code of a SYSPRO currency. SYSPRO shows the local one as a blank or a symbol such as `$` (recorded); which codes a
 * site gives the others is its own choice, so a code that is neither mapped nor ISO 4217 is undefined and not guessed.
 */
export function isoCurrency(raw: string | undefined, settings: CurrencySettings): string | undefined {
  const code = raw?.trim() ?? '';
  const mapped = settings.currencies[code];
  if (mapped !== undefined) return mapped;
  if (!/\p{L}/u.test(code)) return settings.localCurrency;
  return isoCurrencies.has(code) ? code : undefined;
}
