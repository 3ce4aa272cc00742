import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import { NONE } from './dictionary.ts';
import { type Reading, values } from './log-queries.ts';
import { whereOf } from './log-where.ts';
import { DEPTH_KINDS, type DepthDays, EVENT_KINDS } from './port.ts';

const CODES = DEPTH_KINDS.map((kind) => EVENT_KINDS.indexOf(kind));
/** Only of these it matters which one, and by whom. */
const NAMED = ['process-finished', 'extension-use'].map((kind) => EVENT_KINDS.indexOf(kind as (typeof EVENT_KINDS)[number])).join(',');

export async function depthDays(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  accountIds: readonly AccountId[],
  from: Day,
  to: Day,
): Promise<DepthDays> {
  const accounts = [...new Set(accountIds)];
  const places = new Map(accounts.map((id, place) => [dictionary.find(id), place]));
  places.delete(NONE);
  const chosen = whereOf(dictionary, workspace, { accountIds: accounts, from, to });
  const found =
    places.size === 0
      ? []
      : values(
          await files.rows(
            ({ rows }) => `
            select account, kind, case when kind in (${NAMED}) then name else 0 end as called,
              case when kind in (${NAMED}) then end_user else 0 end as who, day, count(*)::double
            from ${rows} where ${chosen} and excluded = 0 and kind in (${CODES.join(',')}) group by all order by account, kind, called, day, who`,
          ),
        );
  const column = (index: number): Int32Array => Int32Array.from(found, (row) => Number(row[index]));
  return {
    accounts,
    account: column(0).map((number) => places.get(number) ?? 0),
    kind: Uint8Array.from(found, (row) => CODES.indexOf(Number(row[1]))),
    name: column(2),
    user: column(3),
    day: column(4),
    events: Float64Array.from(found, (row) => Number(row[5])),
  };
}
