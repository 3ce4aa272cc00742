import type { DecimalMark } from './read-number.ts';
import { type DateDialect, PLAIN_DATES } from './read-time.ts';

/** How the columns of a file write what reads in several ways, by their headers. */
export interface Dialects {
  readonly dates: ReadonlyMap<string, DateDialect>;
  readonly numbers: ReadonlyMap<string, DecimalMark>;
}

/** Of a file about which nothing is known. */
export const NO_DIALECTS: Dialects = { dates: new Map(), numbers: new Map() };

/**
 * What a mapping says of the days of a column.
 *
 * @param word  As in `day-first`; `year-first` takes nothing for granted.
 * @returns     The dialect.
 * @example     dateDialect('day-first') // => { order: 'day-first', digits: null }
 */
export function dateDialect(word: 'year-first' | 'day-first' | 'month-first' | 'compact' | 'spreadsheet'): DateDialect {
  switch (word) {
    case 'year-first':
      return PLAIN_DATES;
    case 'compact':
    case 'spreadsheet':
      return { order: null, digits: word };
    case 'day-first':
    case 'month-first':
      return { order: word, digits: null };
  }
}
