// All monthly figures of a large ledger, and how soon they are right again after one movement: `npm run bench:ledger [-- --movements 600000 --json]`.
// Embedded by default; `--postgres` starts the machine's own server, with 6,000,000 movements. Alternative: the same figures by SQL.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { register } from 'tsx/esm/api';
import { keepResult, median } from './results.mjs';

register();
const given = (name, fallback) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : fallback);
const POSTGRES = process.argv.includes('--postgres');
const MOVEMENTS = given('--movements', POSTGRES ? 6_000_000 : 600_000);
/** Six lines a customer, five movements a line: begun, twice more, once less, and ended or once more. */
const PER_ACCOUNT = 30;
const ACCOUNTS = Math.round(MOVEMENTS / PER_ACCOUNT);
const WORKSPACE = { id: 'wsp_bench', key: 'bench', name: 'bench', timeZone: 'Asia/Shanghai', locale: 'zh-CN' };
const AS_OF = '2025-12-31';
const MUST = { monthsSeconds: 20, afterOneMs: 20 };
const SIXTY_MONTHS = `generate_series('2021-01-01'::date, '2025-12-01', '1 month')`;

const { openPglite, openPostgres, scoped } = await import('../src/platform/db/relational.ts');
const { migrate } = await import('../src/platform/db/migrate.ts');
const { ledgerCache } = await import('../src/features/revenue/ledger-cache.ts');
const { monthTable } = await import('../src/features/revenue/service.ts');
const { BUILT_IN } = await import('../src/features/revenue/core/definition.ts');

const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), 'mooring-bench-'));
const server = POSTGRES ? await (await import('../test/postgres/server.ts')).startTestServer() : null;
const relational = server === null ? await openPglite({ folder: join(folder, 'relational') }) : await openPostgres(server.url);
const seconds = async (step) => {
  const begun = performance.now();
  const result = await step();
  return [(performance.now() - begun) / 1000, result];
};

