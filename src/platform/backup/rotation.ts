import { type Day, dayNumber } from '../../kernel/time.ts';
import type { Why } from './manifest.ts';

/** How many are kept of each kind; of the daily ones also the first of each of the last weeks (docs/decisions). */
export const KEEP = { daily: 7, weekly: 4, 'before-update': 3, 'by-hand': 5 } as const;

/** A backup as far as keeping it is concerned. */
export interface Kept {
  readonly name: string;
  readonly why: Why;
  readonly day: Day;
}

/** Weeks begin on Monday; day number 0 was a Thursday. */
function weekOf(day: Day): number {
  return Math.floor((dayNumber(day) + 3) / 7);
}

/** The names of those that are not kept any longer. Names sort by time within a kind. */
export function surplus(backups: readonly Kept[]): readonly string[] {
  const latestFirst = (why: Why): Kept[] =>
    backups.filter((backup) => backup.why === why).sort((a, b) => (a.day === b.day ? (a.name < b.name ? 1 : -1) : a.day < b.day ? 1 : -1));
  const daily = latestFirst('daily');
  const firstOfWeek = new Map(daily.map((backup) => [weekOf(backup.day), backup.name]));
  const weekly = new Set([...firstOfWeek.values()].slice(0, KEEP.weekly));
  return [
    ...daily.slice(KEEP.daily).filter(({ name }) => !weekly.has(name)),
    ...latestFirst('before-update').slice(KEEP['before-update']),
    ...latestFirst('by-hand').slice(KEEP['by-hand']),
  ].map(({ name }) => name);
}
