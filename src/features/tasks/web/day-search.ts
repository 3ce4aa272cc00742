import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { DAY_GROUPS, type DayGroup } from './day-view.ts';

export type Whose = 'mine' | 'team';

/** What of the day is in the address, so that a link reproduces it. */
export interface DaySearch {
  readonly task?: string;
  readonly whose?: Whose;
  readonly group?: DayGroup;
  /** Whose work of the team is shown: a person's id, or `nobody`. */
  readonly who?: string;
}

type NextSearch = { readonly [Key in keyof DaySearch]?: DaySearch[Key] | undefined };
export type GoTo = (next: NextSearch) => void;

/** Changes the address; what is not named stays. */
export function useGoTo(search: DaySearch): GoTo {
  const navigate = useNavigate();
  const { task, whose, group, who } = search;
  return useCallback(
    (next: NextSearch) => {
      const merged = { ...{ task, whose, group, who }, ...next };
      const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
      void navigate({ to: '.', search: kept, replace: true });
    },
    [navigate, task, whose, group, who],
  );
}

/**
 * Reads the address.
 *
 * @param search  As the router gives it.
 * @returns       What this page knows; one person's work only within the team's.
 * @example readSearch({ whose: 'team', who: 'nobody', group: 'x' }) // => { whose: 'team', who: 'nobody' }
 */
export function readSearch(search: Readonly<Record<string, unknown>>): DaySearch {
  const team = search.whose === 'team';
  return {
    ...(typeof search.task === 'string' && { task: search.task }),
    ...(team && { whose: 'team' as const }),
    ...(isGroup(search.group) && { group: search.group }),
    ...(team && typeof search.who === 'string' && { who: search.who }),
  };
}

function isGroup(value: unknown): value is DayGroup {
  return DAY_GROUPS.some((group) => group === value);
}
