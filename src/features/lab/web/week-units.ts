import { type Day, dayFromNumber, dayNumber, mondayOf } from '../../../kernel/time.ts';

type Result = 'hit' | 'miss' | 'undecided';

export interface Week extends Readonly<Record<Result, number>> {
  readonly monday: Day;
}

/** One column of the chart: a week with its warnings and outcomes. */
export interface WeekColumn {
  readonly monday: Day;
  /** What each square stands for, the lowest first. */
  readonly units: readonly Result[];
  /** Outcomes of the week that a warning came before, and those without. */
  readonly caught: number;
  readonly missed: number;
}

export interface WeekChart {
  readonly weeks: readonly WeekColumn[];
  /** So many warnings are one square. */
  readonly perUnit: number;
  readonly highest: number;
}

const WEEK = 7;
/** Squares that stand over each other at most. */
const MOST_UNITS = 12;
const ORDER = ['hit', 'miss', 'undecided'] as const;

/**
 * Warnings of a period as squares, a column a week, and the outcomes beneath.
 *
 * @param period    First and last day.
 * @param counted   Warnings by week; weeks without any may be left out.
 * @param outcomes  Outcomes with the day of the warning before them, where one came in time.
 * @returns         Every week of the period, in order.
 */
export function weekUnits(
  period: { readonly from: Day; readonly to: Day },
  counted: readonly Week[],
  outcomes: readonly { readonly day: Day; readonly warnedOn: Day | null }[],
): WeekChart {
  const total = ({ hit, miss, undecided }: Week): number => hit + miss + undecided;
  const perUnit = Math.max(1, Math.ceil(Math.max(0, ...counted.map(total)) / MOST_UNITS));
  const byMonday = new Map(counted.map((week) => [dayNumber(week.monday), week]));
  const weeks: WeekColumn[] = [];
  for (let monday = mondayOf(dayNumber(period.from)); monday <= dayNumber(period.to); monday += WEEK) {
    const week = byMonday.get(monday);
    const units = week === undefined ? [] : ORDER.flatMap((result) => new Array<Result>(Math.ceil(week[result] / perUnit)).fill(result));
    const own = outcomes.filter(({ day }) => mondayOf(dayNumber(day)) === monday);
    const caught = own.filter(({ warnedOn }) => warnedOn !== null).length;
    weeks.push({ monday: dayFromNumber(monday), units, caught, missed: own.length - caught });
  }
  return { weeks, perUnit, highest: Math.max(0, ...weeks.map(({ units }) => units.length)) };
}
