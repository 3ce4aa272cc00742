import { workingDaysBetween } from '../../../kernel/calendar.ts';
import { PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { AccountFacts, LineFact } from './account-facts.ts';
import type { UseMetric } from './definition.ts';
import { liveColumn, oldestColumn, untilColumn } from './record-columns.ts';

/** LCY-06: working days of a term by its length in months; a year and more count by the year (defaults of ours). */
const TERM_WORKING_DAYS = [
  { months: 1, days: 20 },
  { months: 3, days: 60 },
  { months: 6, days: 125 },
  { months: 12, days: 250 },
];
const MONTH_DAYS = 30.4375;

/**
 * How many working days a contract term has.
 *
 * @param days  Civil days of the term, both ends included; null: perpetual.
 * @returns     20 a month, 60 a quarter, 125 a half-year, 250 a year and as many for each further one; other lengths in proportion to a year. Null
 *              for a perpetual term.
 * @source      LCY-06.
 * @example     termWorkingDays(90) // => 60
 */
export function termWorkingDays(days: number | null): number | null {
  if (days === null || days <= 0) return null;
  const months = Math.round(days / MONTH_DAYS);
  const usual = TERM_WORKING_DAYS.find((term) => term.months === months);
  return usual?.days ?? Math.max(1, Math.round((months * 250) / 12));
}

/**
 * What a delay costs of a contract's term.
 *
 * @param delay  Working days of the delay, ≥ 0.
 * @param term   Civil days of the term, both ends included; null: perpetual.
 * @returns      A fraction of the term; null where it never ends.
 * @source       LCY-06.
 * @example      delayCost(3, 90) // => 0.05
 */
export function delayCost(delay: number, term: number | null): number | null {
  const days = termWorkingDays(term);
  return days === null ? null : delay / days;
}

/** The line in force that runs out first. */
function nextToEnd(facts: AccountFacts, day: number): LineFact | null {
  const inForce = (facts.lines ?? []).filter(({ trial, from, to }) => !trial && to !== null && from <= day && to >= day);
  return inForce.reduce<LineFact | null>((first, line) => (first === null || (line.to ?? 0) < (first.to ?? 0) ? line : first), null);
}

const CLOCK = { kind: 'use', of: 'records', windowDays: 1, inputs: [], requirement: 'LCY-06' } as const;

/** Metrics of the contract clock and of how long a customer has been live. */
export const CLOCK_METRICS: readonly UseMetric[] = [
  {
    ...CLOCK,
    id: 'working-days-to-renewal',
    label: { 'zh-CN': '距续约工作日', 'en-US': 'Working days to renewal' },
    definition: {
      'zh-CN': '从次日到最近一条有效合同明细最后一天的工作日数；节假日尚未公布的年份按周一至周五算。',
      'en-US':
        'Working days from the next day to the last day of the line that runs out first; by weekdays where holidays are not published yet.',
    },
    unit: 'days',
    evaluate: (_, facts, from, to, { calendar }) => {
      if (facts.lines === null) return liveColumn(facts.live, from, to, 'not-measured');
      const spans = facts.lines.filter(({ trial }) => !trial).map((line) => ({ from: line.from, to: line.to, amount: 1 }));
      const until = untilColumn(spans, facts.live, from, to);
      for (let index = 0; index < until.values.length; index++) {
        const days = until.values[index] ?? Number.NaN;
        if (Number.isNaN(days)) continue;
        const { days: working, provisional } = workingDaysBetween(calendar, from + index + 1, from + index + days);
        until.values[index] = working;
        if (provisional) until.reasons[index] = PARTIAL;
      }
      return until;
    },
  },
  {
    ...CLOCK,
    id: 'issue-delay-cost',
    label: { 'zh-CN': '问题拖延占合同期', 'en-US': 'Delay of issues, of the term' },
    definition: {
      'zh-CN': '最久未关闭的问题等了多少工作日 ÷ 合同期的工作日（季度 60，年度 250）；没有到期日的合同不适用。',
      'en-US': 'Working days the oldest open issue has waited ÷ those of the term (quarter 60, year 250); not for lines without an end.',
    },
    unit: 'ratio',
    evaluate: (_, facts, from, to, { calendar }) => {
      if (facts.lines === null || facts.issues === null) return liveColumn(facts.live, from, to, 'not-measured');
      const open = facts.issues.map(({ raisedOn, closedOn }) => ({
        from: raisedOn,
        to: closedOn === null ? null : closedOn - 1,
        amount: 1,
      }));
      const waited = oldestColumn(open, facts.live, from, to);
      for (let index = 0; index < waited.values.length; index++) {
        const days = waited.values[index] ?? Number.NaN;
        if (Number.isNaN(days)) continue;
        const day = from + index;
        const line = nextToEnd(facts, day);
        const term = line === null || line.to === null ? null : line.to - line.from + 1;
        const cost = delayCost(workingDaysBetween(calendar, day - days + 1, day).days, term);
        waited.values[index] = cost ?? Number.NaN;
        if (cost === null) waited.reasons[index] = reasonCode('not-measured');
      }
      return waited;
    },
  },
  {
    ...CLOCK,
    id: 'days-live',
    requirement: 'LCY-06',
    label: { 'zh-CN': '上线天数', 'en-US': 'Days live' },
    definition: { 'zh-CN': '从上线日到当天的天数；没有上线日则不知道。', 'en-US': 'Days since go-live; unknown where nobody said when.' },
    unit: 'days',
    evaluate: (_, facts, from, to) => {
      const liveOn = facts.goLiveOn;
      const column = liveColumn(facts.live, from, to, liveOn === null ? 'not-measured' : undefined);
      if (liveOn === null) return column;
      for (let index = 0; index < column.values.length; index++)
        if (column.reasons[index] === 0) column.values[index] = Math.max(0, from + index - liveOn);
      return column;
    },
  },
];
