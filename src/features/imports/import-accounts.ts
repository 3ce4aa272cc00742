import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { noteSeen, saveAccounts } from '../accounts/commands.ts';
import { batches } from './batches.ts';
import { type AccountRow, accountRow } from './core/account-rows.ts';
import { firstKept } from './first-kept.ts';
import type { AccountsPlan } from './plan.ts';

/** Customers written in one transaction. */
const BATCH = 500;

/** Writes the customers of all customer files. */
export async function importAccounts(ctx: Ctx, plans: readonly AccountsPlan[], asOf: Day): Promise<void> {
  const first = firstKept<AccountRow>(({ externalId }) => externalId);
  for (const { reading, table, tally } of plans) {
    for await (const batch of batches(table.rows(), BATCH, (row) => accountRow(row, reading), tally)) {
      const rows = first(batch, table.name, tally).map(({ row }) => row);
      if (rows.length === 0) continue;
      const { created, changed, unchanged } = await ctx.transaction((inside) => save(inside, rows, asOf));
      tally.imported(created + changed);
      tally.unchanged(unchanged);
    }
  }
}

/** A customer nobody gave a first day was seen at the latest on the day the import is for. */
async function save(ctx: Ctx, rows: readonly AccountRow[], asOf: Day): ReturnType<typeof saveAccounts> {
  const saved = await saveAccounts(ctx, rows);
  if (asOf >= ctx.today) return saved;
  const seen = rows.flatMap(({ externalId, startsOn }): [AccountId, Day][] => {
    const id = saved.ids.get(externalId);
    return id === undefined || startsOn !== undefined ? [] : [[id, asOf]];
  });
  await noteSeen(ctx, new Map(seen));
  return saved;
}
