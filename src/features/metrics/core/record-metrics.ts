import type { Column } from '../../../kernel/column.ts';
import type { AccountFacts, AnswerFact, CommitmentFact, IssueFact, LineFact, TouchFact } from './account-facts.ts';
import type { RecordedMetric } from './definition.ts';
import {
  countColumn,
  heldColumn,
  lastColumn,
  liveColumn,
  oldestColumn,
  pricedColumn,
  type Span,
  sinceColumn,
  untilColumn,
} from './record-columns.ts';

const paid = (facts: AccountFacts): readonly LineFact[] => (facts.lines ?? []).filter(({ trial }) => !trial);
const spans = (lines: readonly LineFact[], amount: (line: LineFact) => number): Span[] =>
  lines.map((line) => ({ from: line.from, to: line.to, amount: amount(line) }));
const openIssues = (facts: AccountFacts, which: (issue: IssueFact) => boolean = () => true): Span[] =>
  (facts.issues ?? [])
    .filter(which)
    .map(({ raisedOn, closedOn }) => ({ from: raisedOn, to: closedOn === null ? null : closedOn - 1, amount: 1 }));
const touchDays = (facts: AccountFacts, which: (touch: TouchFact) => boolean): number[] =>
  (facts.touches ?? []).filter(which).map(({ on }) => on);
const avoided = ({ result }: TouchFact): boolean => result === 'REFUSED' || result === 'UNANSWERED';
const openPromises = (facts: AccountFacts): CommitmentFact[] => (facts.commitments ?? []).filter(({ ours }) => ours);
const said = (facts: AccountFacts, type: AnswerFact['type'], value: (answer: AnswerFact) => number) =>
  (facts.answers ?? []).filter((answer) => answer.type === type).map((answer) => ({ on: answer.on, value: value(answer) }));

/** How long an answer to a survey stands, in days: the half-yearly survey and a month to spare (PBK-01, a default of ours). */
const ANSWER_DAYS = 210;

