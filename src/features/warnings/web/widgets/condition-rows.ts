export const OPERATORS = ['<', '<=', '>', '>='] as const;
export type Operator = (typeof OPERATORS)[number];

/** One line of the builder. */
export interface ConditionRow {
  /** Id of a metric. */
  readonly metric: string;
  readonly operator: Operator;
  readonly value: number;
}

const ROW = /^([a-z][a-z0-9_]*)\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)$/;

/** A condition as lines that all must hold; null for one that says more than lines can. */
export function rowsOf(text: string): readonly ConditionRow[] | null {
  const rows = text.split('&&').map((part) => ROW.exec(part.trim()));
  const found = rows.flatMap((row) =>
    row === null ? [] : [{ metric: (row[1] ?? '').replaceAll('_', '-'), operator: row[2] as Operator, value: Number(row[3]) }],
  );
  return found.length === rows.length ? found : null;
}

export function textOf(rows: readonly ConditionRow[]): string {
  return rows.map(({ metric, operator, value }) => `${metric.replaceAll('-', '_')} ${operator} ${value}`).join(' && ');
}
