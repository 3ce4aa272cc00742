import { type Column, emptyColumn, reasonCode } from '../../../kernel/column.ts';
import type { AccountFacts } from './account-facts.ts';
import { ACTIVITY_WINDOW_DAYS, activityRate } from './activity-rate.ts';
import type { UseMetric } from './definition.ts';
import { liveColumn, sinceColumn } from './record-columns.ts';

/** ISS-04, ATR-01: so long without an issue is silence. */
const SILENT_DAYS = 60;
/** ATR-01: one issue in 30 days is a habit, found over this many days up to the last one; one that never spoke counts from day 90. */
const HABIT = { days: 60, issues: 2, never: 90 };
/** REL-01: how long a relation may rest, by value tier; mass mail is no touch, so the others have the longer limit. */
const COLD_AFTER: Readonly<Record<string, number>> = { STRATEGIC: 30, ENTERPRISE: 60 };
const COLD_OTHERWISE = 60;

const issueDays = (facts: AccountFacts): number[] => (facts.issues ?? []).map(({ raisedOn }) => raisedOn).sort((a, b) => a - b);

/**
 * For how long a customer has been silent that used to speak.
 *
 * @param raised  Days on which issues were raised, ascending.
 * @param liveOn  The day on which it went live.
 * @param day     Day number.
 * @returns       Days since the last issue where there were two in the 60 days up to it; where there never was one, days since go-live from the
 *                90th on; else 0.
 * @source        ATR-01, sign S3.
 * @example       unusualSilence([10, 40], 0, 101) // => 61
 */
export function unusualSilence(raised: readonly number[], liveOn: number, day: number): number {
  const at = raised.findLastIndex((on) => on <= day);
  const last = raised[at];
  if (last === undefined) return day - liveOn >= HABIT.never ? day - liveOn : 0;
  // Ascending: that there were enough says the one that stands so many places before.
  const spoke = (raised[at + 1 - HABIT.issues] ?? Number.NEGATIVE_INFINITY) > last - HABIT.days;
  return spoke ? day - last : 0;
}

/** What became of a value between a cell and the same cell of another column, as a share of the first; and why that is not known. */
function changeBetween(first: Column, second: Column, index: number): [change: number, reason: number] {
  const [before, now] = [first.values[index] ?? Number.NaN, second.values[index] ?? Number.NaN];
  const [reasonBefore, reason] = [first.reasons[index] ?? 0, second.reasons[index] ?? 0];
  if (Number.isNaN(now)) return [Number.NaN, reason];
  if (Number.isNaN(before)) return [Number.NaN, reasonBefore];
  return before === 0 ? [Number.NaN, reasonCode('too-few-days')] : [now / before - 1, Math.max(reasonBefore, reason)];
}

/** Metrics of silence and of relations that cool. */
export const SILENCE_METRICS: readonly UseMetric[] = [
  {
    id: 'fall-in-silence',
    kind: 'use',
    of: 'records',
    windowDays: SILENT_DAYS + ACTIVITY_WINDOW_DAYS,
    lookbackDays: SILENT_DAYS + ACTIVITY_WINDOW_DAYS - 1,
    inputs: ['login_users', 'registered_users'],
    label: { 'zh-CN': '沉默中的活跃度变化', 'en-US': 'Change of activity in silence' },
    definition: {
      'zh-CN': '60 天没有提问题的客户，活跃度比 60 天前变化多少；提过问题的为 0。',
      'en-US': 'How activity changed over 60 days where no issue was raised in them; 0 where one was.',
    },
    unit: 'ratio',
    requirement: 'ISS-04',
    evaluate: ([logins, registered], facts, from, to, { calendar }) => {
      if (facts.issues === null) return liveColumn(facts.live, from, to, 'not-measured');
      const nothing = emptyColumn(from, 0, 'not-computed');
      const activity = (since: number, until: number): Column =>
        activityRate(logins ?? nothing, registered ?? nothing, calendar, since, until);
      const since = sinceColumn(issueDays(facts), facts.live, from, to);
      const isSilent = since.values.some((days) => days >= SILENT_DAYS);
      const [before, now] = isSilent ? [activity(from - SILENT_DAYS, to - SILENT_DAYS), activity(from, to)] : [nothing, nothing];
      for (let index = 0; index < since.values.length; index++) {
        const silent = since.values[index] ?? Number.NaN;
        if (silent < SILENT_DAYS) since.values[index] = 0;
        else if (!Number.isNaN(silent)) [since.values[index], since.reasons[index]] = changeBetween(before, now, index);
      }
      return since;
    },
  },
  {
    id: 'days-unusually-silent',
    kind: 'use',
    of: 'records',
    windowDays: 1,
    inputs: [],
    label: { 'zh-CN': '反常沉默天数', 'en-US': 'Days unusually silent' },
    definition: {
      'zh-CN': '原来每 30 天至少提一个问题的客户，距最近一次提问的天数；上线满 90 天从未提过的，按上线天数算；其余为 0。',
      'en-US':
        'Days since the last issue of a customer who used to raise one in 30 days; days since go-live from the 90th on where none was ever raised; else 0.',
    },
    unit: 'days',
    requirement: 'ATR-01',
    evaluate: (_, facts, from, to) => {
      if (facts.issues === null) return liveColumn(facts.live, from, to, 'not-measured');
      const raised = issueDays(facts);
      const column = liveColumn(facts.live, from, to);
      const liveOn = facts.goLiveOn ?? facts.live.from;
      for (let index = 0; index < column.values.length; index++)
        if (column.reasons[index] === 0) column.values[index] = unusualSilence(raised, liveOn, from + index);
      return column;
    },
  },
  {
    id: 'decider-coldness',
    kind: 'use',
    of: 'records',
    windowDays: 1,
    inputs: [],
    label: { 'zh-CN': '决策人冷却程度', 'en-US': 'Coldness of the decision maker' },
    definition: {
      'zh-CN': '距最近一次联系上决策人的天数 ÷ 该价值层级的上限（战略 30 天，其余 60 天）：1 起变凉，2 起变冷。',
      'en-US': 'Days since a decision maker was reached ÷ the limit of the tier (strategic 30, others 60): cool from 1, cold from 2.',
    },
    unit: 'ratio',
    requirement: 'REL-01',
    evaluate: (_, facts, from, to) => {
      if (facts.touches === null) return liveColumn(facts.live, from, to, 'not-measured');
      const reached = facts.touches.filter(({ decider, result }) => decider === true && result !== 'REFUSED' && result !== 'UNANSWERED');
      const since = sinceColumn(
        reached.map(({ on }) => on),
        facts.live,
        from,
        to,
      );
      const limit = COLD_AFTER[facts.tier ?? ''] ?? COLD_OTHERWISE;
      return { ...since, values: since.values.map((days) => days / limit) };
    },
  },
];
