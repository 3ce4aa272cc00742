import type { ImportReport } from './contract.ts';
import type { Rejection } from './core/cells.ts';

export type FileReport = ImportReport['files'][number];

/** Rejections that are listed; all are counted. */
const LISTED = 1000;
/** Columns that are named. */
const NAMED = 1000;

/** Counts what becomes of the rows of one file: rows = imported + unchanged + duplicate + rejected. */
export interface Tally {
  readonly imported: (count: number) => void;
  readonly unchanged: (count: number) => void;
  readonly duplicate: (count: number) => void;
  /** Of those imported: kept, but neither activity nor delivery. */
  readonly flagged: (count: number) => void;
  readonly reject: (rejection: Rejection) => void;
  readonly report: () => FileReport;
}

/** A new count for a file. */
export function tallyOf(file: string, entity: FileReport['entity'], unmappedColumns: readonly string[]): Tally {
  const counts = { imported: 0, unchanged: 0, duplicate: 0, flagged: 0, rejected: 0 };
  const rejects: Rejection[] = [];
  const add = (key: keyof typeof counts) => (count: number) => {
    counts[key] += count;
  };
  return {
    imported: add('imported'),
    unchanged: add('unchanged'),
    duplicate: add('duplicate'),
    flagged: add('flagged'),
    reject(rejection) {
      counts.rejected += 1;
      if (rejects.length < LISTED) rejects.push(rejection);
    },
    report: () => ({
      file,
      entity,
      rows: counts.imported + counts.unchanged + counts.duplicate + counts.rejected,
      ...counts,
      // Rows are judged in batches, and some are refused only when they are written.
      rejects: rejects.toSorted((a, b) => a.line - b.line),
      unmappedColumns: unmappedColumns.slice(0, NAMED),
    }),
  };
}
