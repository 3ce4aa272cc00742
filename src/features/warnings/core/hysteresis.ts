import { type Column, cell, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import { known, unknown } from '../../../kernel/known.ts';
import type { RuleExplanation } from './rule.ts';

/** When a state begins and when it is over. */
export interface Hysteresis {
  readonly fires: (value: number) => boolean;
  readonly clears: (value: number) => boolean;
  /** So many clearing days in a row end the state. */
  readonly clearDays: number;
}

const NOT_STARTED = reasonCode('not-started');
const ENDED = reasonCode('ended');

interface State {
  firing: boolean | null;
  since: number;
  goodDays: number;
}

// An Unknown day says nothing: it neither counts as good nor breaks the row. Where the account is not live, nothing is remembered.
function step(state: State, value: number, reason: number, day: number, rule: Hysteresis): void {
  if (reason === NOT_STARTED || reason === ENDED) {
    [state.firing, state.goodDays] = [null, 0];
    return;
  }
  if (reason !== 0 && reason !== PARTIAL) return;
  if (state.firing !== true) {
    state.firing = rule.fires(value);
    [state.since, state.goodDays] = [day, 0];
    return;
  }
  state.goodDays = rule.clears(value) ? state.goodDays + 1 : 0;
  if (state.goodDays >= rule.clearDays) state.firing = false;
}

/**
 * A firing state over time: begins when the value fires, ends after enough clearing days in a row.
 *
 * @param values  The watched metric. The state is found from its first cell on, so an answer never depends on `from`.
 * @param rule    When it begins and ends.
 * @param from    Day number of the first cell of the answer.
 * @param to      Day number of the last cell, included.
 * @returns       1 firing, 0 quiet. Through Unknown days the last state is kept; Unknown with the day's reason before the first
 *                Known value and where the account is not live.
 * @source        MON-05.
 * @example       firingColumn({ from: 0, values: Float64Array.of(0.1, 0.3, 0.3), reasons: new Uint8Array(3) }, { fires: (v) => v < 0.2, clears: (v) => v >= 0.25, clearDays: 2 }, 0, 2).values // => Float64Array.of(1, 1, 0)
 */
export function firingColumn(values: Column, rule: Hysteresis, from: number, to: number): Column {
  const answer = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  const state: State = { firing: null, since: 0, goodDays: 0 };
  for (let index = 0; index < values.values.length; index++) {
    const day = values.from + index;
    if (day > to) break;
    const reason = values.reasons[index] ?? 0;
    step(state, values.values[index] ?? Number.NaN, reason, day, rule);
    if (day < from) continue;
    answer.reasons[day - from] = state.firing === null ? reason : 0;
    if (state.firing !== null) answer.values[day - from] = state.firing ? 1 : 0;
  }
  return answer;
}

/**
 * Whether the state of a day is the same whatever was before the first cell.
 *
 * Of two states that may have been, good days and firing values keep the quieter one quieter or make both one: so the quietest and the
 * loudest decide for all between them.
 *
 * @param values  As for `firingColumn`.
 * @param rule    As for `firingColumn`.
 * @param day     Day number.
 * @returns       False where an earlier first cell could give another state.
 * @source        MON-05.
 * @example       isSettled({ from: 0, values: Float64Array.of(0.22, 0.1), reasons: new Uint8Array(2) }, { fires: (v) => v < 0.2, clears: (v) => v >= 0.25, clearDays: 7 }, 1) // => true
 */
export function isSettled(values: Column, rule: Hysteresis, day: number): boolean {
  const quiet: State = { firing: null, since: 0, goodDays: 0 };
  const loud: State = { firing: true, since: 0, goodDays: 0 };
  for (let index = 0; index < values.values.length && values.from + index <= day; index++)
    for (const state of [quiet, loud])
      step(state, values.values[index] ?? Number.NaN, values.reasons[index] ?? 0, values.from + index, rule);
  return quiet.firing === loud.firing && (quiet.firing === false || quiet.goodDays === loud.goodDays);
}

/**
 * What the firing state of one day rests on.
 *
 * @param values  As for `firingColumn`.
 * @param rule    As for `firingColumn`.
 * @param day     Day number.
 * @returns       The state (equal to the cell of the column), the value, since when it fires, and the good days counted so far.
 * @source        MON-05.
 * @example       explainFiring({ from: 0, values: Float64Array.of(0.1, 0.3), reasons: new Uint8Array(2) }, { fires: (v) => v < 0.2, clears: (v) => v >= 0.25, clearDays: 7 }, 1) // => { state: { known: true, value: 1 }, value: { known: true, value: 0.3 }, firingSince: 0, goodDays: 1 }
 */
export function explainFiring(values: Column, rule: Hysteresis, day: number): RuleExplanation {
  const state: State = { firing: null, since: 0, goodDays: 0 };
  for (let index = 0; index < values.values.length && values.from + index <= day; index++) {
    step(state, values.values[index] ?? Number.NaN, values.reasons[index] ?? 0, values.from + index, rule);
  }
  const firing = state.firing === true;
  const value = cell(values, day);
  const within = day >= values.from && day < values.from + values.values.length;
  return {
    state: within && state.firing !== null ? known(firing ? 1 : 0) : value.known ? unknown('not-computed') : value,
    value,
    firingSince: firing ? state.since : null,
    goodDays: firing ? state.goodDays : 0,
  };
}
