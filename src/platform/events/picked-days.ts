import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { type Day, dayFromNumber } from '../../kernel/time.ts';
import { quoted } from '../duckdb/open-duckdb.ts';
import { NONE } from './dictionary.ts';
import { CLIENTS } from './event-group.ts';
import { type Reading, values } from './log-queries.ts';
import { whereOf } from './log-where.ts';
import type { EventPick, EventStore, PickedDays } from './port.ts';

const JSON_TEXT = "nullif(properties, '')";
/** Sums of decimals are exact, so they do not depend on the order in which the engine meets the rows. */
const DECIMAL = 'decimal(24, 6)';

/** The text of a property that is one value; null where an event does not have it. */
function propertySql(property: string): string {
  const pointer = quoted(`/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  const isScalar = `json_type(${JSON_TEXT}, ${pointer}) in ('VARCHAR', 'BOOLEAN', 'UBIGINT', 'BIGINT', 'DOUBLE')`;
  return `case when contains(properties, ${quoted(JSON.stringify(property))}) and ${isScalar} then json_extract_string(${JSON_TEXT}, ${pointer}) end`;
}

function pickSql({ dictionary }: Reading, workspace: WorkspaceId, pick: EventPick, choice: Parameters<typeof whereOf>[2]): string {
  const { name, kind, module, client, property } = pick;
  const labels = { ...(name === undefined ? {} : { name }), ...(kind === undefined ? {} : { kind }) };
  return [
    whereOf(dictionary, workspace, { ...choice, ...labels, ...(module === undefined ? {} : { module }) }),
    'excluded = 0',
    client === undefined ? [] : `client = ${CLIENTS.indexOf(client) + 1}`,
    property === undefined ? [] : `(${propertySql(property.name)}) = ${quoted(property.value)}`,
  ]
    .flat()
    .join(' and ');
}

async function pickedDays(
  reading: Reading,
  workspace: WorkspaceId,
  accountIds: readonly AccountId[],
  pick: EventPick,
  from: Day,
  to: Day,
): Promise<PickedDays> {
  const accounts = [...new Set(accountIds)];
  const places = new Map(accounts.map((id, place) => [reading.dictionary.find(id), place]));
  places.delete(NONE);
  const where = pickSql(reading, workspace, pick, { accountIds: accounts, from, to });
  const number = pick.number === undefined ? `null::${DECIMAL}` : `try_cast((${propertySql(pick.number)}) as ${DECIMAL})`;
  const found =
    places.size === 0
      ? []
      : values(
          await reading.files.rows(
            ({ rows }) => `
            with picked as (
              select account, day, end_user, occurred_at, seq, ${number} as amount from ${rows} where ${where})
            select account, day, end_user, count(*)::double, count(amount)::double, coalesce(sum(amount), 0)::double,
              (arg_max(amount, (occurred_at, seq)) filter (amount is not null))::double,
              (max(occurred_at) filter (amount is not null))::double
            from picked group by account, day, end_user order by account, day, end_user`,
          ),
        );
  const column = (index: number): Float64Array =>
    Float64Array.from(found, (row) => (row[index] === null ? Number.NaN : Number(row[index])));
  return {
    accounts,
    account: Int32Array.from(found, (row) => places.get(Number(row[0])) ?? 0),
    day: Int32Array.from(column(1)),
    user: Int32Array.from(column(2)),
    events: column(3),
    numbers: column(4),
    sum: column(5),
    last: column(6),
    lastAt: column(7),
  };
}

async function firstPicked(reading: Reading, workspace: WorkspaceId, pick: EventPick): Promise<Day | null> {
  const where = pickSql(reading, workspace, pick, {});
  const [[first] = []] = values(await reading.files.rows(({ rows }) => `select min(day)::double from ${rows} where ${where}`));
  return first === null || first === undefined ? null : dayFromNumber(Number(first));
}

/** What the log answers of picked events. */
export function picks(reading: Reading): Pick<EventStore, 'pickedDays' | 'firstPicked'> {
  return {
    pickedDays: (workspaceId, accountIds, pick, from, to) => pickedDays(reading, workspaceId, accountIds, pick, from, to),
    firstPicked: (workspaceId, pick) => firstPicked(reading, workspaceId, pick),
  };
}
