import { addDays, type Day, isDay } from '../../../kernel/time.ts';
import type { SaidOutcome } from '../contract.ts';

/** What the address asks for. */
export interface LabSearch {
  readonly rule?: string;
  /** A threshold other than the rule's own, in its unit. */
  readonly fireAt?: number;
  readonly outcome?: SaidOutcome;
  readonly horizon?: number;
  readonly months?: number;
  /** By what was recorded by the end of each day; absent: by what had occurred. */
  readonly strict?: true;
}

export const PERIODS = [6, 12, 24, 36] as const;
export const HORIZONS = [30, 60, 90, 120, 180] as const;
/** How long nobody must have used it to be dormant. */
export const DORMANT_DAYS = { least: 7, most: 730 } as const;
export const PLAIN_OUTCOMES = ['ended', 'contracted', 'expanded', 'renewed'] as const;

/** Of what is asked for, only what can be: so that an old or mistyped link still opens. */
export function labSearchIn(found: Readonly<Record<string, unknown>>): LabSearch {
  const [fireAt, horizon, months] = [Number(found.fireAt), Number(found.horizon), Number(found.months)];
  const outcome = typeof found.outcome === 'string' ? outcomeIn(found.outcome) : null;
  return {
    ...(typeof found.rule === 'string' && /^[a-z0-9-]{1,60}$/.test(found.rule) ? { rule: found.rule } : {}),
    ...(found.fireAt !== undefined && Number.isFinite(fireAt) ? { fireAt } : {}),
    ...(outcome === null ? {} : { outcome }),
    ...(Number.isInteger(horizon) && horizon >= 1 && horizon <= 730 ? { horizon } : {}),
    ...(PERIODS.some((one) => one === months) ? { months } : {}),
    ...(found.strict === true ? { strict: true } : {}),
  };
}

function outcomeIn(text: string): SaidOutcome | null {
  const plain = PLAIN_OUTCOMES.find((kind) => kind === text);
  if (plain !== undefined) return { kind: plain };
  const days = Number(/^dormant:(\d{1,3})$/.exec(text)?.[1]);
  if (days >= DORMANT_DAYS.least && days <= DORMANT_DAYS.most) return { kind: 'dormant', days };
  const condition = /^when:([\s\S]{1,1000})$/.exec(text)?.[1]?.trim() ?? '';
  return condition === '' ? null : { kind: 'condition', condition };
}

/** An outcome as it stands in an address and in a list. */
export function outcomeName(outcome: SaidOutcome): string {
  if (outcome.kind === 'condition') return `when:${outcome.condition}`;
  return outcome.kind === 'dormant' ? `dormant:${outcome.days}` : outcome.kind;
}

/** What the address says: the parts that are not as usual. */
export function labAddress({ outcome, ...search }: LabSearch): Readonly<Record<string, unknown>> {
  return { ...search, ...(outcome === undefined ? {} : { outcome: outcomeName(outcome) }) };
}

/** The days of so many months up to today. */
export function periodTo(today: Day, months: number): { readonly from: Day; readonly to: Day } {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 8);
  const wanted = `${first}${today.slice(8)}`;
  // There is no 31 February: the period begins on the next day that there is.
  return { from: isDay(wanted) ? addDays(wanted, 1) : addDays(`${first}28` as Day, 1), to: today };
}
