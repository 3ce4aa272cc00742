import type { InputOf } from '../../../../contract/operation.ts';
import { type Day, isDay } from '../../../../kernel/time.ts';
import type { postMovement } from '../../contract-ledger.ts';
import { minorDigits } from '../../core/exchange.ts';

/** What a person may post; everything else follows from the days of lines. */
export const POSTED_TYPES = ['expansion', 'contraction', 'price', 'renewal'] as const;
export const SALES = ['ADD', 'CROSS', 'VALUE'] as const;

/** A line on which something can be posted. */
export interface PostableLine {
  readonly id: string;
  readonly title: string;
  /** Minor units a year; null where its contract says it, not the line. */
  readonly worthMinor: number | null;
  readonly currency: string;
  readonly startsOn: string;
  /** The last day; null: it goes on. */
  readonly endsOn: string | null;
}

/** What the form holds; amounts without their sign, in whole units of the currency. */
export interface Posting {
  readonly line: string;
  readonly type: (typeof POSTED_TYPES)[number];
  readonly secondSale: (typeof SALES)[number];
  readonly priceGoes: 'up' | 'down';
  readonly amountMinor: number | null;
  readonly day: string;
  readonly note: string;
}

/** What is wrong with a posting: a word of `ledger:post.problem` by field. */
export type PostingProblems = Partial<
  Record<'line' | 'amountMinor' | 'day' | 'note', 'line' | 'amount' | 'tooMuch' | 'day' | 'span' | 'note'>
>;

/** What a posting adds to a line a year, in minor units and with its sign. */
export function addedMinor({ type, priceGoes, amountMinor }: Posting, currency: string): number {
  if (type === 'renewal') return 0;
  const minor = Math.round((amountMinor ?? 0) * 10 ** minorDigits(currency));
  return type === 'contraction' || (type === 'price' && priceGoes === 'down') ? -minor : minor;
}

/** What a line is worth after a posting; null where that is not known here. */
export function worthAfter(posting: Posting, line: PostableLine | undefined): number | null {
  if (line === undefined || line.worthMinor === null) return null;
  return line.worthMinor + addedMinor(posting, line.currency);
}

/** What is wrong with a posting, by field. The server asks the same. */
export function postingProblems(posting: Posting, line: PostableLine | undefined): PostingProblems {
  const { type, amountMinor, day, note } = posting;
  const after = worthAfter(posting, line);
  const lacksAmount = type !== 'renewal' && (amountMinor === null || amountMinor <= 0);
  const outside = line !== undefined && (day < line.startsOn || (line.endsOn !== null && day > line.endsOn));
  return {
    ...(line === undefined ? { line: 'line' as const } : {}),
    ...(lacksAmount ? { amountMinor: 'amount' as const } : after !== null && after < 0 ? { amountMinor: 'tooMuch' as const } : {}),
    ...(isDay(day) ? (outside ? { day: 'span' as const } : {}) : { day: 'day' as const }),
    ...(note.trim() === '' ? { note: 'note' as const } : {}),
  };
}

/** A posting as the operation takes it. */
export function postingInput(posting: Posting, line: PostableLine): InputOf<typeof postMovement> {
  const { type, secondSale, day, note } = posting;
  return {
    ...{ line: line.id, day: day as Day, type, note: note.trim() },
    amountMinor: addedMinor(posting, line.currency),
    ...(type === 'expansion' ? { secondSale } : {}),
  };
}
