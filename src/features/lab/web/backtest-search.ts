import { addDays, type Day, dayFromNumber, dayNumber } from '../../../kernel/time.ts';
import type { SaidOutcome } from '../contract.ts';
import { type Subject, subjectText } from '../contract-backtest.ts';
import { HORIZONS, labAddress, labSearchIn } from './lab-search.ts';

/** What the address of a back-test asks for. */
export interface BackTestSearch {
  readonly of?: Subject;
  /** What it is compared with; absent: a draft with what is in force, anything else with nothing. */
  readonly beside?: Subject | typeof NOTHING;
  readonly outcome?: SaidOutcome;
  readonly horizon?: number;
  readonly months?: number;
}

/** In an address: compared with nothing. */
export const NOTHING = 'nothing';
export const SPANS = [6, 12, 18, 24] as const;
/** A day of silence is told only when it is over; the end of a customer after a grace of 30 days. */
const TOLD_AFTER = { dormant: 2, others: 32 } as const;

/** Of what is asked for, only what can be: so that an old or mistyped link still opens. */
export function backTestSearchIn(found: Readonly<Record<string, unknown>>): BackTestSearch {
  const { outcome, horizon } = labSearchIn(found);
  const months = Number(found.months);
  const of = typeof found.of === 'string' ? subjectIn(found.of) : null;
  const beside = found.beside === NOTHING ? NOTHING : typeof found.beside === 'string' ? subjectIn(found.beside) : null;
  return {
    ...(of === null ? {} : { of }),
    ...(beside === null ? {} : { beside }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(HORIZONS.some((one) => one === horizon) ? { horizon: horizon as number } : {}),
    ...(SPANS.some((one) => one === months) ? { months } : {}),
  };
}

/** What the address says: the parts that are not as usual. */
export function backTestAddress({ of, beside, ...search }: BackTestSearch): Readonly<Record<string, unknown>> {
  return {
    ...labAddress(search),
    ...(of === undefined ? {} : { of: subjectText(of) }),
    ...(beside === undefined ? {} : { beside: beside === NOTHING ? NOTHING : subjectText(beside) }),
  };
}

/**
 * What a judgement is compared with.
 *
 * @param subject  What is put to the test.
 * @param asked    What the address asks for.
 * @returns        The other judgement: of a draft what is in force, unless something else is asked for; null for nothing. Nothing is compared with itself.
 */
export function besideOf(subject: Subject, asked: BackTestSearch['beside']): Subject | null {
  if (asked === NOTHING) return null;
  const usual: Subject | null = subject.kind === 'model' && subject.version === 'draft' ? { kind: 'model', model: subject.model } : null;
  const found = asked ?? usual;
  return found === null || subjectText(found) === subjectText(subject) ? null : found;
}

const ID = '[a-z0-9_-]{1,80}';

/** What is put to the test, from an address or a list. */
export function subjectIn(text: string): Subject | null {
  if (text === 'learned') return { kind: 'learned' };
  const [, kind, name = ''] = new RegExp(`^(metric|rule):(${ID})$`).exec(text) ?? [];
  if (kind === 'metric') return { kind, metric: name };
  if (kind === 'rule') return { kind, rule: name };
  const [, model, version] = new RegExp(`^(${ID})(?:@(draft|\\d{1,6}))?$`).exec(text) ?? [];
  if (model === undefined) return null;
  if (version === undefined) return { kind: 'model', model };
  return { kind: 'model', model, version: version === 'draft' ? version : Number(version) };
}

/**
 * The months to judge: the last ones of which it is known by now what came.
 *
 * @param today    Today.
 * @param outcome  What is asked about.
 * @param horizon  How many days it may take; dormancy has days of its own.
 * @param months   How many months.
 * @returns        First and last month, as `2026-07`.
 */
export function monthsKnown(
  today: Day,
  outcome: SaidOutcome,
  horizon: number,
  months: number,
): { readonly from: string; readonly to: string } {
  const days = outcome.kind === 'dormant' ? outcome.days + TOLD_AFTER.dormant : horizon + TOLD_AFTER.others;
  const told = dayFromNumber(dayNumber(today) - days);
  // A month counts when its last day is told: the next day is another month then.
  const whole = addDays(told, 1).slice(0, 7) !== told.slice(0, 7);
  const last = monthIndex(told) - (whole ? 0 : 1);
  return { from: monthText(last - months + 1), to: monthText(last) };
}

function monthIndex(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function monthText(index: number): string {
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}
