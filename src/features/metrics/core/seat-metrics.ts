import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { AccountFacts, LineFact } from './account-facts.ts';
import type { UseMetric } from './definition.ts';
import { quotient } from './quotient.ts';
import { heldColumn, liveColumn } from './record-columns.ts';

/** Growth is forecast from the seats activated in this many days (a default of ours). */
const FORECAST_DAYS = 90;
/** Nobody can have activated many seats yet so soon after go-live: ATR-01 judges once the roll-out has lasted this long. */
const ROLL_OUT_DAYS = 30;
/** MON-06: from so many seats on a small customer has become an enterprise, and so many times the first purchase is growth of its own. */
const GROWTH = { enterprise: 50, ofFirst: 5 };
/** SEG-10 compares with the seats of a year before. */
const YEAR = 365;

const SILENT = reasonCode('source-silent');

/**
 * Seats whose user has logged in for the first time by then, day by day.
 *
 * @param logins  First days of a login, one a user, ascending.
 * @param mapped  The stored count of users who logged in: why a day is not known is taken from it, but who was activated stays so while a source
 *                is silent; then the value is partial.
 * @param live    When the customer is live; logins before do not count.
 * @param from    Day number of the first cell.
 * @param to      Day number of the last cell, included.
 * @returns       Users.
 * @source        ACT-02: activated is the first real login.
 * @example       activatedColumn(Int32Array.of(1, 3), { from: 0, values: new Float64Array(5), reasons: new Uint8Array(5) }, { from: 0, to: null }, 0, 4).values // => Float64Array.of(0, 1, 1, 2, 2)
 */
export function activatedColumn(logins: Int32Array, mapped: Column, live: AccountFacts['live'], from: number, to: number): Column {
  const days = [...logins].filter((day) => day >= live.from);
  const column = heldColumn(
    days.map((day) => ({ from: day, to: null, amount: 1 })),
    live,
    from,
    to,
  );
  for (let index = 0; index < column.values.length; index++) {
    if (column.reasons[index] !== 0) continue;
    const reason = mapped.reasons[from + index - mapped.from] ?? reasonCode('not-computed');
    if (reason === SILENT) column.reasons[index] = PARTIAL;
    else if (reason !== 0 && reason !== PARTIAL) {
      column.values[index] = Number.NaN;
      column.reasons[index] = reason;
    } else column.reasons[index] = reason;
  }
  return column;
}

const paid = (facts: AccountFacts): readonly LineFact[] => (facts.lines ?? []).filter(({ trial }) => !trial);

function boughtColumn(facts: AccountFacts, from: number, to: number): Column {
  if (facts.lines === null) return liveColumn(facts.live, from, to, 'not-measured');
  const spans = paid(facts).map((line) => ({ from: line.from, to: line.to, amount: line.seats ?? 0 }));
  return heldColumn(spans, facts.live, from, to);
}

/** Seats of what the customer bought first. */
function firstPurchase(facts: AccountFacts): number {
  const lines = paid(facts).filter(({ seats }) => (seats ?? 0) > 0);
  const first = Math.min(...lines.map(({ from }) => from));
  return lines.reduce((sum, { from, seats }) => (from === first ? sum + (seats ?? 0) : sum), 0);
}

/** A column in which the value of each day is made anew; what is not known stays so. */
function mapped(column: Column, made: (value: number, day: number) => number): Column {
  return { ...column, values: column.values.map((value, index) => (Number.isNaN(value) ? value : made(value, column.from + index))) };
}

type Seats = (activated: Column, facts: AccountFacts, from: number, to: number) => Column;

function seatMetric(described: Pick<UseMetric, 'id' | 'label' | 'definition' | 'unit' | 'requirement'>, seats: Seats): UseMetric {
  return {
    ...described,
    kind: 'use',
    of: 'logins',
    windowDays: 1,
    inputs: ['login_users'],
    evaluate: ([logins], facts, from, to) =>
      seats(
        activatedColumn(facts.logins ?? new Int32Array(), logins ?? emptyColumn(from, 0, 'not-computed'), facts.live, from, to),
        facts,
        from,
        to,
      ),
  };
}

/** Seats from contract lines alone. */
function boughtMetric(
  described: Pick<UseMetric, 'id' | 'label' | 'definition' | 'unit' | 'requirement' | 'windowDays'>,
  evaluate: UseMetric['evaluate'],
): UseMetric {
  return { ...described, kind: 'use', of: 'records', inputs: [], evaluate };
}

const shareOf: Seats = (activated, facts, from, to) => quotient(activated, boughtColumn(facts, from, to), 'not-measured', from, to);

/** How many days the seats that are left last; NaN where nothing says so. */
function daysToFull(seats: number, used: number, activatedADay: number): number {
  if (seats === 0) return Number.NaN;
  if (used >= seats) return 0;
  return activatedADay === 0 ? Number.NaN : Math.ceil((seats - used) / activatedADay);
}

const daysLeft: Seats = (activated, facts, from, to) => {
  const days = quotient(activated, boughtColumn(facts, from, to), 'not-measured', from, to);
  const bought = boughtColumn(facts, from, to);
  const logins = (facts.logins ?? new Int32Array()).filter((on) => on >= facts.live.from);
  for (let index = 0; index < days.values.length; index++) {
    if (Number.isNaN(days.values[index] ?? Number.NaN)) continue;
    const recent = logins.filter((on) => on > from + index - FORECAST_DAYS && on <= from + index).length;
    const left = daysToFull(bought.values[index] ?? 0, activated.values[index] ?? 0, recent / FORECAST_DAYS);
    days.values[index] = left;
    if (Number.isNaN(left)) days.reasons[index] = reasonCode('not-measured');
  }
  return days;
};

