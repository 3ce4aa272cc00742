import type { Locale } from '../../../../web/format.ts';
import { minorDigits } from '../../../contracts/core/exchange.ts';

/** In what unit a table writes its amounts: said once, in the head. */
export interface Scale {
  /** Minor units of one. */
  readonly divisor: number;
  readonly unit: 'one' | 'wan' | 'yi' | 'thousand' | 'million';
  readonly digits: number;
}

/**
 * The unit in which amounts up to a largest one are read easily.
 *
 * @param largest   The largest amount, in minor units.
 * @param currency  Its currency.
 * @param locale    Language of the reader: 万 and 亿, or K and M.
 * @returns         The unit.
 */
export function moneyScale(largest: number, currency: string, locale: Locale): Scale {
  const minor = 10 ** minorDigits(currency);
  const size = Math.abs(largest) / minor;
  if (locale === 'zh-CN') {
    if (size >= 1e10) return { divisor: minor * 1e8, unit: 'yi', digits: 2 };
    if (size >= 1e5) return { divisor: minor * 1e4, unit: 'wan', digits: 1 };
  } else {
    if (size >= 1e8) return { divisor: minor * 1e6, unit: 'million', digits: 2 };
    if (size >= 1e5) return { divisor: minor * 1e3, unit: 'thousand', digits: 1 };
  }
  return { divisor: minor, unit: 'one', digits: 0 };
}

/**
 * The unit in which a single amount is said in a sentence: a step larger than in a table, whose small figures need digits.
 *
 * @param amount    The amount, in minor units.
 * @param currency  Its currency.
 * @param locale    Language of the reader.
 * @returns         The unit.
 */
export function sentenceScale(amount: number, currency: string, locale: Locale): Scale {
  const minor = 10 ** minorDigits(currency);
  const size = Math.abs(amount) / minor;
  if (locale === 'zh-CN') return size >= 1e8 ? { divisor: minor * 1e8, unit: 'yi', digits: 2 } : moneyScale(amount, currency, locale);
  return size >= 1e6 ? { divisor: minor * 1e6, unit: 'million', digits: 2 } : moneyScale(amount, currency, locale);
}

/**
 * An amount in the unit of its table.
 *
 * @param amount  Minor units.
 * @param scale   The unit.
 * @returns       As in `1,234.5`; a minus as it is printed, not a hyphen.
 */
export function writeAmount(amount: number, { divisor, digits }: Scale): string {
  const value = amount / divisor;
  const text = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Math.abs(value));
  return value < 0 && !/^[0.,]*$/.test(text) ? `−${text}` : text;
}

/**
 * An amount with all its digits and its currency, for titles and files.
 *
 * @param amount    Minor units.
 * @param currency  Its currency.
 * @returns         As in `1,234,567.89 CNY`.
 */
export function writeFull(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    amount / 10 ** digits,
  );
  return `${text.replace('-', '−')} ${currency}`;
}
