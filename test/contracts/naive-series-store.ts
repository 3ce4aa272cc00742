import { type Column, emptyColumn } from '../../src/kernel/column.ts';
import type { SeriesStore } from '../../src/platform/series/port.ts';

/** The series as one map from (workspace, account, metric, day) to a cell. Every implementation must agree with it. */
export function naiveSeriesStore(): SeriesStore {
  const cells = new Map<string, { value: number; reason: number }>();
  const key = (...parts: readonly unknown[]): string => JSON.stringify(parts);
  return {
    async replace(workspaceId, series) {
      for (const { accountId, columns } of series) {
        for (const [metric, { from, values, reasons }] of Object.entries(columns)) {
          values.forEach((value, index) =>
            cells.set(key(workspaceId, accountId, metric, from + index), { value, reason: reasons[index] ?? 0 }),
          );
        }
      }
    },
    async read(workspaceId, accountIds, metrics, from, to) {
      return accountIds.map((accountId) => ({
        accountId,
        columns: Object.fromEntries(metrics.map((metric) => [metric, column(workspaceId, accountId, metric, from, to)])),
      }));
    },
    async sums(workspaceId, spans, metric, days) {
      return days.map((day) => {
        const values = spans
          .filter(({ from, to }) => from <= day && day <= to)
          .map(({ accountId }) => cells.get(key(workspaceId, accountId, metric, day))?.value ?? Number.NaN)
          .filter((value) => !Number.isNaN(value));
        return { day, sum: values.reduce((all, one) => all + one, 0), known: values.length };
      });
    },
    async erase(workspaceId, accountId) {
      for (const name of cells.keys()) if (name.startsWith(key(workspaceId, accountId).slice(0, -1))) cells.delete(name);
    },
    async close() {},
  };
  function column(workspaceId: string, accountId: string, metric: string, from: number, to: number): Column {
    const empty = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
    empty.values.forEach((_, index) => {
      const cell = cells.get(key(workspaceId, accountId, metric, from + index));
      if (cell !== undefined) [empty.values[index], empty.reasons[index]] = [cell.value, cell.reason];
    });
    return empty;
  }
}