/** All metrics found from records. */
export const RECORD_METRICS: readonly RecordedMetric[] = [
  {
    id: 'arr',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '年费', 'en-US': 'ARR' },
    definition: {
      'zh-CN': '当天有效的合同明细一年的经常性收入之和，试用不计；外币按明细起始日的汇率折成本位币，没有金额或汇率的明细不计。',
      'en-US':
        'What recurs a year of the lines in force on the day, without trials; in the base currency at the rate of each line’s first day, without lines of which amount or rate is missing.',
    },
    unit: 'money',
    records: 'lines',
    requirement: 'FIN-02',
    evaluate: (facts, from, to) =>
      pricedColumn(
        paid(facts).map((line) => ({ from: line.from, to: line.to, amount: line.arrMinor })),
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'seats',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '购买席位', 'en-US': 'Seats bought' },
    definition: { 'zh-CN': '当天有效的合同明细的席位之和，试用不计。', 'en-US': 'Seats of the lines in force on the day, without trials.' },
    unit: 'seats',
    records: 'lines',
    requirement: 'ACT-02',
    evaluate: (facts, from, to) =>
      heldColumn(
        spans(paid(facts), ({ seats }) => seats ?? 0),
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'days-to-renewal',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '距续约天数', 'en-US': 'Days to renewal' },
    definition: { 'zh-CN': '到最近一条有效合同明细最后一天的天数。', 'en-US': 'Days to the last day of the line that runs out first.' },
    unit: 'days',
    records: 'lines',
    requirement: 'LCY-06',
    evaluate: (facts, from, to) =>
      untilColumn(
        spans(paid(facts), () => 1),
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'days-without-go-live',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '签约未上线天数', 'en-US': 'Days since signing without go-live' },
    definition: {
      'zh-CN': '从客户开始到当天，仍未上线的天数；上线后为 0。',
      'en-US': 'Days since the customer began while the product is not live; 0 afterwards.',
    },
    unit: 'days',
    records: 'lines',
    requirement: 'PRJ-05',
    evaluate: (facts, from, to) =>
      oldestColumn([{ from: facts.live.from, to: facts.goLiveOn === null ? null : facts.goLiveOn - 1, amount: 1 }], facts.live, from, to),
  },
  {
    id: 'issues-open',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '未关闭问题', 'en-US': 'Open issues' },
    definition: { 'zh-CN': '当天仍未关闭的问题数。', 'en-US': 'Issues that are open on the day.' },
    unit: 'count',
    records: 'issues',
    requirement: 'HLT-07',
    evaluate: (facts, from, to) => heldColumn(openIssues(facts), facts.live, from, to),
  },
  {
    id: 'issues-open-oldest',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '最久未关闭问题', 'en-US': 'Oldest open issue' },
    definition: {
      'zh-CN': '最早一个未关闭问题已等待的天数，没有则为 0。',
      'en-US': 'Days the oldest open issue has waited; 0 without one.',
    },
    unit: 'days',
    records: 'issues',
    requirement: 'ISL-05',
    evaluate: (facts, from, to) => oldestColumn(openIssues(facts), facts.live, from, to),
  },
  {
    id: 'issues-escalated',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '升级问题', 'en-US': 'Escalated issues' },
    definition: { 'zh-CN': '当天仍未关闭的升级问题数。', 'en-US': 'Escalated issues that are open on the day.' },
    unit: 'count',
    records: 'issues',
    requirement: 'HLT-07',
    evaluate: (facts, from, to) =>
      heldColumn(
        openIssues(facts, ({ escalated }) => escalated),
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'issues-raised-30',
    kind: 'recorded',
    windowDays: 30,
    label: { 'zh-CN': '近 30 天提出问题', 'en-US': 'Issues raised in 30 days' },
    definition: { 'zh-CN': '最近 30 天提出的问题数。', 'en-US': 'Issues raised in the trailing 30 days.' },
    unit: 'count',
    records: 'issues',
    requirement: 'ATR-01',
    evaluate: (facts, from, to) =>
      countColumn(
        (facts.issues ?? []).map(({ raisedOn }) => raisedOn),
        30,
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'days-since-issue',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '无反馈天数', 'en-US': 'Days without an issue' },
    definition: {
      'zh-CN': '距最近一次提出问题的天数；从未提出则从客户开始算起。',
      'en-US': 'Days since an issue was last raised, or since the customer began.',
    },
    unit: 'days',
    records: 'issues',
    requirement: 'ISS-04',
    evaluate: (facts, from, to) =>
      sinceColumn(
        (facts.issues ?? []).map(({ raisedOn }) => raisedOn),
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'touches-90',
    kind: 'recorded',
    windowDays: 90,
    label: { 'zh-CN': '近 90 天触达', 'en-US': 'Touches in 90 days' },
    definition: { 'zh-CN': '最近 90 天联系上客户的次数。', 'en-US': 'Times the customer was reached in the trailing 90 days.' },
    unit: 'count',
    records: 'touches',
    requirement: 'REL-01',
    evaluate: (facts, from, to) =>
      countColumn(
        touchDays(facts, (touch) => !avoided(touch)),
        90,
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'days-since-touch',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '未触达天数', 'en-US': 'Days without a touch' },
    definition: {
      'zh-CN': '距最近一次联系上客户的天数；从未联系上则从客户开始算起。',
      'en-US': 'Days since the customer was last reached, or since it began.',
    },
    unit: 'days',
    records: 'touches',
    requirement: 'REL-01',
    evaluate: (facts, from, to) =>
      sinceColumn(
        touchDays(facts, (touch) => !avoided(touch)),
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'days-since-decider-touch',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '未联系决策人天数', 'en-US': 'Days without the decision maker' },
    definition: {
      'zh-CN': '距最近一次联系上决策人的天数；从未联系上则从客户开始算起。',
      'en-US': 'Days since a decision maker was last reached, or since the customer began.',
    },
    unit: 'days',
    records: 'touches',
    requirement: 'ATR-01',
    evaluate: (facts, from, to) =>
      sinceColumn(
        touchDays(facts, (touch) => touch.decider === true && !avoided(touch)),
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'approaches-avoided-60',
    kind: 'recorded',
    windowDays: 60,
    label: { 'zh-CN': '近 60 天被回避', 'en-US': 'Approaches avoided in 60 days' },
    definition: {
      'zh-CN': '最近 60 天联系决策人被拒绝或无人接听的次数；未注明联系人的也计入。',
      'en-US': 'Refused or unanswered approaches to decision makers in the trailing 60 days; those to nobody named count too.',
    },
    unit: 'count',
    records: 'touches',
    requirement: 'ATR-01',
    evaluate: (facts, from, to) =>
      countColumn(
        touchDays(facts, (touch) => touch.decider !== false && avoided(touch)),
        60,
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'last-nps',
    kind: 'recorded',
    windowDays: ANSWER_DAYS,
    label: { 'zh-CN': '最近 NPS 评分', 'en-US': 'Last NPS answer' },
    definition: { 'zh-CN': '最近一次 NPS 评分的原始分，210 天内有效。', 'en-US': 'The raw score of the last NPS answer, for 210 days.' },
    unit: 'points',
    records: 'answers',
    requirement: 'HLT-07',
    evaluate: (facts, from, to) =>
      lastColumn(
        said(facts, 'NPS', ({ score }) => score),
        ANSWER_DAYS,
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'last-nps-detractor',
    kind: 'recorded',
    windowDays: ANSWER_DAYS,
    label: { 'zh-CN': '最近 NPS 为贬损者', 'en-US': 'Last NPS answer detracts' },
    definition: {
      'zh-CN': '最近一次 NPS 按其量表属于贬损者为 1，否则为 0，210 天内有效。',
      'en-US': '1 where the last NPS answer is a detractor by its own scale, for 210 days.',
    },
    unit: 'flag',
    records: 'answers',
    requirement: 'MON-09',
    evaluate: (facts, from, to) =>
      lastColumn(
        said(facts, 'NPS', ({ detractor }) => (detractor ? 1 : 0)),
        ANSWER_DAYS,
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'last-csat',
    kind: 'recorded',
    windowDays: ANSWER_DAYS,
    label: { 'zh-CN': '最近满意度', 'en-US': 'Last satisfaction' },
    definition: {
      'zh-CN': '最近一次满意度评分的原始分，210 天内有效。',
      'en-US': 'The raw score of the last satisfaction answer, for 210 days.',
    },
    unit: 'points',
    records: 'answers',
    requirement: 'HLT-07',
    evaluate: (facts, from, to) =>
      lastColumn(
        said(facts, 'CSAT', ({ score }) => score),
        ANSWER_DAYS,
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'decision-makers',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '在任决策人', 'en-US': 'Decision makers' },
    definition: { 'zh-CN': '当天在任的决策人数。', 'en-US': 'Decision makers who are there on the day.' },
    unit: 'count',
    records: 'contacts',
    requirement: 'HOF-02',
    evaluate: (facts, from, to) =>
      heldColumn(
        (facts.contacts ?? [])
          .filter(({ decider }) => decider)
          .map((contact) => ({
            from: contact.from ?? facts.live.from,
            to: contact.leftOn === null ? null : contact.leftOn - 1,
            amount: 1,
          })),
        facts.live,
        from,
        to,
      ),
  },
  {
    id: 'decision-makers-left-90',
    kind: 'recorded',
    windowDays: 90,
    label: { 'zh-CN': '近 90 天离开的决策人', 'en-US': 'Decision makers who left in 90 days' },
    definition: { 'zh-CN': '最近 90 天离职的决策人数。', 'en-US': 'Decision makers who left in the trailing 90 days.' },
    unit: 'count',
    records: 'contacts',
    requirement: 'MON-09',
    evaluate: (facts, from, to) => {
      const left = (facts.contacts ?? []).flatMap(({ decider, leftOn }) => (decider && leftOn !== null ? [leftOn] : []));
      return countColumn(left, 90, facts.live, from, to);
    },
  },
  {
    id: 'commitments-overdue',
    kind: 'recorded',
    windowDays: 1,
    label: { 'zh-CN': '逾期承诺', 'en-US': 'Broken promises' },
    definition: { 'zh-CN': '我方已过期限仍未兑现的承诺数。', 'en-US': 'Promises of ours that are past their day and not kept.' },
    unit: 'count',
    records: 'commitments',
    requirement: 'MON-09',
    evaluate: (facts, from, to) => {
      const late = openPromises(facts).flatMap(({ dueOn, endedOn }) =>
        dueOn === null ? [] : [{ from: dueOn + 1, to: endedOn === null ? null : endedOn - 1, amount: 1 }],
      );
      return heldColumn(late, facts.live, from, to);
    },
  },
];

/**
 * Evaluates a metric found from records.
 *
 * @param metric  The metric.
 * @param facts   What is recorded about the customer.
 * @param from    Day number of the first cell.
 * @param to      Day number of the last cell, included.
 * @returns       One cell a day. Unknown(`not-measured`) everywhere where the workspace keeps no records of its kind, with the reasons of the
 *                live span before that.
 * @example       recordMetric(RECORD_METRICS[1], { live: { from: 0, to: null }, lines: [{ from: 1, to: null, seats: 30, arrMinor: null, trial: false }], issues: null, touches: null, answers: null, contacts: null, commitments: null, goLiveOn: null }, 0, 1).values // => Float64Array.of(0, 30)
 */
export function recordMetric(metric: RecordedMetric, facts: AccountFacts, from: number, to: number): Column {
  return facts[metric.records] === null ? liveColumn(facts.live, from, to, 'not-measured') : metric.evaluate(facts, from, to);
}
