import type { Maybe } from '../../../kernel/known.ts';

export type WarningState = 'new' | 'acknowledged' | 'working' | 'resolved' | 'false-alarm';
export type WarningAct = 'acknowledge' | 'start-work' | 'stop-work' | 'resolve' | 'call-false-alarm';

/** From which state which act leads where. What is missing is refused; closing may be taken back by `reopen` alone. */
export const TRANSITIONS: Readonly<Record<WarningState, Partial<Record<WarningAct, WarningState>>>> = {
  new: { acknowledge: 'acknowledged', 'start-work': 'working', resolve: 'resolved', 'call-false-alarm': 'false-alarm' },
  acknowledged: { acknowledge: 'acknowledged', 'start-work': 'working', resolve: 'resolved', 'call-false-alarm': 'false-alarm' },
  working: {
    acknowledge: 'working',
    'start-work': 'working',
    'stop-work': 'acknowledged',
    resolve: 'resolved',
    'call-false-alarm': 'false-alarm',
  },
  resolved: {},
  'false-alarm': {},
};

/**
 * Whether a warning still asks for work.
 *
 * @param state  Its state.
 * @returns      True until it is resolved or called a false alarm.
 * @example      isOpen('working') // => true
 */
export function isOpen(state: WarningState): boolean {
  return state !== 'resolved' && state !== 'false-alarm';
}

/** A warning as the journal remembers it. Days are day numbers. */
export interface JournalEntry {
  readonly state: WarningState;
  readonly openedOn: number;
  /** Null while open. */
  readonly closedOn: number | null;
}

/** What a rule says today about one account. */
export interface Judgement {
  readonly day: number;
  /** 1 firing, 0 quiet: the last cell of the rule's column. */
  readonly state: Maybe<number>;
  /** The value of the rule's metric today. */
  readonly value: Maybe<number>;
  /** Whether today's value by itself fires. */
  readonly fires: boolean;
}

export type Verdict = { readonly act: 'keep' } | { readonly act: 'open'; readonly value: number } | { readonly act: 'resolve' };

/**
 * Compares what a rule says today with what was said before.
 *
 * A warning opens when today's own value fires (a value between firing and all-clear opens nothing), none is open, and the last
 * one opened at least the cool-down ago. An open warning is resolved when the rule is quiet, or the account has ended. The state is asked for
 * of an open warning only. Nothing changes when the rule is Unknown, or when the journal already knows a later day.
 *
 * @param today         The judgement of the day.
 * @param latest        The warning of this account and rule that was opened last; null without one.
 * @param coolDownDays  Days from an opening on which no second one opens.
 * @returns             What to do.
 * @source              MON-05, settled 11.
 * @example             reconcile({ day: 20, state: known(1), value: known(0.199), fires: true }, null, 14) // => { act: 'open', value: 0.199 }
 */
export function reconcile(today: Judgement, latest: JournalEntry | null, coolDownDays: number): Verdict {
  if (latest !== null && Math.max(latest.openedOn, latest.closedOn ?? latest.openedOn) > today.day) return { act: 'keep' };
  if (latest !== null && isOpen(latest.state)) {
    const quiet = today.state.known ? today.state.value === 0 : today.state.reason === 'ended';
    return quiet ? { act: 'resolve' } : { act: 'keep' };
  }
  if (!today.value.known || !today.fires) return { act: 'keep' };
  if (latest !== null && today.day - latest.openedOn < coolDownDays) return { act: 'keep' };
  return { act: 'open', value: today.value.value };
}
