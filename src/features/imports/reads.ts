import type { Ctx } from '../../platform/context.ts';
import { lastImports, rejectedOf } from './store-conflicts.ts';

/** Longest piece of a row that is shown. */
const SHOWN = 200;

/** Rows of a kind that imports did not take. */
export interface RejectedRows {
  /** The kind of what the rows are: `event`, `user`, or a kind of record. */
  readonly entity: string;
  /** Their id was taken by other content (settled 17); else they could not be read or placed. */
  readonly conflict: boolean;
  readonly count: number;
  readonly samples: readonly { readonly id: string; readonly values: Readonly<Record<string, string | number>> }[];
}

/** What the last import of each file did not take, by kind; at most so many samples each. */
export async function rejectedRows(ctx: Ctx, samples: number): Promise<readonly RejectedRows[]> {
  const found = new Map<string, { entity: string; conflict: boolean; count: number; samples: RejectedRows['samples'][number][] }>();
  for (const last of await lastImports(ctx))
    for (const conflict of [true, false]) {
      const { count, first } = await rejectedOf(ctx, last, conflict, samples);
      if (count === 0) continue;
      const entity = singular(last.entity);
      const key = `${entity} ${conflict}`;
      const sum = found.get(key) ?? { entity, conflict, count: 0, samples: [] };
      sum.count += count;
      for (const { line, value, reason } of first.slice(0, samples - sum.samples.length))
        sum.samples.push({
          id: `${last.file}:${line}`,
          values: { file: last.file, line, ...(value === null ? {} : { value: value.slice(0, SHOWN) }), reason: reason.slice(0, SHOWN) },
        });
      found.set(key, sum);
    }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function singular(entity: string): string {
  return entity === 'accounts' || entity === 'users' || entity === 'events' ? entity.slice(0, -1) : entity;
}
