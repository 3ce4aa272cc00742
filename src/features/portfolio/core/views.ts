import type { Condition, Sort } from './conditions.ts';

/** What a list shows: which customers, in which order, with which columns. */
export interface View {
  readonly where: readonly Condition[];
  readonly sort: readonly Sort[];
  readonly columns: readonly string[];
}

/** The columns with which a list opens: as many as a screen of 1440 pixels has room for. `spark` is the line of 30 days. */
export const COLUMNS: readonly string[] = ['band', 'score', 'spark', 'change', 'stage', 'arr', 'atRisk', 'renewsOn', 'owner', 'touchedOn'];

const LIVE: Condition = { field: 'state', op: 'in', values: ['live'] };
const BY_RISK: readonly Sort[] = [{ field: 'atRisk', down: true }];
const BY_NAME: readonly Sort[] = [{ field: 'name', down: false }];

/** The views that are there before anybody saves one, by id. */
export const BUILT_IN: Readonly<Record<string, View>> = {
  all: { where: [], sort: BY_RISK, columns: COLUMNS },
  drifting: {
    where: [LIVE, { field: 'drifting', op: 'is', values: [true] }],
    sort: BY_RISK,
    columns: COLUMNS,
  },
  renewing: {
    where: [LIVE, { field: 'renewsOn', op: 'ahead', values: [90] }],
    sort: [{ field: 'renewsOn', down: false }],
    columns: COLUMNS,
  },
  unknown: { where: [LIVE, { field: 'band', op: 'in', values: ['insufficient-data'] }], sort: BY_NAME, columns: COLUMNS },
  untouched: {
    where: [LIVE, { field: 'touchedOn', op: 'older', values: [60] }],
    sort: [{ field: 'touchedOn', down: false }],
    columns: COLUMNS,
  },
};
