/** How the company's own currency is written: as SYSPRO sites do, a symbol instead of the ISO code. */
export const localCurrency = '$';

/** Whether a document's currency is not the company's own. */
export function isForeign(currency: string | undefined): boolean {
  return currency !== undefined && currency !== '' && currency !== localCurrency;
}
