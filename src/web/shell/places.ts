import { ADMINISTERING, CUSTOMER_WORK, LEADING, type PersonFunction } from '../../contract/access.ts';
import { holdsOne } from '../landing.ts';

/** A place of the shell: where it leads, what it is called (`shell:place.*`), and who finds a working page there. */
export interface Place {
  readonly id: PlaceId;
  readonly to: `/$workspace/${string}`;
  readonly functions: 'any' | readonly PersonFunction[];
}
export type PlaceId =
  | 'day'
  | 'customers'
  | 'start'
  | 'import'
  | 'connect'
  | 'settings'
  | 'account'
  | 'workspace'
  | 'people'
  | 'teams'
  | 'health'
  | 'keys'
  | 'audit';

const WORK: readonly Place[] = [
  { id: 'day', to: '/$workspace/day', functions: CUSTOMER_WORK },
  { id: 'customers', to: '/$workspace/customers', functions: 'any' },
];

const DATA: readonly Place[] = [
  { id: 'import', to: '/$workspace/import', functions: LEADING },
  { id: 'connect', to: '/$workspace/connect', functions: [...LEADING, 'product'] },
];

const SETTINGS: readonly Place[] = [
  { id: 'account', to: '/$workspace/settings/account', functions: 'any' },
  { id: 'workspace', to: '/$workspace/settings/workspace', functions: ADMINISTERING },
  { id: 'people', to: '/$workspace/settings/people', functions: ADMINISTERING },
  { id: 'teams', to: '/$workspace/settings/teams', functions: ADMINISTERING },
  { id: 'health', to: '/$workspace/settings/health', functions: ADMINISTERING },
  { id: 'keys', to: '/$workspace/settings/keys', functions: ADMINISTERING },
  { id: 'audit', to: '/$workspace/settings/audit', functions: LEADING },
];

/** The places a person finds, in their groups; a place appears only where its page works for them. */
export interface Places {
  readonly work: readonly Place[];
  readonly data: readonly Place[];
  readonly settings: readonly Place[];
}

/**
 * What the rail and the tabs show.
 *
 * @param functions  What the person does in this workspace.
 * @returns          Places by group.
 */
export function placesFor(functions: readonly PersonFunction[]): Places {
  const allowed = (places: readonly Place[]): readonly Place[] => places.filter((place) => holdsOne(functions, place.functions));
  return { work: allowed(WORK), data: allowed(DATA), settings: allowed(SETTINGS) };
}

/** Who may open a place: for its route. */
export function functionsOf(id: PlaceId): 'any' | readonly PersonFunction[] {
  return [...WORK, ...DATA, ...SETTINGS].find((place) => place.id === id)?.functions ?? 'any';
}
