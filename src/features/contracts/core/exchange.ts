import type { Day } from '../../../kernel/time.ts';

/** How much of `to` one unit of `currency` is worth from a day on, until the next entry. */
export interface DatedRate {
  readonly currency: string;
  readonly to: string;
  readonly on: Day;
  readonly rate: number;
}

/** Rates of a workspace, to be asked by day. */
export interface Exchange {
  /** What one minor unit of a currency is worth in minor units of another on a day; null where no entry says so. */
  rateOn(currency: string, to: string, day: Day): number | null;
}

/**
 * Makes dated rates ready to be asked: the entry of the day or the last one before it counts, also the other way round.
 *
 * @param rates  The entries; of two for the same day the later one in the list counts.
 * @returns      What can be asked.
 * @example      exchangeOf([{ currency: 'USD', to: 'CNY', on: '2026-01-01', rate: 7 }]).rateOn('USD', 'CNY', '2026-02-01') // => 7
 */
export function exchangeOf(rates: readonly DatedRate[]): Exchange {
  const pairs = new Map<string, { on: Day; rate: number }[]>();
  for (const { currency, to, on, rate } of rates) {
    const [from, into] = [currency.toUpperCase(), to.toUpperCase()];
    if (rate <= 0 || from === into) continue;
    const key = `${from} ${into}`;
    pairs.set(key, [...(pairs.get(key) ?? []), { on, rate }]);
  }
  for (const [key, dated] of pairs) pairs.set(key, [...new Map(dated.map((one) => [one.on, one])).values()].sort(byDay));
  const latest = (from: string, into: string, day: Day): { on: Day; rate: number } | null => {
    const dated = pairs.get(`${from} ${into}`) ?? [];
    let [low, high] = [0, dated.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((dated[middle]?.on ?? day) <= day) low = middle + 1;
      else high = middle;
    }
    return dated[low - 1] ?? null;
  };
  return {
    rateOn(currency, to, day) {
      if (currency === to) return 1;
      const scale = 10 ** (minorDigits(to) - minorDigits(currency));
      const straight = latest(currency, to, day);
      const turned = latest(to, currency, day);
      if (straight !== null && (turned === null || straight.on >= turned.on)) return straight.rate * scale;
      return turned === null ? null : scale / turned.rate;
    },
  };
}

function byDay(a: { readonly on: Day }, b: { readonly on: Day }): number {
  return a.on < b.on ? -1 : 1;
}

/**
 * How many digits of a currency stand after the point: its minor units.
 *
 * @param currency  Three capitals.
 * @returns         2 for most and for what is no currency, 0 for the yen.
 * @source          ISO 4217, as the runtime knows it.
 * @example         minorDigits('JPY') // => 0
 */
export function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
