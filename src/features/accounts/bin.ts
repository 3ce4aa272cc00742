import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { RECORD_ACCOUNT } from '../../platform/records/read-records.ts';
import { plainValues } from '../../platform/records/record-routes.ts';
import { recycleBin } from '../../platform/records/recycle-bin.ts';
import { KEPT_DAYS, type listBin } from './contract-bin.ts';
import { accountsById, customersOfRecords } from './reads.ts';

export const KEPT_MS = KEPT_DAYS * 24 * 60 * 60 * 1000;

/** What lies in the recycle bin of what the caller can see. */
export async function binList(ctx: Ctx, { limit }: InputOf<typeof listBin>): Promise<OutputOf<typeof listBin>> {
  const { records, total } = await recycleBin(ctx, customersOfRecords.visible(ctx, RECORD_ACCOUNT), limit);
  const names = await accountsById(ctx, [...new Set(records.flatMap(({ accountId }) => accountId ?? []))]);
  return {
    records: records.map(({ kind, id, accountId, content, archivedAt, archivedBy }) => {
      const account = accountId === null ? undefined : names.get(accountId);
      return {
        kind,
        id,
        account: account === undefined ? null : { externalId: account.externalId, name: account.name },
        fields: plainValues(content),
        archivedAt: formatInstant(archivedAt),
        archivedBy,
        removedAt: formatInstant((archivedAt + KEPT_MS) as Instant),
      };
    }),
    total,
  };
}
