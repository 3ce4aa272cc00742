import type { Principal } from '../../contract/access.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Plan } from './plan.ts';
import type { Counts, FileReport, Finding } from './tally.ts';

/** How far an import has come with one file. */
export interface FileProgress {
  readonly file: string;
  readonly entity: FileReport['entity'];
  /** Rows read and judged. */
  readonly rows: number;
  readonly bytes: number;
  readonly ofBytes: number;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
}

/** One import under way. */
export interface Run {
  readonly ctx: Ctx;
  readonly id: string;
  readonly asOf: Day;
  /** Everything is judged as if it were written, and nothing stays. */
  readonly isDry: boolean;
  /** Rows of each file that an earlier start of this import has done. */
  readonly done: ReadonlyMap<Plan, number>;
  /** What a dry run has told of so far: it is nowhere else. */
  readonly told: Told;
  /** Keeps how far it has come, in the transaction that wrote the rows. */
  readonly keep: (inside: Ctx, plan: Plan, until: number, bytes: number) => Promise<void>;
  /** @throws CancelledError when somebody wants it to end. */
  readonly goesOn: () => Promise<void>;
}

/** Customers and records that a dry run would have made. */
export interface Told {
  readonly accounts: Set<string>;
  /** Customer by id of a record, by kind. */
  readonly accountOf: Map<string, Map<string, string>>;
}

/** Stands for a customer that a dry run would have made. */
export const NOBODY_YET = 'not-yet' as AccountId;

/** Somebody has cancelled the import. What it has written stays. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** Ends a transaction without keeping anything of it. */
class NothingStays extends Error {}

/** A step of an import in a transaction of its own. In a dry run nothing of it stays, but what is told of how far it has come. */
export async function step(run: Run, take: (inside: Ctx) => Promise<void>): Promise<void> {
  await run.goesOn();
  if (!run.isDry) return run.ctx.transaction(take);
  try {
    await run.ctx.transaction(async (inside) => {
      await take(inside);
      throw new NothingStays();
    });
  } catch (error) {
    if (!(error instanceof NothingStays)) throw error;
  }
}

/** A part of the open transaction. Where it fails nothing of it stays, and the transaction goes on. */
export function attempt<T>(ctx: Ctx, take: (inside: Ctx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => {
    const inside: Ctx = { ...ctx, db, transaction: (run) => run(inside) };
    return take(inside);
  });
}

/** How many rows of a file an earlier start has done. */
export function doneOf({ done }: Run, plan: Plan): number {
  return done.get(plan) ?? 0;
}

/** The same context in the name of somebody else, and at a moment of its own: a job goes on with what a person began. */
export function speakingAs(ctx: Ctx, as: { readonly principal: Principal; readonly now: Instant }): Ctx {
  return { ...ctx, ...as, transaction: (take) => ctx.transaction((inside) => take(speakingAs(inside, as))) };
}
