/** What customers of Chinese companies pay in comes first. */
const COMMON = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP', 'SGD', 'TWD', 'KRW', 'AUD'];

/**
 * Currencies to choose from.
 *
 * @param language  In which they are named.
 * @returns         Each with its code and its name, common ones first.
 */
export function currencyOptions(language: string): readonly { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  const all = [...new Set([...COMMON, ...Intl.supportedValuesOf('currency')])];
  return all.map((code) => ({ value: code, label: `${code} ${names.of(code) ?? ''}`.trim() }));
}
