import { halfWidth } from './half-width.ts';
import type { Reading } from './read-time.ts';

/** How a column writes fractions: 1,234.56 or 1.234,56. `both`: the column has values of either kind. Null: it has none that tells. */
export type DecimalMark = 'point' | 'comma' | 'both' | null;

/** A number as it is written, before anything is rounded: digits × 10^exponent. */
interface Written {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/** An amount in whole minor units. */
export interface ReadMoney {
  readonly minor: number;
  /** The currency that its sign names; null where there is none. */
  readonly sign: string | null;
  /** It had more decimals than its currency, and was rounded. */
  readonly rounded: boolean;
}

/** Signs and words that stand for a currency beside an amount. `$` and `¥` stand for others too: what is said elsewhere counts before them. */
const SIGNS: Readonly<Record<string, string>> = {
  '¥': 'CNY',
  '￥': 'CNY',
  元: 'CNY',
  人民币: 'CNY',
  RMB: 'CNY',
  $: 'USD',
  US$: 'USD',
  美元: 'USD',
  HK$: 'HKD',
  港元: 'HKD',
  港币: 'HKD',
  NT$: 'TWD',
  S$: 'SGD',
  A$: 'AUD',
  C$: 'CAD',
  '€': 'EUR',
  欧元: 'EUR',
  '£': 'GBP',
  英镑: 'GBP',
  日元: 'JPY',
};
/** Currencies that share a sign. */
const DOLLARS = new Set(['USD', 'HKD', 'TWD', 'SGD', 'AUD', 'CAD', 'NZD']);
const YUAN = new Set(['CNY', 'JPY']);

const SIGN_WORDS = Object.keys(SIGNS).toSorted((a, b) => b.length - a.length);
const SIGN = new RegExp(
  `^(${SIGN_WORDS.map(quoted).join('|')}|[A-Z]{3})\\s*(?=[-(\\d.,])|\\s*(${SIGN_WORDS.map(quoted).join('|')}|[A-Z]{3})$`,
  'i',
);

/** What follows a number and makes it larger or smaller, as a power of ten. */
const POWERS: Readonly<Record<string, number>> = { '%': -2, '％': -2, '‰': -3, 千: 3, k: 3, K: 3, 万: 4, 萬: 4, 亿: 8, 億: 8 };
const POWER = /[%％‰千kK万萬亿億]$/;

const GROUPED_WITH_COMMAS = /^[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/;
const WITH_POINT = /^(?:\d+\.?\d*|\.\d+)$/;
const GROUPED_WITH_POINTS = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/;
const WITH_COMMA = /^(?:\d+,?\d*|,\d+)$/;
/** 12.5E+3, as spreadsheets write large numbers. */
const SCIENTIFIC = /^([+-]?\d(?:\.\d+)?)[eE]([+-]?\d{1,2})$/;
const SPACES_BETWEEN = /(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?:\D|$))/g;

/**
 * Reads a number from a cell: `1,234.56`, `1.234,56`, `1 234`, `12.5万`, `15%`, `(12)`, `¥ 12`.
 *
 * @param text  The cell, without blanks around it, not empty.
 * @param mark  How its column writes fractions.
 * @returns     The number, or why it cannot be read.
 * @example     readNumber('12.5万', null) // => { ok: true, value: 125000 }
 * @example     readNumber('(1.234,50)', 'comma') // => { ok: true, value: -1234.5 }
 */
export function readNumber(text: string, mark: DecimalMark): Reading<number> {
  const written = readWritten(withoutSign(text).rest, mark);
  return written.ok ? { ok: true, value: numberOf(written.value) } : written;
}

/**
 * Reads an amount of money into whole minor units, exactly: no fraction of a cent is made or lost on the way.
 *
 * @param text      The cell, without blanks around it, not empty.
 * @param mark      How its column writes fractions.
 * @param currency  What the record says about its currency; null when it says nothing.
 * @returns         The amount, or why it cannot be read; also when its sign names another currency than the record.
 * @example         readMoney('¥1,234.5', null, null) // => { ok: true, value: { minor: 123450, sign: 'CNY', rounded: false } }
 * @example         readMoney('833.3333', null, 'USD') // => { ok: true, value: { minor: 83333, sign: null, rounded: true } }
 */
export function readMoney(text: string, mark: DecimalMark, currency: string | null): Reading<ReadMoney> {
  const { rest, sign } = withoutSign(text);
  if (sign !== null && currency !== null && !isSignOf(sign, currency))
    return { ok: false, reason: `The amount is in ${sign}, and the record says ${currency}.` };
  const written = readWritten(rest, mark);
  if (!written.ok) return written;
  const { negative, digits, exponent } = written.value;
  const shift = exponent + minorDigits(currency ?? sign ?? 'CNY');
  const whole = shift >= 0 ? digits + '0'.repeat(shift) : digits.slice(0, shift) || '0';
  const cut = shift >= 0 ? '' : digits.padStart(-shift, '0').slice(shift);
  const size = Number(whole) + (cut >= '5' ? 1 : 0);
  if (!Number.isSafeInteger(size)) return { ok: false, reason: 'The amount is larger than can be kept exactly.' };
  return { ok: true, value: { minor: negative && size > 0 ? -size : size, sign, rounded: /[1-9]/.test(cut) } };
}

/**
 * What a value tells about the way in which its column writes fractions.
 *
 * @param text  The cell, without blanks around it, not empty.
 * @returns     `point` or `comma`; `either` for 1,234 and 1.234, which tell nothing; `whole`; `none` for no number.
 * @example     numberShape('1.234,56') // => 'comma'
 */
export function numberShape(text: string): 'point' | 'comma' | 'either' | 'whole' | 'none' {
  const bare = bareOf(withoutSign(text).rest).text;
  if (/^\d+$/.test(bare)) return 'whole';
  if (SCIENTIFIC.test(bare)) return 'point';
  const isPoint = GROUPED_WITH_COMMAS.test(bare) || WITH_POINT.test(bare);
  const isComma = GROUPED_WITH_POINTS.test(bare) || WITH_COMMA.test(bare);
  if (isPoint && isComma) return 'either';
  if (isPoint) return 'point';
  return isComma ? 'comma' : 'none';
}

/**
 * The code of a currency, from its code or a word for it.
 *
 * @param text  As in `cny`, `RMB` or `人民币`.
 * @returns     The code of ISO 4217; null for what is none.
 * @example     currencyOf('人民币') // => 'CNY'
 */
export function currencyOf(text: string): string | null {
  const word = text.trim().toUpperCase();
  const code = SIGNS[word] ?? word;
  return /^[A-Z]{3}$/.test(code) && KNOWN.has(code) ? code : null;
}

const NO_MINOR = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const THREE_MINOR = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);
/** ISO 4217, without funds, metals and what is not used any more. */
const KNOWN = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE
  CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
  KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR
  PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD
  TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW`.split(/\s+/),
);

/** Decimals of a currency. */
function minorDigits(currency: string): number {
  return NO_MINOR.has(currency) ? 0 : THREE_MINOR.has(currency) ? 3 : 2;
}

function isSignOf(sign: string, currency: string): boolean {
  return sign === currency || (sign === 'USD' && DOLLARS.has(currency)) || (sign === 'CNY' && YUAN.has(currency));
}

function withoutSign(written: string): { readonly rest: string; readonly sign: string | null } {
  // Most cells are digits from end to end.
  if (/^[\d.,]+$/.test(written)) return { rest: written, sign: null };
  const text = halfWidth(written);
  const negative = text.startsWith('-') || text.startsWith('−') ? '-' : '';
  const found = SIGN.exec(text.slice(negative.length));
  if (found === null) return { rest: text, sign: null };
  const word = (found[1] ?? found[2] ?? '').toUpperCase();
  const sign = SIGNS[word] ?? (KNOWN.has(word) ? word : null);
  return sign === null ? { rest: text, sign } : { rest: negative + text.slice(negative.length).replace(SIGN, '').trim(), sign };
}

/** What is left of a number without minus, brackets, powers and spaces between its digits. */
function bareOf(text: string): { readonly text: string; readonly negative: boolean; readonly power: number } {
  if (/^\d+$/.test(text)) return { text, negative: false, power: 0 };
  const power = POWERS[POWER.exec(text)?.[0] ?? ''];
  let rest = power === undefined ? text : text.slice(0, -1).trim();
  const bracketed = /^\((.*)\)$/.exec(rest)?.[1];
  rest = (bracketed ?? rest).trim();
  const minus = /^[-−]\s*(.+)$/.exec(rest)?.[1] ?? /^([^eE]+?)\s*[-−]$/.exec(rest)?.[1];
  rest = (minus ?? rest.replace(/^\+/, '')).replaceAll(SPACES_BETWEEN, '');
  return { text: rest, negative: bracketed !== undefined || minus !== undefined, power: power ?? 0 };
}

function readWritten(text: string, mark: DecimalMark): Reading<Written> {
  const { text: bare, negative, power } = bareOf(text);
  if (/^\d+$/.test(bare)) return { ok: true, value: { negative, digits: bare, exponent: power } };
  const scientific = SCIENTIFIC.exec(bare);
  if (scientific !== null) {
    const { digits, exponent } = parts((scientific[1] ?? '').replace('+', ''), '.');
    return { ok: true, value: { negative, digits, exponent: exponent + Number(scientific[2]) + power } };
  }
  const decided = decidedMark(bare, mark);
  if (!decided.ok) return decided;
  const [decimal, group] = decided.value === 'point' ? ['.', ','] : [',', '.'];
  const { digits, exponent } = parts(bare.replaceAll(group, ''), decimal);
  return { ok: true, value: { negative, digits, exponent: exponent + power } };
}

function parts(text: string, decimal: string): { digits: string; exponent: number } {
  const [whole = '', fraction = ''] = text.split(decimal);
  return { digits: `${whole}${fraction}` || '0', exponent: fraction === '' ? 0 : -fraction.length };
}

function decidedMark(bare: string, mark: DecimalMark): Reading<'point' | 'comma'> {
  const shape = numberShape(bare);
  if (shape === 'none' || shape === 'whole') return { ok: false, reason: 'Not a number that can be read. Write 1234.56.' };
  if (shape === 'either' && mark === 'both')
    return {
      ok: false,
      reason: `Reads as ${bare.replace(/[.,]/, '')} or as a fraction, and the column has both ways of writing. Write 1234.56.`,
    };
  // Nothing in the column tells: programs write a point before a fraction, and people a comma between thousands.
  const own = shape === 'either' ? (mark ?? 'point') : shape;
  if (own !== 'both' && (mark === null || mark === 'both' || mark === own)) return { ok: true, value: own };
  return { ok: false, reason: `The column writes fractions with a ${mark}, and this value with a ${own}.` };
}

function numberOf({ negative, digits, exponent }: Written): number {
  const size = Number(`${digits}e${exponent}`);
  return negative && size !== 0 ? -size : size;
}

function quoted(text: string): string {
  return text.replaceAll(/[$.*+?^()[\]{}|\\]/g, String.raw`\$&`);
}
