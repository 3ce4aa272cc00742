import { type Column, emptyColumn, newColumn } from '../../kernel/column.ts';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { BackedSeries } from '../backup/port.ts';
import type { AccountSeries } from './port.ts';

/** How much is kept, and how many days are read at least of accounts that are not: of few a page is drawn, many are judged for a day. */
const LIMITS = { cells: 8_000_000, few: 4, daysOfFew: 800, daysOfMany: 92 };

/** Consecutive days of one account, of those metrics that were asked for. Values are single precision, as in the file: five bytes a cell. */
interface Kept {
  readonly from: number;
  readonly days: number;
  readonly metrics: ReadonlyMap<string, { readonly values: Float32Array; readonly reasons: Uint8Array }>;
}

/** Metrics on some days, both included. */
interface Asked {
  readonly metrics: readonly string[];
  readonly from: number;
  readonly to: number;
}

const keyOf = (workspaceId: WorkspaceId, accountId: AccountId): string => `${workspaceId} ${accountId}`;

/**
 * The same store, which keeps in memory what it read of the accounts that were asked for last: a page asks ten times for nearly the same, and
 * so does who judges a day. Only this process writes to the file, so what it writes is all that can change (decision 0036).
 */
export function rememberSeries(store: BackedSeries, limits = LIMITS): BackedSeries {
  const kept = createMemory(limits.cells);
  /** Metrics that were ever asked for: they are read together. */
  const metrics = new Set<string>();
  /** Of each reading that goes on, the accounts that were written since it began: it may have seen what was there before. */
  const readings = new Set<Set<string>>();
  let line: Promise<unknown> = Promise.resolve();

  async function found(workspaceId: WorkspaceId, accountIds: readonly AccountId[], asked: Asked): Promise<Map<AccountId, Kept>> {
    const all = new Map<AccountId, Kept>();
    const missing = accountIds.filter((accountId) => {
      const one = kept.get(keyOf(workspaceId, accountId), asked);
      if (one !== undefined) all.set(accountId, one);
      return one === undefined;
    });
    if (missing.length === 0) return all;
    const days = Math.max(asked.to - asked.from + 1, missing.length <= limits.few ? limits.daysOfFew : limits.daysOfMany);
    const from = asked.to - days + 1;
    const written = new Set<string>();
    readings.add(written);
    try {
      for (const { accountId, columns } of await store.read(workspaceId, missing, [...metrics], from, asked.to)) {
        const one = keptOf(columns, from, days);
        all.set(accountId, one);
        const key = keyOf(workspaceId, accountId);
        if (!written.has(key)) kept.keep(key, one);
      }
    } finally {
      readings.delete(written);
    }
    return all;
  }

  /** Changes accounts in the file, and then what is kept of them; where that failed, nothing is. */
  async function change(keys: readonly string[], run: () => Promise<void>, after: (key: string, index: number) => void): Promise<void> {
    const note = (): void => {
      for (const written of readings) for (const key of keys) written.add(key);
    };
    note();
    try {
      await run();
    } catch (error) {
      keys.forEach(kept.forget);
      throw error;
    }
    note();
    keys.forEach(after);
  }

  return {
    ...store,
    read(workspaceId, accountIds, wanted, from, to) {
      const isLong = to - from >= limits.daysOfMany && accountIds.length > limits.few;
      if (to < from || isLong) return store.read(workspaceId, accountIds, wanted, from, to);
      for (const metric of wanted) metrics.add(metric);
      const asked = { metrics: wanted, from, to };
      // One reading after another: who waits for what another is reading finds it kept.
      const answer = line.then(async () => {
        const all = await found(workspaceId, accountIds, asked);
        return accountIds.map((accountId) => ({ accountId, columns: cut(all.get(accountId), asked) }));
      });
      line = answer.catch(() => undefined);
      return answer;
    },
    replace: (workspaceId, series) =>
      change(
        series.map(({ accountId }) => keyOf(workspaceId, accountId)),
        () => store.replace(workspaceId, series),
        (key, index) => {
          const written = series[index];
          if (written !== undefined) kept.change(key, (before) => writtenOver(before, written));
        },
      ),
    erase: (workspaceId, accountId) => change([keyOf(workspaceId, accountId)], () => store.erase(workspaceId, accountId), kept.forget),
    restore: (folder) => change(kept.keys(), () => store.restore(folder), kept.forget),
  };
}

