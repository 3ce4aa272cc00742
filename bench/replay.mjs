// A rule over a year of everybody: `npm run bench:replay [-- --accounts 2000 --json]`. Customers with 545 days of usage and 34 records each.
// Whole: the page's question, asked of an empty memory: reading, judging by one rule, matching with outcomes. Judged: every rule and the default
// health models over the year from columns that were read once, reading told apart. Slider: the same question at another threshold.
import { loadavg } from 'node:os';
import { filledHouse } from './filled-house.mjs';
import { keepResult, median } from './results.mjs';

const given = (name, fallback) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : fallback);
const ACCOUNTS = given('--accounts', 2000);
const [DAYS, YEAR, HORIZON] = [550, 365, 90];
/** What the issue asks for, of 2,000 customers. */
const MUST = { judgedMs: 1500, computeMs: 400, sliderMs: 300 };

const { RULES } = await import('../src/features/warnings/core/registry.ts');
const { openings } = await import('../src/features/warnings/core/openings.ts');
const { judge, metricsFor } = await import('../src/features/health/core/judge.ts');
const { FULL_HEALTH, USAGE_HEALTH } = await import('../src/features/health/core/default-models.ts');
const { columns } = await import('../src/features/metrics/reads.ts');
const { liveSpans } = await import('../src/features/accounts/reads.ts');
const { replay } = await import('../src/features/lab/replay.ts');
const { addDays, dayNumber } = await import('../src/kernel/time.ts');

const before = loadavg()[0];
const house = await filledHouse({ accounts: ACCOUNTS, days: DAYS });
try {
  const whole = [];
  const slider = [];
  for (let round = 0; round < 5; round++) {
    // Another horizon each time: nothing is remembered of the last question.
    const asked = (ctx) => ({
      ...{ rule: 'low-activity', from: addDays(ctx.today, 1 - YEAR), to: ctx.today },
      ...{ outcome: { kind: 'dormant', days: 30 }, horizonDays: HORIZON - round },
    });
    whole.push(await timed((ctx) => replay(ctx, asked(ctx))));
    const definition = { kind: 'ours', fireAt: 0.3, clearAt: 0.35, clearDays: 7, coolDownDays: 14, severity: 'critical' };
    slider.push(await timed((ctx) => replay(ctx, { ...asked(ctx), definition })));
  }
  const judged = await house.run(judgeAll);
  const seconds = { whole: median(whole), slider: median(slider), ...judged };
  const per2000 = (ms) => (ms * 2000) / ACCOUNTS;
  keepResult(
    'replay',
    {
      ms: seconds,
      rssMegabytes: Math.round(process.memoryUsage().rss / 1024 ** 2),
      load: { before, after: loadavg()[0] },
      must: MUST,
      check:
        per2000(judged.read + judged.compute) <= MUST.judgedMs &&
        per2000(judged.compute) <= MUST.computeMs &&
        per2000(seconds.slider) <= MUST.sliderMs,
    },
    { accounts: ACCOUNTS, days: YEAR, rules: RULES.length, measures: USAGE_HEALTH.measures.length + FULL_HEALTH.measures.length },
  );
} finally {
  await house.close();
}
process.exit(0);

async function timed(step) {
  const begun = performance.now();
  await house.run(step);
  return performance.now() - begun;
}

/** Every rule and both health models over a year: how long reading takes, and how long judging. */
async function judgeAll(ctx) {
  const spans = await liveSpans(ctx);
  const to = dayNumber(ctx.today);
  const from = to - YEAR + 1;
  const needs = [...new Set([...RULES.flatMap(({ ready }) => ready.meta.inputs), ...metricsFor([USAGE_HEALTH, FULL_HEALTH])])];
  let [read, compute, firings, scored] = [0, 0, 0, 0];
  for (let at = 0; at < spans.length; at += 500) {
    const ids = spans.slice(at, at + 500).map(({ accountId }) => accountId);
    const begun = performance.now();
    const found = await columns(ctx, ids, needs, from, to);
    const ready = performance.now();
    for (const input of found.values()) {
      for (const { ready: rule } of RULES) firings += openings(rule, input, from, to).days.length;
      const { usage } = judge(input, { usage: USAGE_HEALTH, full: FULL_HEALTH }, from, to);
      scored += usage.score.values.filter((value) => !Number.isNaN(value)).length;
    }
    read += ready - begun;
    compute += performance.now() - ready;
  }
  return { read, compute, firings, scored };
}