try {
  await migrate(relational, 'migrations');
  const [filling] = await seconds(fill);
  const ctx = ctxOf();
  const [reading, cache] = await seconds(() => ledgerCache(ctx));
  const counted = {};
  for (const id of Object.keys(BUILT_IN)) counted[id] = (await seconds(() => monthTable(ctx, { definition: id, asOf: AS_OF })))[0];
  const table = await monthTable(ctx, { definition: 'standard', asOf: AS_OF });
  const [bySql, expected] = await seconds(monthsBySql);
  const same = JSON.stringify(table.rows.map(figuresOf)) === JSON.stringify(expected);
  const after = [];
  for (let one = 0; one < 25; one++) after.push(await afterOne(ctx, one));
  const again = await monthTable(ctx, { definition: 'standard', asOf: AS_OF });
  const sameAfter = JSON.stringify(again.rows.map(figuresOf)) === JSON.stringify((await seconds(monthsBySql))[1]);
  const months = reading + counted.standard;
  const result = {
    engine: relational.kind,
    seconds: { filling, reading, counted, months, bySql, afterOne: median(after) / 1000, slowestAfterOne: Math.max(...after) / 1000 },
    memoryMiB: Math.round(process.memoryUsage().rss / 1024 ** 2),
    ratio: { toSql: bySql / months },
    accounts: [...cache.accounts].length,
    must: MUST,
    same: same && sameAfter,
  };
  result.check = result.same && months <= MUST.monthsSeconds && median(after) <= MUST.afterOneMs;
  keepResult(POSTGRES ? 'ledger-postgres' : 'ledger', result, { movements: MOVEMENTS, accounts: ACCOUNTS, months: 60 });
  if (!result.same) process.exitCode = 1;
} finally {
  await relational.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** What the use cases need of a house: nothing of it is imitated but who asks and when. */
function ctxOf() {
  return {
    workspace: WORKSPACE,
    principal: { kind: 'operator' },
    now: Date.parse('2026-01-05T00:00:00Z'),
    today: AS_OF,
    db: scoped(relational.unscopedDb, WORKSPACE.id),
    series: {},
  };
}

/** A ledger that never goes below nothing: amounts follow from the numbers of customer, line and step alone. */
async function fill() {
  const step = 100_000;
  for (let from = 1; from <= ACCOUNTS * PER_ACCOUNT; from += step) {
    await relational.unscopedDb.execute(
      sql.raw(`
      insert into arr_movements (workspace_id, number, account_id, line_id, contract_id, day, type, second_sale, amount_minor, currency, trial,
        other_line_id, origin, recorded_at, recorded_by, import_id, reverses, note)
      select '${WORKSPACE.id}', n, 'acc_' || a, 'L-' || a || '-' || l, 'K-' || a || '-' || l / 2,
        (date '2021-01-01' + (((a * 7 + l * 211) % 1000 + s * (40 + (a + l) % 120)) % 1826)::int)::text,
        (array['new', 'expansion', 'price', 'contraction', 'churn'])[s + 1], case when s = 1 then 'ADD' end,
        case s when 0 then b when 1 then b / 4 when 2 then b / 10 when 3 then -(b / 5)
          else case when (a + l) % 3 = 0 then b / 8 else -(b + b / 4 + b / 10 - b / 5) end end,
        'CNY', false, null, 'line', 1700000000000, 'bench', null, null, null
      from (
        select n, (n - 1) / ${PER_ACCOUNT} as a, ((n - 1) / 5) % 6 as l, (n - 1) % 5 as s, 100000 + ((n - 1) / 5 * 7919) % 900000 as b
        from generate_series(${from}::bigint, ${Math.min(from + step - 1, ACCOUNTS * PER_ACCOUNT)}::bigint) as n
      ) as made`),
    );
  }
  // Days of a line follow each other: steps that would fall past the end of 2025 begin anew in 2021, so lines are ordered once more.
  await relational.unscopedDb.execute(
    sql.raw(`
    with placed as (
      select number, line_id, row_number() over (partition by line_id order by number) as turn,
        row_number() over (partition by line_id order by day, number) as place, day from arr_movements)
    update arr_movements as one set day = other.day
    from placed as own join placed as other on other.line_id = own.line_id and other.place = own.turn
    where one.workspace_id = '${WORKSPACE.id}' and one.number = own.number`),
  );
  await relational.unscopedDb.execute(
    sql.raw(`insert into arr_ledgers (workspace_id, last_number, epoch) values ('${WORKSPACE.id}', ${ACCOUNTS * PER_ACCOUNT}, 0)`),
  );
  await relational.unscopedDb.execute(sql.raw('analyze arr_movements'));
}

/** One more movement, and the month table as everybody asks for it: milliseconds until it is right. */
async function afterOne(ctx, one) {
  const number = ACCOUNTS * PER_ACCOUNT + 1 + one;
  const account = (one * 7919) % ACCOUNTS;
  await relational.unscopedDb.execute(
    sql.raw(`with added as (
      insert into arr_movements select workspace_id, ${number}, account_id, line_id, contract_id, '2025-06-15', 'expansion', 'ADD', 12300, currency, trial,
        null, 'hand', recorded_at, recorded_by, null, null, 'bench' from arr_movements where number = ${account * PER_ACCOUNT + 1}
      returning 1)
      update arr_ledgers set last_number = ${number}`),
  );
  const begun = performance.now();
  await monthTable(ctx, { definition: 'standard', asOf: AS_OF });
  return performance.now() - begun;
}

function figuresOf({ month, amounts, units, churnedUnits }) {
  const { opening, new: made, expansion, reactivation, contraction, churn, closing } = amounts;
  return [month, opening, made, expansion, reactivation, contraction, churn, closing, units, churnedUnits].map(
    (figure) => figure || 0 || figure,
  );
}

/** The same months by hand-written SQL: closings of each customer at each month end, compared with those before. */
async function monthsBySql() {
  const { rows } = await relational.unscopedDb.execute(
    sql.raw(`
    with months as (select to_char(m, 'YYYY-MM') as month from ${SIXTY_MONTHS} as m),
    changes as (
      select account_id, left(day, 7) as month, sum(amount_minor) as change from arr_movements
      where workspace_id = '${WORKSPACE.id}' and day <= '${AS_OF}' group by 1, 2),
    accounts as (select distinct account_id from changes),
    closings as (
      select account_id, month, sum(coalesce(change, 0)) over (partition by account_id order by month) as closing
      from accounts cross join months left join changes using (account_id, month)),
    steps as (
      select month, closing, coalesce(lag(closing) over story, 0) as opening,
        coalesce(max(closing) over (partition by account_id order by month rows between unbounded preceding and 1 preceding), 0) > 0 as ever
      from closings window story as (partition by account_id order by month))
    select month, sum(opening)::float8 as opening,
      coalesce(sum(closing) filter (where opening = 0 and not ever), 0)::float8 as new,
      coalesce(sum(closing - opening) filter (where opening > 0 and closing > opening), 0)::float8 as expansion,
      coalesce(sum(closing) filter (where opening = 0 and ever), 0)::float8 as reactivation,
      coalesce(sum(closing - opening) filter (where closing > 0 and closing < opening), 0)::float8 as contraction,
      coalesce(sum(-opening) filter (where closing = 0), 0)::float8 as churn,
      sum(closing)::float8 as closing, (count(*) filter (where closing > 0))::int as units,
      (count(*) filter (where closing = 0 and opening > 0))::int as churned
    from steps group by month order by month`),
  );
  return rows.map((row) => Object.values(row).map((figure) => figure || 0 || figure));
}