/** Keeps accounts until there are too many cells; then those go that were asked for longest ago. */
function createMemory(most: number) {
  const kept = new Map<string, Kept>();
  let cells = 0;

  function forget(key: string): void {
    cells -= sizeOf(kept.get(key));
    kept.delete(key);
  }

  function keep(key: string, one: Kept): void {
    forget(key);
    kept.set(key, one);
    cells += sizeOf(one);
    for (const oldest of kept.keys()) {
      if (cells <= most) return;
      forget(oldest);
    }
  }

  return {
    forget,
    keep,
    keys: (): readonly string[] => [...kept.keys()],
    /** What is kept of an account, where it is all that is asked. */
    get(key: string, asked: Asked): Kept | undefined {
      const one = kept.get(key);
      if (one === undefined || !covers(one, asked)) return undefined;
      keep(key, one);
      return one;
    },
    /** Changes what is kept of an account, if anything is; null forgets it. */
    change(key: string, to: (before: Kept) => Kept | null): void {
      const before = kept.get(key);
      const now = before === undefined ? null : to(before);
      if (now === null) forget(key);
      else keep(key, now);
    },
  };
}

function sizeOf(one: Kept | undefined): number {
  return one === undefined ? 0 : one.days * one.metrics.size;
}

function covers({ from, days, metrics }: Kept, asked: Asked): boolean {
  return from <= asked.from && asked.to < from + days && asked.metrics.every((metric) => metrics.has(metric));
}

function keptOf(columns: AccountSeries['columns'], from: number, days: number): Kept {
  const metrics = Object.entries(columns).map(
    ([metric, { values, reasons }]) => [metric, { values: Float32Array.from(values), reasons: reasons.slice() }] as const,
  );
  return { from, days, metrics: new Map(metrics) };
}

function cut(one: Kept | undefined, { metrics, from, to }: Asked): AccountSeries['columns'] {
  const length = to - from + 1;
  return Object.fromEntries(
    metrics.map((metric): [string, Column] => {
      const own = one?.metrics.get(metric);
      if (one === undefined || own === undefined) return [metric, emptyColumn(from, length, 'not-computed')];
      const column = newColumn(from, length);
      const start = from - one.from;
      column.values.set(own.values.subarray(start, start + length));
      column.reasons.set(own.reasons.subarray(start, start + length));
      return [metric, column];
    }),
  );
}

/** What is kept of an account after days of it were written; null where the file would have to be asked for some of it. */
function writtenOver(before: Kept, { columns }: AccountSeries): Kept | null {
  const [first] = Object.values(columns);
  const end = before.from + before.days;
  if (first === undefined || first.values.length === 0) return before;
  if (first.from > end || first.from < before.from) return null;
  const days = Math.max(end, first.from + first.values.length) - before.from;
  if (days > before.days && [...before.metrics.keys()].some((metric) => columns[metric] === undefined)) return null;
  const metrics = [...before.metrics].map(([metric, own]) => {
    const { values, reasons } = days === before.days ? own : longer(own, before, days);
    const written = columns[metric];
    if (written !== undefined) {
      values.set(written.values, first.from - before.from);
      reasons.set(written.reasons, first.from - before.from);
    }
    return [metric, { values, reasons }] as const;
  });
  return { from: before.from, days, metrics: new Map(metrics) };
}

type Cells = { readonly values: Float32Array; readonly reasons: Uint8Array };

/** The cells with room for days that follow. */
function longer({ values, reasons }: Cells, { from, days }: Kept, length: number): Cells {
  const none = emptyColumn(from + days, length - days, 'not-computed');
  return { values: Float32Array.from([...values, ...none.values]), reasons: Uint8Array.from([...reasons, ...none.reasons]) };
}
