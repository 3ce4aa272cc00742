import { CUSTOMER_WORK, LEADING, type PersonFunction } from '../../contract/access.ts';
import { holdsOne } from '../landing.ts';

/** A place of the shell: where it leads, what it is called (`shell:place.*`), and who finds a working page there. */
export interface Place {
  readonly id: PlaceId;
  readonly to: `/$workspace/${PlaceId}`;
  readonly functions: 'any' | readonly PersonFunction[];
}
export type PlaceId =
  | 'day'
  | 'customers'
  | 'overview'
  | 'warnings'
  | 'revenue'
  | 'retention'
  | 'lab'
  | 'import'
  | 'export'
  | 'connect'
  | 'events'
  | 'mappings'
  | 'waiting'
  | 'sources'
  | 'quality'
  | 'readiness'
  | 'duplicates'
  | 'limits';

const WORK: readonly Place[] = [
  { id: 'day', to: '/$workspace/day', functions: CUSTOMER_WORK },
  { id: 'customers', to: '/$workspace/customers', functions: 'any' },
  { id: 'warnings', to: '/$workspace/warnings', functions: 'any' },
  { id: 'overview', to: '/$workspace/overview', functions: 'any' },
  { id: 'revenue', to: '/$workspace/revenue', functions: ['csm', 'am', 'sales', 'cs-ops', 'cs-head', 'exec', 'admin'] },
  { id: 'retention', to: '/$workspace/retention', functions: ['csm', 'am', 'sales', 'cs-ops', 'cs-head', 'exec', 'admin'] },
  { id: 'lab', to: '/$workspace/lab', functions: ['csm', 'cs-ops', 'cs-head', 'exec', 'admin', 'product'] },
];

const DATA: readonly Place[] = [
  { id: 'import', to: '/$workspace/import', functions: LEADING },
  { id: 'connect', to: '/$workspace/connect', functions: [...LEADING, 'product'] },
  { id: 'sources', to: '/$workspace/sources', functions: [...LEADING, 'product'] },
  { id: 'quality', to: '/$workspace/quality', functions: [...LEADING, 'product'] },
  { id: 'readiness', to: '/$workspace/readiness', functions: [...LEADING, 'product'] },
  { id: 'duplicates', to: '/$workspace/duplicates', functions: LEADING },
  { id: 'mappings', to: '/$workspace/mappings', functions: LEADING },
  { id: 'waiting', to: '/$workspace/waiting', functions: LEADING },
  { id: 'events', to: '/$workspace/events', functions: 'any' },
  { id: 'limits', to: '/$workspace/limits', functions: LEADING },
  { id: 'export', to: '/$workspace/export', functions: LEADING },
];

/** The places a person finds, in their groups; a place appears only where its page works for them. */
export interface Places {
  readonly work: readonly Place[];
  readonly data: readonly Place[];
}

/**
 * What the rail and the tabs show.
 *
 * @param functions  What the person does in this workspace.
 * @returns          Places by group.
 */
export function placesFor(functions: readonly PersonFunction[]): Places {
  const allowed = (places: readonly Place[]): readonly Place[] => places.filter((place) => holdsOne(functions, place.functions));
  return { work: allowed(WORK), data: allowed(DATA) };
}

/** So many places of work find room at the bottom of a phone, beside the notices and the settings; the others are listed there. */
const TABS = 3;

/**
 * The places of work on a phone.
 *
 * @param work  All of them, in their order.
 * @returns     Those at the bottom, and the others.
 */
export function onPhone(work: readonly Place[]): { readonly tabs: readonly Place[]; readonly more: readonly Place[] } {
  return { tabs: work.slice(0, TABS), more: work.slice(TABS) };
}
