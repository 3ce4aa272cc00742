import { type Column, cell } from '../../../kernel/column.ts';
import { isOpen, type JournalEntry, reconcile } from './lifecycle.ts';
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
  const [states, values] = [rule.evaluate(columns, from, to), rule.watched(columns, from, to)];
  const days: number[] = [];
  let latest = null as JournalEntry | null;
  for (let day = from; day <= to; day++) {
    if (!asks(latest, states, values, day)) continue;
    const value = cell(values, day);
    const fires = value.known && rule.fires(value.value);
    const { act } = reconcile({ day, state: cell(states, day), value, fires }, latest, rule.coolDownDays);
    if (act === 'open') {
      days.push(day);
      latest = { state: 'new', openedOn: day, closedOn: null };
    } else if (act === 'resolve' && latest !== null) latest = { ...latest, state: 'resolved', closedOn: day };
  }
  return { days, open: latest !== null && isOpen(latest.state) };
}

/** While a warning is open only a state that is over can change anything; while none is, only a value. */
function asks(latest: JournalEntry | null, states: Column, values: Column, day: number): boolean {
  if (latest !== null && isOpen(latest.state)) return states.values[day - states.from] !== 1;
  return !Number.isNaN(values.values[day - values.from] ?? Number.NaN);
}
