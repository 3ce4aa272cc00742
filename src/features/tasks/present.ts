import { type Column, cell } from '../../kernel/column.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import { unknown } from '../../kernel/known.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { ownerOf, personNames } from '../access/reads.ts';
import { accountsById } from '../accounts/reads.ts';
import { risksToday } from '../health/reads.ts';
import { metricById } from '../metrics/core/registry.ts';
import { columns } from '../metrics/reads.ts';
import { isChance } from '../warnings/core/registry.ts';
import { warningsById } from '../warnings/reads.ts';
import type { Task } from './contract.ts';
import { stateOn } from './core/lifecycle.ts';
import { compareTasks, type Group, groupOn } from './core/rank.ts';
import type { TaskRow } from './tables.ts';

/** The small curve beside a task covers this many days. */
const SPARK_DAYS = 90;

const GROUP_ORDER: Readonly<Record<Group, number>> = { must: 0, warning: 1, growth: 2, snoozed: 3, done: 4 };

/** Tasks as people see them, in the order of the day. A task that has no place on today's list is last, under `done`. */
export async function presentTasks(ctx: Ctx, rows: readonly TaskRow[]): Promise<readonly Task[]> {
  if (rows.length === 0) return [];
  const accountIds = [...new Set(rows.map(({ accountId }) => accountId))];
  const today = dayNumber(ctx.today);
  const metrics = [...new Set(rows.map(({ metric }) => metric))].filter((metric) => metricById(metric) !== undefined);
  const accounts = await accountsById(ctx, accountIds);
  const owners = await ownerOf(ctx, accountIds);
  const names = await personNames(
    ctx,
    rows.flatMap(({ assigneeId }) => (assigneeId === null ? [] : [assigneeId])),
  );
  const warnings = await warningsById(
    ctx,
    rows.map(({ warningId }) => warningId),
  );
  const series = await columns(ctx, accountIds, metrics, today - SPARK_DAYS + 1, today);
  const atRisk = await moneyAtRisk(ctx, accountIds);
  const presented = rows.map((row) => presentTask(ctx, row, { accounts, owners, names, warnings, series, atRisk }));
  const ranked = (task: Task) => ({
    ...task,
    value: task.current.value ?? task.reason.value,
    threshold: task.reason.threshold,
    customer: task.account.name,
    atRisk: task.atRisk.amountMinor,
    arr: task.atRisk.arrMinor,
  });
  const compare = (a: Task, b: Task) => compareTasks(ranked(a), ranked(b), a.group === 'growth' ? 'arr' : 'at-risk');
  presented.sort((a, b) => GROUP_ORDER[a.group] - GROUP_ORDER[b.group] || compare(a, b).order);
  return presented.map((task, index) => {
    const above = presented[index - 1];
    const rankedBy = above?.group === task.group ? { rankedBy: compare(above, task).by } : {};
    return { ...task, rank: index + 1, ...rankedBy };
  });
}

interface Surroundings {
  readonly accounts: Awaited<ReturnType<typeof accountsById>>;
  readonly owners: Awaited<ReturnType<typeof ownerOf>>;
  readonly names: ReadonlyMap<PersonId, string>;
  readonly warnings: Awaited<ReturnType<typeof warningsById>>;
  readonly series: Awaited<ReturnType<typeof columns>>;
  readonly atRisk: Awaited<ReturnType<typeof moneyAtRisk>>;
}

function saidBy(warning: { readonly title: string | null; readonly act: string | null } | undefined): Task['reason']['said'] {
  return warning?.title == null ? null : { title: warning.title, act: warning.act ?? warning.title };
}

/** One task, without its place in the list. */
function presentTask(ctx: Ctx, row: TaskRow, { accounts, owners, names, warnings, series, atRisk }: Surroundings): Task {
  const column = series.get(row.accountId)?.[row.metric];
  const warning = warnings.get(row.warningId);
  const direction = warning?.direction ?? 'down';
  const group: Group = groupOn({ ...row, isChance: warning !== undefined && isChance(row.rule, direction) }, ctx.today) ?? 'done';
  return {
    taskId: row.id,
    rank: 0,
    group,
    kind: row.kind,
    title: row.title,
    account: customerRef(accounts.get(row.accountId), owners.get(row.accountId)),
    reason: {
      ...{ rule: row.rule, metric: row.metric, value: row.value, threshold: row.threshold, openedOn: row.openedOn },
      direction,
      said: saidBy(warning),
    },
    atRisk: atRisk.get(row.accountId) ?? { risk: null, arrMinor: null, amountMinor: null },
    severity: row.severity,
    state: stateOn(row, ctx.today),
    assignee: personRef(row.assigneeId, names),
    dueOn: row.dueOn,
    dueProvisional: row.dueProvisional,
    snoozedUntil: group === 'snoozed' ? row.snoozedUntil : null,
    outcome: row.outcome,
    note: row.note,
    warningState: warning?.state ?? null,
    current: currentValue(column, dayNumber(ctx.today)),
    spark: column === undefined ? [] : Array.from(column.values, (value) => (Number.isNaN(value) ? null : value)),
    version: row.version,
  };
}

/** Risk and yearly revenue of some customers today, and their product. */
async function moneyAtRisk(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Task['atRisk']>> {
  const today = dayNumber(ctx.today);
  const found = await columns(ctx, accountIds, ['arr'], today, today);
  const risks = await risksToday(ctx, accountIds);
  return new Map(
    [...found].map(([accountId, series]) => {
      const points = risks.get(accountId)?.points ?? unknown('not-computed');
      const arr = series.arr === undefined ? unknown('not-computed') : cell(series.arr, today);
      const [risk, arrMinor] = [points.known ? points.value : null, arr.known ? arr.value : null];
      // Points of a hundred are taken as the chance until it is learned from outcomes (MON-09).
      const amountMinor = risk === null || arrMinor === null ? null : Math.round((risk * arrMinor) / 100);
      return [accountId, { risk, arrMinor, amountMinor }];
    }),
  );
}

function customerRef(
  account: { readonly externalId: string; readonly name: string } | undefined,
  owner: { readonly personId: PersonId; readonly name: string } | undefined,
): Task['account'] {
  return {
    externalId: account?.externalId ?? '',
    name: account?.name ?? '',
    owner: owner === undefined ? null : { personId: owner.personId, name: owner.name },
  };
}

function currentValue(column: Column | undefined, day: number): Task['current'] {
  const current = column === undefined ? unknown('not-computed') : cell(column, day);
  if (!current.known) return { value: null, reason: current.reason };
  return { value: current.value, ...(current.partial ? { partial: true as const } : {}) };
}

function personRef(personId: PersonId | null, names: ReadonlyMap<PersonId, string>): Task['assignee'] {
  return personId === null ? null : { personId, name: names.get(personId) ?? '' };
}