/** Metrics of seats: bought by the contract lines, activated by logins. */
export const SEAT_METRICS: readonly UseMetric[] = [
  seatMetric(
    {
      id: 'activated-seats',
      label: { 'zh-CN': '激活席位', 'en-US': 'Activated seats' },
      definition: {
        'zh-CN': '到当天为止真正登录过的用户数；创建账号不算激活。',
        'en-US': 'Users who have really logged in by the day; a created account is not activated.',
      },
      unit: 'seats',
      requirement: 'ACT-02',
    },
    (activated) => activated,
  ),
  seatMetric(
    {
      id: 'activation-rate',
      label: { 'zh-CN': '激活率', 'en-US': 'Activation rate' },
      definition: {
        'zh-CN': '激活席位 ÷ 购买席位，最高 100%；超出的看「席位使用率」。',
        'en-US': 'Activated seats ÷ seats bought, at most 100%; what goes beyond shows in seats used.',
      },
      unit: 'ratio',
      requirement: 'ACT-02',
    },
    (activated, facts, from, to) => mapped(shareOf(activated, facts, from, to), (share) => Math.min(1, share)),
  ),
  seatMetric(
    {
      id: 'seat-use',
      label: { 'zh-CN': '席位使用率', 'en-US': 'Seats used' },
      definition: {
        'zh-CN': '激活席位 ÷ 购买席位，不封顶：0.9 起接近饱和，1 为饱和，超过 1 为超用。',
        'en-US': 'Activated seats ÷ seats bought, without a cap: nearly full from 0.9, full at 1, over-used beyond.',
      },
      unit: 'ratio',
      requirement: 'EXP-02',
    },
    shareOf,
  ),
  seatMetric(
    {
      id: 'seats-idle',
      label: { 'zh-CN': '闲置席位占比', 'en-US': 'Idle seats' },
      definition: {
        'zh-CN': '没有激活的席位 ÷ 购买席位；上线（没有上线日则按客户开始）未满 30 天为 0。',
        'en-US': 'Seats not activated ÷ seats bought; 0 in the first 30 days after go-live, or after the customer began.',
      },
      unit: 'ratio',
      requirement: 'ATR-01',
    },
    (activated, facts, from, to) => {
      const settled = Math.max(facts.live.from, facts.goLiveOn ?? facts.live.from) + ROLL_OUT_DAYS;
      return mapped(shareOf(activated, facts, from, to), (share, day) => (day < settled ? 0 : Math.max(0, 1 - share)));
    },
  ),
  seatMetric(
    {
      id: 'days-to-full-seats',
      label: { 'zh-CN': '席位预计用满天数', 'en-US': 'Days until seats are full' },
      definition: {
        'zh-CN': '剩余席位 ÷ 近 90 天平均每天新激活的席位；已用满为 0，近 90 天没有新激活则不知道。',
        'en-US': 'Seats left ÷ seats activated a day over 90 days; 0 when full, unknown where none was activated.',
      },
      unit: 'days',
      requirement: 'EXP-02',
    },
    daysLeft,
  ),
  boughtMetric(
    {
      id: 'seats-of-first',
      windowDays: 1,
      label: { 'zh-CN': '席位与首购之比', 'en-US': 'Seats against the first purchase' },
      definition: { 'zh-CN': '当天的购买席位 ÷ 第一次购买的席位。', 'en-US': 'Seats bought on the day ÷ seats of the first purchase.' },
      unit: 'ratio',
      requirement: 'MON-06',
    },
    (_, facts, from, to) => {
      const first = firstPurchase(facts);
      if (first === 0) return liveColumn(facts.live, from, to, 'not-measured');
      return mapped(boughtColumn(facts, from, to), (seats) => seats / first);
    },
  ),
  boughtMetric(
    {
      id: 'seats-grown-past-50',
      windowDays: 1,
      label: { 'zh-CN': '跨过 50 席的席位', 'en-US': 'Seats grown past 50' },
      definition: {
        'zh-CN': '首购不足 50 席、且还没到首购 5 倍的客户当天的购买席位；其余客户为 0。',
        'en-US': 'Seats of customers who began below 50 and are not yet at five times that; 0 for all others.',
      },
      unit: 'seats',
      requirement: 'MON-06',
    },
    (_, facts, from, to) => {
      const first = firstPurchase(facts);
      const counts = (seats: number): boolean => first > 0 && first < GROWTH.enterprise && seats < first * GROWTH.ofFirst;
      return mapped(boughtColumn(facts, from, to), (seats) => (counts(seats) ? seats : 0));
    },
  ),
  boughtMetric(
    {
      id: 'seats-of-last-year',
      windowDays: YEAR + 1,
      label: { 'zh-CN': '席位与一年前之比', 'en-US': 'Seats against a year before' },
      definition: { 'zh-CN': '当天的购买席位 ÷ 365 天前的购买席位。', 'en-US': 'Seats bought on the day ÷ those of 365 days before.' },
      unit: 'ratio',
      requirement: 'SEG-10',
    },
    (_, facts, from, to) => {
      const before = boughtColumn(facts, from - YEAR, to - YEAR);
      return quotient(boughtColumn(facts, from, to), { ...before, from }, 'not-measured', from, to);
    },
  ),
];
