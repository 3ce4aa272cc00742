// What the retention page costs: `npm run bench:retention [-- --accounts 20000 --json]`. A few hundred customers have up to five years of contract lines
// and two months of usage; the others are copies of them, made by statement. The page is reckoned as it opens, by another field, by month, from dormancy
// and as a list, in this process: seconds, processor time, memory, and the longest time for which others waited are told. Limit: no HTTP, no judging
// beside it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { copyRows } from './copy-rows.mjs';
import { addEvents, filledHouse } from './filled-house.mjs';
import { keepResult } from './results.mjs';

const given = (name, fallback) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : fallback);
const ACCOUNTS = given('--accounts', 20_000);
const TOLD = Math.min(ACCOUNTS, given('--told', 400));
const MUST = { seconds: 5, waitMs: 200 };
const DAY_MS = 86_400_000;

const { ACCOUNT_RECORDS, saveAccounts } = await import('../src/features/accounts/commands.ts');
const { CONTRACT_RECORDS } = await import('../src/features/contracts/commands.ts');
const { customers, report } = await import('../src/features/retention/contract.ts');
const { customerList, reportOf } = await import('../src/features/retention/service.ts');

const house = await filledHouse({ accounts: 0, days: 0, at: Date.now() });
await house.run((ctx) => tell(ctx));
await house.run((ctx) =>
  addEvents(
    ctx,
    Array.from({ length: 60 }, (_, index) => 60 - index),
  ),
);
await house.mooring.runtime.settle();
await house.run((ctx) => multiply(house.mooring.access.relational.unscopedDb, ctx.workspace.id));
const asked = {};
for (const [name, question] of Object.entries({
  page: {},
  again: { by: 'industry' },
  monthly: { months: 1 },
  dormant: { outcome: 'dormant:90' },
}))
  asked[name] = await measured((ctx) => reportOf(ctx, report.input.parse(question)));
asked.list = await measured((ctx) => customerList(ctx, customers.input.parse({ limit: 100 })));
const [slowest, longest] = [
  Math.max(...Object.values(asked).map(({ seconds }) => seconds)),
  Math.max(...Object.values(asked).map(({ longestWaitMs }) => longestWaitMs)),
];
const check = slowest <= MUST.seconds && longest <= MUST.waitMs;
keepResult('retention', { asked, must: MUST, check }, { accounts: ACCOUNTS, told: TOLD });
await house.close();
process.exit(check ? 0 : 1);

async function measured(question) {
  const waits = monitorEventLoopDelay({ resolution: 5 });
  waits.enable();
  const [begun, used] = [performance.now(), process.cpuUsage()];
  const found = await house.run(question);
  const { user, system } = process.cpuUsage(used);
  waits.disable();
  return {
    ...{ seconds: (performance.now() - begun) / 1000, processorSeconds: (user + system) / 1e6, longestWaitMs: waits.max / 1e6 },
    ...{ rssMegabytes: Math.round(process.memoryUsage().rss / 1024 ** 2), customers: found.customers ?? found.total },
  };
}

/** Customers that began in one of the last 60 months, with a line a year; every fifth left after one of them. */
async function tell(ctx) {
  const dayBack = (back) => new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10);
  const startOf = (index) => 30 * (1 + (index % 60));
  await saveAccounts(
    ctx,
    Array.from({ length: TOLD }, (_, index) => ({ externalId: `R${index}`, name: `客户 ${index}`, startsOn: dayBack(startOf(index)) })),
  );
  const lines = Array.from({ length: TOLD }, (_, index) => {
    const years = Math.ceil(startOf(index) / 365);
    const kept = index % 5 === 0 ? Math.max(1, years - 1) : years;
    return Array.from({ length: kept }, (_unused, year) => ({
      id: `R${index}-${year}`,
      words: {
        ...{ account: `R${index}`, startsOn: dayBack(startOf(index) - 365 * year), endsOn: dayBack(startOf(index) - 365 * (year + 1) + 1) },
        ...{ arr: (1 + (index % 9)) * 1_000_000 * (10 + year), plan: index % 2 === 0 ? '旗舰版' : '基础版' },
      },
    }));
  }).flat();
  await ctx.transaction((inside) => CONTRACT_RECORDS.contractLine.save(inside, lines, null));
  const profiles = Array.from({ length: TOLD }, (_, index) => ({
    ...{ id: `R${index}`, words: { name: `客户 ${index}`, industry: ['制造', '零售', '医疗', '教育'][index % 4] } },
  }));
  await ctx.transaction((inside) => ACCOUNT_RECORDS.account.save(inside, profiles, null));
}

/** Every told customer becomes so many: each table's rows once more for each copy, with ids of the copy's own. */
async function multiply(db, workspace) {
  const copies = Math.ceil(ACCOUNTS / TOLD) - 1;
  const own = (name) => `${name} || '-' || n`;
  const tables = {
    accounts: { id: own, external_id: own, name: own, sort_key: own, search_text: own },
    records: { id: own, account_id: own },
    account_assignments: { account_id: own },
    arr_movements: { number: (name) => `${name} + n * 1000000`, account_id: own, line_id: own, contract_id: own },
  };
  await copyRows(db, workspace, copies, tables);
}
