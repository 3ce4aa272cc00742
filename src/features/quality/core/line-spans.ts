import { addDays, type Day, isDay } from '../../../kernel/time.ts';
import type { Fact } from './facts.ts';

/** The days of a contract line, both included; `to` null: it goes on. */
export interface LineSpan {
  readonly line: Fact;
  readonly from: Day;
  readonly to: Day | null;
}

/**
 * The days of lines, without those that have no first day or end before it.
 *
 * @param lines  Contract lines.
 * @returns      Their spans, in the order of the lines.
 * @example      lineSpans([{ kind: 'contract-line', id: 'l', account: 'a', content: { startsOn: '2026-01-01' }, custom: {} }]).map(({ from, to }) => [from, to]) // => [['2026-01-01', null]]
 */
export function lineSpans(lines: readonly Fact[]): readonly LineSpan[] {
  return lines.flatMap((line): readonly LineSpan[] => {
    const { startsOn: from, endsOn: to } = line.content;
    if (typeof from !== 'string' || !isDay(from)) return [];
    if (to === undefined) return [{ line, from, to: null }];
    return typeof to === 'string' && isDay(to) && to >= from ? [{ line, from, to }] : [];
  });
}

/**
 * The lines that go on after a day: begun by then, and not ended on it.
 *
 * @param spans  Spans of lines.
 * @param on     The day.
 * @returns      Those that go on.
 * @example      goingOn(lineSpans([{ kind: 'contract-line', id: 'l', account: 'a', content: { startsOn: '2026-01-01', endsOn: '2026-01-31' }, custom: {} }]), day('2026-01-31')) // => []
 */
export function goingOn(spans: readonly LineSpan[], on: Day): readonly LineSpan[] {
  return spans.filter(({ from, to }) => from <= on && (to === null || to > on));
}

/**
 * The lines that were live on a day or ended the day before it: one who leaves on a day had a line until then.
 *
 * @param spans  Spans of lines.
 * @param on     The day.
 * @returns      Those lines.
 * @example      endingBy(lineSpans([{ kind: 'contract-line', id: 'l', account: 'a', content: { startsOn: '2026-01-01', endsOn: '2026-01-31' }, custom: {} }]), day('2026-02-01')).length // => 1
 */
export function endingBy(spans: readonly LineSpan[], on: Day): readonly LineSpan[] {
  return spans.filter(({ from, to }) => from <= on && (to === null || to >= addDays(on, -1)));
}
