import type { PayloadOf } from '../../contract/domain-event.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { type Column, cell, emptyColumn } from '../../kernel/column.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { known, type Maybe, type UnknownReason, unknown } from '../../kernel/known.ts';
import { dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import type { seriesChanged } from '../metrics/contract.ts';
import { ACTIVITY_WINDOW_DAYS, activityBasis, activityRate } from '../metrics/core/activity-rate.ts';
import { calendarOf, columns, storedColumns } from '../metrics/reads.ts';
import { registeredUsersAreInferred } from '../usage/reads.ts';
import { type explain, healthScored, type updateHealthSettings } from './contract.ts';
import { explainLowActivity, lowActivity } from './core/measures/low-activity.ts';
import { type HealthSettings, MODEL_VERSION, type UsageHealth, usageHealth } from './core/usage-health.ts';
import { keepSnapshots, type Snapshot, saveSettings, settingsOf } from './store.ts';

/** The trend beside the score looks this many days back (HLT-02). */
const TREND_DAYS = 30;

/** Series changed: writes the day's snapshot of each account that is live on it, and tells the right. */
export async function onSeriesChanged(ctx: Ctx, { accountIds, asOf, live }: PayloadOf<typeof seriesChanged>): Promise<void> {
  const ids = accountIds as AccountId[];
  const settings = await settingsOf(ctx);
  const day = dayNumber(asOf);
  const byAccount = await columns(ctx, ids, lowActivity.meta.inputs, day, day);
  const snapshots: Snapshot[] = [];
  for (const [accountId, inputs] of byAccount) {
    const { score, activity } = explainLowActivity(inputs, settings, day);
    if (!activity.known && (activity.reason === 'not-started' || activity.reason === 'ended')) continue;
    snapshots.push(snapshotOf(accountId, asOf, settings, activity, score));
  }
  await keepSnapshots(ctx, snapshots);
  await ctx.emit(healthScored, { accountIds, asOf, live });
}

function snapshotOf(
  accountId: AccountId,
  day: Snapshot['day'],
  settings: HealthSettings,
  activity: Maybe<number>,
  score: Maybe<number>,
): Snapshot {
  const health = healthOf(score, activity, settings);
  return {
    accountId,
    day,
    modelVersion: MODEL_VERSION,
    ...settings,
    activity: activity.known ? activity.value : null,
    activityReason: activity.known ? null : activity.reason,
    activityScore: score.known ? score.value : null,
    healthScore: health.score.known ? health.score.value : null,
    healthReason: health.score.known ? null : health.score.reason,
    band: health.band,
    coverage: health.coverage,
    parts: health.parts.map(({ id, weight, score: part }) => ({
      id,
      weight,
      score: part.known ? part.value : null,
      ...(part.known ? {} : { reason: part.reason }),
    })),
  };
}

// The other parts of HLT-02 are measured when modules and integrations are (HLT-03).
function healthOf(score: Maybe<number>, activity: Maybe<number>, settings: HealthSettings): UsageHealth {
  const notMeasured = unknown('not-measured');
  return usageHealth(
    { activity: score, 'core-modules': notMeasured, 'module-breadth': notMeasured, integration: notMeasured },
    activity,
    settings.requiredCoverage,
  );
}

/** What the judgement on a customer rests on. */
export async function explainHealth(ctx: Ctx, input: InputOf<typeof explain>): Promise<OutputOf<typeof explain>> {
  const account = await accountByExternalId(ctx, input.externalId);
  const settings = await settingsOf(ctx);
  const asOf = input.asOf ?? ctx.today;
  const day = dayNumber(asOf);
  const judged = (await columns(ctx, [account.accountId], lowActivity.meta.inputs, day - TREND_DAYS, day)).get(account.accountId) ?? {};
  const { score, activity, expected } = explainLowActivity(judged, settings, day);
  const health = healthOf(score, activity, settings);
  const { window, provisional } = await windowOf(ctx, account.accountId, day);
  const unpublished = !activity.known && activity.reason === 'calendar-unpublished';
  return {
    externalId: account.externalId,
    name: account.name,
    asOf,
    modelVersion: MODEL_VERSION,
    activityScore: {
      score: maybeNumber(score),
      activity: maybeNumber(activity),
      expected,
      thirtyDaysAgo: maybeNumber(explainLowActivity(judged, settings, day - TREND_DAYS).score),
      ...(unpublished && provisional.known ? { provisionalActivity: provisional.value } : {}),
    },
    health: {
      score: maybeNumber(health.score),
      band: health.band,
      coverage: health.coverage,
      requiredCoverage: settings.requiredCoverage,
      parts: health.parts.map(({ id, weight, score: part }) => ({ id, weight, score: maybeNumber(part) })),
      missing: [...health.missing],
    },
    window,
  };
}

type Window = OutputOf<typeof explain>['window'];

/** The working days behind the activity; `provisional` is the activity by the plain weekday rule (settled 12). */
async function windowOf(ctx: Ctx, accountId: AccountId, day: number): Promise<{ window: Window; provisional: Maybe<number> }> {
  const from = day - ACTIVITY_WINDOW_DAYS + 1;
  const stored = (await storedColumns(ctx, [accountId], ['login_users', 'registered_users'], from, day)).get(accountId) ?? {};
  const nothing: Column = emptyColumn(from, ACTIVITY_WINDOW_DAYS, 'not-computed');
  const [logins, registered] = [stored.login_users ?? nothing, stored.registered_users ?? nothing];
  const basis = activityBasis(logins, registered, calendarOf(ctx), day);
  const window: Window = {
    from: dayFromNumber(from),
    to: dayFromNumber(day),
    workingDays: basis.workingDays,
    knownWorkingDays: basis.knownWorkingDays,
    registeredUsers: maybeNumber(cell(registered, day)),
    registeredInferred: await registeredUsersAreInferred(ctx),
    meanDailyUsers: maybeNumber(
      basis.knownWorkingDays === 0 ? unknown('too-few-days') : known(basis.loginUserDays / basis.knownWorkingDays),
    ),
  };
  return { window, provisional: cell(activityRate(logins, registered, calendarOf(ctx), day, day, true), day) };
}

function maybeNumber(value: Maybe<number>): { value: number | null; reason?: UnknownReason; partial?: true } {
  if (!value.known) return { value: null, reason: value.reason };
  return value.partial ? { value: value.value, partial: true } : { value: value.value };
}

/** The settings that judge this workspace. */
export async function readSettings(ctx: Ctx): Promise<HealthSettings> {
  return settingsOf(ctx);
}

/** Sets what is given, and writes it into the audit trail. What was said before stays as it was said. */
export async function changeSettings(ctx: Ctx, input: InputOf<typeof updateHealthSettings>): Promise<HealthSettings> {
  const before = await settingsOf(ctx);
  const after: HealthSettings = {
    expectedActivity: input.expectedActivity ?? before.expectedActivity,
    requiredCoverage: input.requiredCoverage ?? before.requiredCoverage,
  };
  if (after.expectedActivity === before.expectedActivity && after.requiredCoverage === before.requiredCoverage) return before;
  await saveSettings(ctx, after);
  await audit(ctx, { action: 'health.settings-changed', subject: 'health-settings', before: { ...before }, after: { ...after } });
  return after;
}
