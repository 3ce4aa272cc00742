import { type Column, cell } from '../../../kernel/column.ts';
import { unknown } from '../../../kernel/known.ts';
import { isOpen, type JournalEntry, reconcile, type Verdict } from './lifecycle.ts';
import type { ReadyRule } from './registry.ts';

/**
 * The days on which a rule would have opened a warning of one customer, judged day by day as it would have been.
 *
 * @param rule     The rule.
 * @param columns  Its inputs. States are found from their first cells on.
 * @param from     Day number of the first day judged.
 * @param to       Day number of the last day judged, included.
 * @returns        Day numbers of the openings, and whether the last one is still open on `to`.
 * @source         MON-05.
 * @example        openings({ evaluate: (columns) => columns.low, watched: (columns) => columns.low, fires: (value) => value === 1, coolDownDays: 0 }, { low: { from: 0, values: Float64Array.of(0, 1, 1, 0), reasons: new Uint8Array(4) } }, 0, 3) // => { days: [1], open: false }
 */
export function openings(
  rule: Pick<ReadyRule, 'evaluate' | 'watched' | 'fires' | 'coolDownDays'>,
  columns: Readonly<Record<string, Column>>,
  from: number,
  to: number,
): { readonly days: readonly number[]; readonly open: boolean } {
  const values = rule.watched(columns, from, to);
  const days: number[] = [];
  let latest = null as JournalEntry | null;
  // Whether one is over is asked of an open warning only: of most customers the states are never found.
  let states: Column | null = null;
  for (let day = from; day <= to; day++) {
    const isWaiting = latest !== null && isOpen(latest.state);
    if (isWaiting) states ??= rule.evaluate(columns, from, to);
    // While a warning is open only a state that is over can change anything; while none is, only a value that fires.
    if (isWaiting ? states?.values[day - states.from] === 1 : !firesOn(rule, values, day)) continue;
    const state = states === null ? UNASKED : cell(states, day);
    const { act } = reconcile({ day, state, value: cell(values, day), fires: !isWaiting }, latest, rule.coolDownDays);
    if (act === 'open') days.push(day);
    latest = after(act, latest, day);
  }
  return { days, open: latest !== null && isOpen(latest.state) };
}

function after(act: Verdict['act'], latest: JournalEntry | null, day: number): JournalEntry | null {
  if (act === 'open') return { state: 'new', openedOn: day, closedOn: null };
  return act === 'resolve' && latest !== null ? { ...latest, state: 'resolved', closedOn: day } : latest;
}

const UNASKED = unknown('not-computed');

function firesOn({ fires }: Pick<ReadyRule, 'fires'>, values: Column, day: number): boolean {
  const value = values.values[day - values.from] ?? Number.NaN;
  return !Number.isNaN(value) && fires(value);
}
