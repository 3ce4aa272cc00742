import type { Day } from '../../../kernel/time.ts';

/** The days on which somebody is away, both included, and who takes their new work meanwhile. */
export interface Away<Id extends string = string> {
  readonly from: Day;
  readonly until: Day;
  readonly standInId: Id | null;
}

/** What decides who takes over. */
export interface Worker<Id extends string = string> {
  /** Has access. */
  readonly active: boolean;
  readonly away: Away<Id> | null;
}

/** Nobody is away for longer without being asked again. */
export const LONGEST_AWAY_DAYS = 366;

/**
 * Whether somebody is away on a day. It ends by itself.
 *
 * @param away  What they said; null when nothing.
 * @param on    The day.
 * @returns     True from the first to the last day, both included.
 * @example     isAwayOn({ from: day('2026-11-18'), until: day('2026-11-20'), standInId: null }, day('2026-11-20')) // => true
 * @example     isAwayOn({ from: day('2026-11-18'), until: day('2026-11-20'), standInId: null }, day('2026-11-21')) // => false
 */
export function isAwayOn(away: Away | null, on: Day): boolean {
  return away !== null && away.from <= on && on <= away.until;
}

/**
 * Who takes the new work of somebody on a day. A stand-in who is away too, or whose access has ended, takes none: then the work stays where it
 * is, for all to see.
 *
 * @param id       Whose work.
 * @param workers  Everybody, by id.
 * @param on       The day.
 * @returns        The stand-in; null when nobody takes over.
 * @example        standInOn('a', new Map([['a', { active: true, away: { from: day('2026-11-18'), until: day('2026-11-20'), standInId: 'b' } }], ['b', { active: true, away: null }]]), day('2026-11-18')) // => 'b'
 */
export function standInOn<Id extends string>(id: Id, workers: ReadonlyMap<Id, Worker<Id>>, on: Day): Id | null {
  const away = workers.get(id)?.away ?? null;
  if (away === null || away.standInId === null || !isAwayOn(away, on)) return null;
  const standIn = workers.get(away.standInId);
  return standIn === undefined || !standIn.active || isAwayOn(standIn.away, on) ? null : away.standInId;
}
