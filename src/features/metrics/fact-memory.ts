import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { marksOfAccounts } from '../../platform/records/read-records.ts';
import type { SeriesStore } from '../../platform/series/port.ts';
import type { AccountFacts } from './core/account-facts.ts';

/** What the records of one customer say. */
export type Recorded = Pick<AccountFacts, 'goLiveOn' | 'tier'> & {
  readonly [List in 'lines' | 'issues' | 'touches' | 'answers' | 'contacts' | 'commitments']: NonNullable<AccountFacts[List]>;
};

interface Remembered {
  readonly mark: string;
  readonly recorded: Recorded;
}

/** Customers whose facts are kept: some 3 KB each. Those read first go first. */
const MOST = 20_000;

/** Lives as long as the process's view of its stores. */
const memories = new WeakMap<SeriesStore, Map<WorkspaceId, Map<AccountId, Remembered>>>();

/**
 * What the records of customers say: read anew only where a row of them is another one than when they were read last. The marks are asked for
 * before the records: what is kept may be younger than its mark, and is then read once more, but never older (decision 0028).
 */
export async function rememberedFacts(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  read: (ids: readonly AccountId[]) => Promise<ReadonlyMap<AccountId, Recorded>>,
): Promise<ReadonlyMap<AccountId, Recorded>> {
  const memory = memoryOf(ctx);
  const marks = await marksOfAccounts(ctx, accountIds);
  const found = new Map<AccountId, Recorded>();
  const changed: AccountId[] = [];
  for (const id of accountIds) {
    const known = memory.get(id);
    if (known !== undefined && known.mark === marks.get(id)) found.set(id, known.recorded);
    else changed.push(id);
  }
  if (changed.length === 0) return found;
  for (const [id, recorded] of await read(changed)) {
    found.set(id, recorded);
    memory.delete(id);
    const mark = marks.get(id);
    if (mark !== undefined) memory.set(id, { mark, recorded });
  }
  for (const id of memory.keys()) {
    if (memory.size <= MOST) break;
    memory.delete(id);
  }
  return found;
}

/** Forgets what is remembered of a customer. */
export function forgetFacts(ctx: Ctx, accountId: AccountId): void {
  memoryOf(ctx).delete(accountId);
}

function memoryOf({ series, workspace }: Ctx): Map<AccountId, Remembered> {
  const all = memories.get(series) ?? new Map<WorkspaceId, Map<AccountId, Remembered>>();
  memories.set(series, all);
  const own = all.get(workspace.id) ?? new Map<AccountId, Remembered>();
  all.set(workspace.id, own);
  return own;
}
