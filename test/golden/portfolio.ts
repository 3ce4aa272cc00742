import { goldenCast } from '../../src/connectors/demo/cast.ts';
import { demoTruth } from '../../src/connectors/demo/demo-data.ts';
import type { DemoTruth } from '../../src/connectors/demo/truth.ts';
import type { Principal } from '../../src/contract/access.ts';
import type { OutputOf } from '../../src/contract/operation.ts';
import { explain, explainChange } from '../../src/features/health/contract.ts';
import { playCast } from '../../src/features/imports/demo.ts';
import { listMetrics, series } from '../../src/features/metrics/contract.ts';
import { myDay } from '../../src/features/tasks/contract.ts';
import { listWarnings } from '../../src/features/warnings/contract.ts';
import { addDays, day } from '../../src/kernel/time.ts';
import type { House, Owner } from '../make.ts';

/** The day of the golden portfolio. */
export const TODAY = day('2026-11-18');
/** Series are kept for this many days, today included. */
const DAYS = 28;
/** A month back, from which a change of health is explained. */
const MONTH_BACK = addDays(TODAY, -30);
/** Metrics a call: as many as it takes. */
const AT_ONCE = 50;

/** Who invites the cast into a house: the house itself, as a job would. */
const ITSELF: Principal = { kind: 'system', name: 'golden' };

export type Explanation = OutputOf<typeof explain>;
type Change = OutputOf<typeof explainChange>;
type Warning = OutputOf<typeof listWarnings>['warnings'][number];
type Task = OutputOf<typeof myDay>['tasks'][number];

/** Everything the house says of one customer of the portfolio. */
export interface Judged {
  readonly truth: DemoTruth;
  readonly explanation: Explanation;
  readonly change: Change;
  readonly warnings: readonly Warning[];
  readonly tasks: readonly Task[];
  /** By metric: a cell a day. */
  readonly cells: ReadonlyMap<string, OutputOf<typeof series>>;
}

/** Brings the golden portfolio into a house, and lets it judge. */
export async function bringPortfolio(house: House, owner: Owner): Promise<void> {
  await house.runtime.read(owner.workspace, ITSELF, (ctx) => playCast(ctx, goldenCast()));
  await house.settle();
}

/** Everything the house says of the golden portfolio, in the order of the customers. */
export async function judgedPortfolio(house: House, owner: Owner): Promise<readonly Judged[]> {
  const { metrics } = await house.call(listMetrics, {}, owner);
  const ids = metrics.map(({ id }) => id).sort();
  const { warnings } = await house.call(listWarnings, { limit: 500 }, owner);
  const { tasks } = await house.call(myDay, { whose: 'team' }, owner);
  const judged: Judged[] = [];
  for (const truth of demoTruth(goldenCast(), TODAY)) {
    const { externalId } = truth;
    judged.push({
      truth,
      explanation: await house.call(explain, { externalId }, owner),
      change: await house.call(explainChange, { externalId, from: MONTH_BACK, to: TODAY, of: 'usage' }, owner),
      warnings: warnings.filter(({ account }) => account.externalId === externalId),
      tasks: tasks.filter(({ account }) => account.externalId === externalId),
      cells: await cellsOf(house, owner, externalId, ids),
    });
  }
  return judged;
}

async function cellsOf(house: House, owner: Owner, externalId: string, ids: readonly string[]): Promise<Judged['cells']> {
  const from = addDays(TODAY, 1 - DAYS);
  const cells = new Map<string, OutputOf<typeof series>>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const rows = await house.call(series, { externalId, metrics: some.join(','), from, to: TODAY }, owner);
    for (const id of some)
      cells.set(
        id,
        rows.filter(({ metric }) => metric === id),
      );
  }
  return cells;
}

/** What is kept of a judged customer in the golden files: what a person can review, in an order that does not change. */
export function goldenOf({ truth, explanation, change, warnings, tasks, cells }: Judged): string {
  const { health, full, level, risk } = explanation;
  const golden = {
    truth,
    health: {
      model: explanation.modelVersion,
      score: said(health.score),
      band: health.band,
      coverage: rounded(health.coverage),
      monthAgo: said(health.thirtyDaysAgo),
      parts: health.parts.map(({ id, metric, value, score, gives }) =>
        [id, metric, said(value), said(score), gives === null ? 'not counted' : rounded(gives)].join(' | '),
      ),
      cap: health.cap,
      drivers: health.drivers.map(({ part, lost }) => `${part} | ${rounded(lost)}`),
    },
    fullHealth: full === null ? null : said(full.score),
    activity: { rate: said(explanation.activityScore.activity), score: said(explanation.activityScore.score), ...windowOf(explanation) },
    level: { level: said(level.level), atLeast: level.atLeast, quadrant: level.quadrant, processMissing: level.processMissing },
    risk: {
      points: said(risk.points),
      band: risk.band,
      reasons: risk.reasons.map(({ sign, points, value }) => `${sign} | ${points} | ${rounded(value)}`),
    },
    changeOverAMonth: {
      from: change.from.day,
      to: change.to.day,
      change: change.change === null ? null : rounded(change.change),
      parts: change.parts.map(
        ({ part, kind, from, to, points }) => `${part} | ${kind} | ${rounded(from)} → ${rounded(to)} | ${rounded(points)}`,
      ),
    },
    warnings: warnings
      .map(({ rule, severity, state, openedOn, value, threshold }) =>
        [rule, severity, state, openedOn, rounded(value), threshold].join(' | '),
      )
      .sort(),
    tasks: tasks.map(taskLine).sort(),
    series: Object.fromEntries([...cells].map(([metric, rows]) => [metric, lineOf(rows)])),
  };
  return `${JSON.stringify(golden, null, 2)}\n`;
}

/** To six places: a person reads them, and no formula is meant to hold further. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}

const said = ({ value, reason }: Explanation['health']['score']): number | string => (value === null ? `— ${reason}` : rounded(value));

function windowOf({ window }: Explanation): object {
  return { ...window, registeredUsers: said(window.registeredUsers), meanDailyUsers: said(window.meanDailyUsers) };
}

/** Days from the first to the last, equal ones in a row written once: `3 4 4×5 —source-silent×12`; `~` marks a partial value. */
function lineOf(rows: OutputOf<typeof series>): string {
  const words = rows.map(({ value, reason, partial }) => `${value === null ? `—${reason ?? ''}` : rounded(value)}${partial ? '~' : ''}`);
  const runs: { word: string; times: number }[] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last?.word === word) last.times += 1;
    else runs.push({ word, times: 1 });
  }
  return runs.map(({ word, times }) => (times === 1 ? word : `${word}×${times}`)).join(' ');
}

function taskLine({ rank, group, kind, severity, dueOn, state, assignee, reason, atRisk }: Task): string {
  const because = `${reason.metric} ${rounded(reason.value)} (${reason.threshold})`;
  return [
    kind,
    group,
    severity,
    state,
    dueOn,
    because,
    `risk ${atRisk.risk} × ${atRisk.arrMinor} = ${atRisk.amountMinor}`,
    `rank ${rank}`,
    assignee?.name ?? 'nobody',
  ].join(' | ');
}
