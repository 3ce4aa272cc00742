import type { ImportReport } from './contract.ts';
import type { Rejection } from './core/cells.ts';

export type FileReport = ImportReport['files'][number];
export type Finding = FileReport['findings'][number];

/** Rejections that are listed; all are counted. */
export const LISTED = 1000;
/** Columns that are named. */
const NAMED = 1000;
const SAMPLES = 5;

const COUNTS = ['imported', 'unchanged', 'duplicate', 'flagged', 'rejected'] as const;
export type Counts = Record<(typeof COUNTS)[number], number>;

/** What has been counted of a file by some moment: enough to go on from there. */
export interface TallyState {
  readonly counts: Counts;
  readonly findings: readonly Finding[];
}

/** Counts what becomes of the rows of one file: rows = imported + unchanged + duplicate + rejected. */
export interface Tally {
  readonly file: string;
  readonly entity: FileReport['entity'];
  readonly imported: (count: number) => void;
  readonly unchanged: (count: number) => void;
  readonly duplicate: (count: number) => void;
  /** Of those imported: kept, but neither activity nor delivery. */
  readonly flagged: (count: number) => void;
  readonly reject: (rejection: Rejection) => void;
  /** Something that a person should know and that stopped no row. */
  readonly note: (code: string, column: string | null, sample: string | null, count?: number) => void;
  readonly state: () => TallyState;
  readonly restore: (state: TallyState) => void;
  /** Rejections since the last call. */
  readonly takeRejects: () => readonly Rejection[];
  readonly report: (rejects: readonly Rejection[]) => FileReport;
}

/** A new count for a file. */
export function tallyOf(file: string, entity: FileReport['entity'], unmappedColumns: readonly string[]): Tally {
  const counts: Counts = { imported: 0, unchanged: 0, duplicate: 0, flagged: 0, rejected: 0 };
  const findings = new Map<string, { code: string; column: string | null; count: number; samples: string[] }>();
  let fresh: Rejection[] = [];
  const add = (key: keyof Counts) => (count: number) => {
    counts[key] += count;
  };
  return {
    file,
    entity,
    imported: add('imported'),
    unchanged: add('unchanged'),
    duplicate: add('duplicate'),
    flagged: add('flagged'),
    reject(rejection) {
      counts.rejected += 1;
      fresh.push(apart(rejection));
    },
    note(code, column, sample, count = 1) {
      if (count === 0) return;
      const key = JSON.stringify([code, column]);
      const finding = findings.get(key) ?? { code, column, count: 0, samples: [] };
      finding.count += count;
      if (sample !== null && finding.samples.length < SAMPLES && !finding.samples.includes(sample)) finding.samples.push(ownCopy(sample));
      findings.set(key, finding);
    },
    state: () => ({ counts: { ...counts }, findings: [...findings.values()].map((one) => ({ ...one, samples: [...one.samples] })) }),
    restore(state) {
      Object.assign(counts, state.counts);
      findings.clear();
      for (const one of state.findings) findings.set(JSON.stringify([one.code, one.column]), { ...one, samples: [...one.samples] });
    },
    takeRejects() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    report: (rejects) => ({
      file,
      entity,
      rows: counts.imported + counts.unchanged + counts.duplicate + counts.rejected,
      ...counts,
      // Rows are judged in batches, and some are refused only when they are written.
      rejects: rejects.toSorted((a, b) => a.line - b.line).slice(0, LISTED),
      unmappedColumns: unmappedColumns.slice(0, NAMED),
      findings: [...findings.values()],
    }),
  };
}

function apart({ line, column, value, reason }: Rejection): Rejection {
  return { line, column, value: value === null ? null : ownCopy(value), reason };
}

/** A piece of a text keeps the whole text in memory; this one does not. */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
