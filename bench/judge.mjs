// One new day for everybody: `npm run bench:judge [-- --accounts 2000 --json]`. Customers with 90 days of usage and 34 records each; the day
// changes, today's events arrive, and the nightly run measures, scores and warns: reading columns and durable writing included. What follows
// from it, cards and tasks, is measured apart. Memory only: the rules over columns that are in memory already. Alternative: none that does the
// same; the parts are told.
import { loadavg } from 'node:os';
import { accountName } from './body.mjs';
import { addEvents, filledHouse } from './filled-house.mjs';
import { keepResult, median } from './results.mjs';

const given = (name, fallback) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : fallback);
const ACCOUNTS = given('--accounts', 2000);
const ROUNDS = given('--rounds', 5);
const DAYS = 90;
/** A house that was filled by `--fill`, and is left as it is. It stands at yesterday, so that `bench:pages -- --new-day` can judge it. */
const KEPT = process.argv.includes('--house') ? process.argv[process.argv.indexOf('--house') + 1] : null;
/** What the issue asks for. */
const MUST = { msPer2000: 300 };

const { RULES } = await import('../src/features/warnings/core/registry.ts');
const { METRICS } = await import('../src/features/metrics/core/registry.ts');
const { columns } = await import('../src/features/metrics/reads.ts');
const { liveSpans } = await import('../src/features/accounts/reads.ts');
const { dayNumber } = await import('../src/kernel/time.ts');

/** Time spent in those who are told, by who is told, in the round that runs. */
let told = new Map();
const FEATURES = ['health', 'warnings', 'portfolio', 'tasks', 'notifications'];
/** What the judgement is made of; the others act on it. */
const JUDGES = ['health.snapshots', 'warnings.judge'];
for (const feature of FEATURES) {
  const { [`${feature}Module`]: module } = await import(`../src/features/${feature}/module.ts`);
  for (const subscription of module.subscriptions ?? []) {
    const { run, subscriber } = subscription;
    subscription.run = async (...given) => {
      const begun = performance.now();
      await run(...given);
      told.set(subscriber, (told.get(subscriber) ?? 0) + performance.now() - begun);
    };
  }
}

const processor = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const before = loadavg()[0];
const FILL = process.argv.includes('--fill');
const house = await filledHouse({
  ...{ accounts: ACCOUNTS, days: DAYS, kept: KEPT },
  ...(FILL ? { at: Date.now() - 86_400_000, nameOf: accountName } : {}),
});
if (FILL) {
  await house.close({ keep: true });
  console.log(`Filled: ${house.folder}`);
  process.exit();
}
const { mooring, run } = house;
try {
  const rounds = [];
  for (let done = 0; done < ROUNDS; done++) {
    house.nextDay();
    await run((ctx) => addEvents(ctx, [0]));
    told = new Map();
    const round = await timed(async () => {
      await mooring.runtime.runJob('judge');
      await mooring.runtime.settle();
    });
    const acting = [...told].reduce((sum, [subscriber, ms]) => sum + (JUDGES.includes(subscriber) ? 0 : ms), 0);
    rounds.push({ ...round, judgedMs: round.ms - acting, told: Object.fromEntries(told) });
  }
  const memory = await run(memoryOnly);
  const wall = median(rounds.map(({ judgedMs }) => judgedMs));
  const msPer2000 = (wall * 2000) / ACCOUNTS;
  keepResult(
    'judge',
    {
      ms: wall,
      withWhatFollowsMs: median(rounds.map(({ ms }) => ms)),
      processorMs: median(rounds.map(({ processorMs }) => processorMs)),
      msPer2000,
      memoryOnlyMs: memory,
      rounds,
      rssMegabytes: Math.round(process.memoryUsage().rss / 1024 ** 2),
      load: { before, after: loadavg()[0] },
      must: MUST,
      check: msPer2000 <= MUST.msPer2000,
    },
    { accounts: ACCOUNTS, days: DAYS, metrics: METRICS.length, rules: RULES.length },
  );
} finally {
  await house.close();
}
process.exit(0);

async function timed(step) {
  const [begun, used] = [performance.now(), processor()];
  await step();
  return { ms: performance.now() - begun, processorMs: processor() - used };
}

/** Every rule's column of a year of one customer from columns in memory, by 2,000 a new day: what judging costs without any store. */
async function memoryOnly(ctx) {
  const spans = await liveSpans(ctx);
  const day = dayNumber(ctx.today);
  const ids = spans.slice(0, 2000).map(({ accountId }) => accountId);
  const needs = [...new Set(RULES.flatMap(({ ready }) => ready.meta.inputs))];
  const inputs = await columns(ctx, ids, needs, day, day);
  const times = [];
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    for (const input of inputs.values()) for (const { ready } of RULES) ready.explain(input, day);
    times.push(performance.now() - begun);
  }
  return median(times);
}
