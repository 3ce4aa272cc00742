import type { Column } from '../../kernel/column.ts';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';

/** The stored columns of one account: one cell a day from `from` on, for each stored metric. */
export interface AccountSeries {
  readonly accountId: AccountId;
  readonly columns: Readonly<Record<string, Column>>;
}

/** An account, and the days on which it is looked at: day numbers, both included. */
export interface AccountSpan {
  readonly accountId: AccountId;
  readonly from: number;
  readonly to: number;
}

export interface DaySum {
  readonly day: number;
  readonly sum: number;
  /** Accounts of which the day is known. */
  readonly known: number;
}

/**
 * Account-day series. Only counts are stored (whole numbers, exact); ratios and means are computed from them by the metric
 * definitions in the pure core, so that today and a replay are one computation (docs/decisions).
 */
export interface SeriesStore {
  /** Replaces the days covered by the given columns (all columns of one account cover the same days), durable when it returns. */
  replace(workspaceId: WorkspaceId, series: readonly AccountSeries[]): Promise<void>;
  /** Reads some metrics over days `from` to `to` (day numbers, inclusive). Missing days come back Unknown(`not-computed`). */
  read(
    workspaceId: WorkspaceId,
    accountIds: readonly AccountId[],
    metrics: readonly string[],
    from: number,
    to: number,
  ): Promise<readonly AccountSeries[]>;
  /** Of one metric on each of some days: the sum of what is known of some accounts, each within its own days, and of how many it is. */
  sums(workspaceId: WorkspaceId, spans: readonly AccountSpan[], metric: string, days: readonly number[]): Promise<readonly DaySum[]>;
  /** Forgets an account. */
  erase(workspaceId: WorkspaceId, accountId: AccountId): Promise<void>;
  close(): Promise<void>;
}
