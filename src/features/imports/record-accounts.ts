import type { AccountId } from '../../kernel/ids.ts';
import type { RecordKind } from '../../kernel/record.ts';
import type { Ctx } from '../../platform/context.ts';
import { pageOfRecords } from '../../platform/records/read-records.ts';
import type { StoredRecord } from '../../platform/records/save-records.ts';
import { accountRecords } from '../accounts/reads.ts';
import { type KindName, kindNamed } from './core/kinds.ts';

/** Ids asked about in one statement. */
const ASKED = 2000;

/** Records of a kind by their ids, as they are kept; one that is not there is absent. */
export async function recordsByIds(ctx: Ctx, kind: RecordKind, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
  if (kind.name === 'account') return accountRecords(ctx, ids);
  const found = new Map<string, StoredRecord>();
  for (let start = 0; start < ids.length; start += ASKED) {
    const some = ids.slice(start, start + ASKED);
    for (const record of await pageOfRecords(ctx, kind, { ids: some, archived: 'either' }, ASKED)) found.set(record.id, record);
  }
  return found;
}

/** The customers of some records of a kind, by their ids. A record that is not there, or is of nobody, is absent. */
export async function accountsOfRecords(ctx: Ctx, kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, AccountId>> {
  const records = await recordsByIds(ctx, kindNamed(kind as KindName), ids);
  return new Map([...records].flatMap(([id, { accountId }]) => (accountId === null ? [] : [[id, accountId] as const])));
}
