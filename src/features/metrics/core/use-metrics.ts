import { type Column, emptyColumn } from '../../../kernel/column.ts';
import type { AccountFacts } from './account-facts.ts';
import type { Text, UseMetric } from './definition.ts';
import {
  DEPTH_DAYS,
  type DepthKind,
  type DepthSign,
  daysIn,
  depthColumn,
  eventsIn,
  extensionUsers,
  integrationPoints,
  processRuns,
  processUsers,
} from './depth.ts';
import { IN_USE } from './module-counts.ts';
import { moduleShareColumn } from './module-share.ts';
import { saidColumn } from './said-metrics.ts';

interface Described {
  readonly id: string;
  readonly label: Text;
  readonly definition: Text;
  readonly unit: UseMetric['unit'];
  readonly requirement: string;
}

function shareMetric(which: 'core' | 'bought', described: Described): UseMetric {
  return {
    ...described,
    kind: 'use',
    of: 'modules',
    windowDays: IN_USE.windowDays,
    inputs: ['modules_in_use'],
    evaluate: (inputs, facts, from, to) =>
      moduleShareColumn(facts.modules ?? null, inputs[0] ?? emptyColumn(from, 0, 'not-computed'), facts.live, which, from, to),
  };
}

function depthMetric(kind: DepthKind, sign: DepthSign, described: Described): UseMetric {
  return {
    ...described,
    kind: 'use',
    of: 'depth',
    windowDays: DEPTH_DAYS,
    inputs: ['mau'],
    evaluate: (inputs, facts, from, to) =>
      depthColumn(facts.depth ?? null, kind, inputs[0] ?? emptyColumn(from, 0, 'not-computed'), sign, from, to),
  };
}

const callsPerDay: DepthSign = (rows, inside) => eventsIn(rows, inside) / DEPTH_DAYS;

/** Whether an integration is expected: what a person said; else it is, once there are calls. */
function expectedColumn(calls: Column, facts: AccountFacts, from: number, to: number): Column {
  const column = saidColumn('integration-wanted', facts.said ?? [], facts.live, from, to);
  for (let index = 0; index < column.values.length; index++) {
    if (!Number.isNaN(column.values[index] ?? 0) || !((calls.values[index] ?? Number.NaN) > 0)) continue;
    column.values[index] = 1;
    column.reasons[index] = calls.reasons[index] ?? 0;
  }
  return column;
}

function pointsColumn(calls: Column, facts: AccountFacts, from: number, to: number): Column {
  const expected = saidColumn('expected-calls', facts.said ?? [], facts.live, from, to);
  return {
    from,
    reasons: calls.reasons,
    values: calls.values.map((value, index) => {
      const wanted = expected.values[index] ?? Number.NaN;
      return Number.isNaN(value) ? value : integrationPoints(value, wanted > 0 ? wanted : null);
    }),
  };
}

function callsOf(inputs: readonly Column[], facts: AccountFacts, from: number, to: number): Column {
  return depthColumn(facts.depth ?? null, 'integration-call', inputs[0] ?? emptyColumn(from, 0, 'not-computed'), callsPerDay, from, to);
}

const INTEGRATION = { kind: 'use', of: 'depth', windowDays: DEPTH_DAYS, inputs: ['mau'] } as const;

/** Metrics found when they are read, from what was used beside counts that are stored: which modules, which processes, which links. */
export const USE_METRICS: readonly UseMetric[] = [
  shareMetric('core', {
    id: 'core-module-share',
    label: { 'zh-CN': '在用核心模块占比', 'en-US': 'Core modules in use' },
    definition: {
      'zh-CN': '在用的核心模块 ÷ 客户买了的核心模块。在用：近 30 天至少 3 人、5 天。',
      'en-US': 'Core modules in use ÷ core modules bought. In use: 3 users and 5 days of the last 30.',
    },
    unit: 'ratio',
    requirement: 'HLT-03',
  }),
  shareMetric('bought', {
    id: 'module-share',
    label: { 'zh-CN': '在用模块占比', 'en-US': 'Modules in use, share' },
    definition: {
      'zh-CN': '在用的模块 ÷ 客户买了的模块。在用：近 30 天至少 3 人、5 天。',
      'en-US': 'Modules in use ÷ modules bought. In use: 3 users and 5 days of the last 30.',
    },
    unit: 'ratio',
    requirement: 'HLT-03',
  }),
  depthMetric('record', eventsIn, {
    id: 'record-events-30',
    label: { 'zh-CN': '近 30 天记录操作', 'en-US': 'Record events in 30 days' },
    definition: { 'zh-CN': '近 30 天新建、修改记录和签到的次数。', 'en-US': 'Records made or changed and check-ins in 30 days.' },
    unit: 'count',
    requirement: 'HLT-04',
  }),
  depthMetric('process-finished', processRuns, {
    id: 'process-runs-30',
    label: { 'zh-CN': '近 30 天流程完成次数', 'en-US': 'Process runs in 30 days' },
    definition: { 'zh-CN': '近 30 天跑得最多的一个流程或审批完成的次数。', 'en-US': 'Finished runs of the busiest process in 30 days.' },
    unit: 'count',
    requirement: 'HLT-04',
  }),
  depthMetric('process-finished', processUsers, {
    id: 'process-users-30',
    label: { 'zh-CN': '近 30 天跑流程的人数', 'en-US': 'Process users in 30 days' },
    definition: { 'zh-CN': '近 30 天跑那个流程的不同使用者数。', 'en-US': 'Distinct users who ran the busiest process in 30 days.' },
    unit: 'users',
    requirement: 'HLT-04',
  }),
  depthMetric('integration-call', daysIn, {
    id: 'integration-days-30',
    label: { 'zh-CN': '近 30 天有集成调用的天数', 'en-US': 'Days with integration calls' },
    definition: {
      'zh-CN': '近 30 天里与客户其他系统有调用的天数。',
      'en-US': 'Days of the last 30 with calls to other systems of the customer.',
    },
    unit: 'days',
    requirement: 'HLT-04',
  }),
  depthMetric('integration-call', callsPerDay, {
    id: 'integration-calls',
    label: { 'zh-CN': '集成日均调用', 'en-US': 'Integration calls a day' },
    definition: { 'zh-CN': '近 30 天集成调用次数的日均。', 'en-US': 'Mean integration calls a day over 30 days.' },
    unit: 'count',
    requirement: 'HLT-03',
  }),
  depthMetric('extension-use', extensionUsers, {
    id: 'extension-users-30',
    label: { 'zh-CN': '近 30 天用定制的人数', 'en-US': 'Extension users in 30 days' },
    definition: {
      'zh-CN': '近 30 天用得最多的一个定制对象、页面或脚本的使用者数。',
      'en-US': 'Distinct users of the custom object, page or script that most use, in 30 days.',
    },
    unit: 'users',
    requirement: 'HLT-04',
  }),
  {
    ...INTEGRATION,
    id: 'integration-expected',
    label: { 'zh-CN': '该有集成', 'en-US': 'Integration expected' },
    definition: {
      'zh-CN': '有人说约定了集成为 1，说不需要为 0；没人说，有调用就是 1。',
      'en-US': '1 where somebody said that a link was agreed, 0 where none is needed; unsaid, 1 once there are calls.',
    },
    unit: 'flag',
    requirement: 'HLT-02',
    evaluate: (inputs, facts, from, to) => expectedColumn(callsOf(inputs, facts, from, to), facts, from, to),
  },
  {
    ...INTEGRATION,
    id: 'integration-points',
    label: { 'zh-CN': '集成得分', 'en-US': 'Integration points' },
    definition: {
      'zh-CN': '没有接通 0 分，接通 60 分，调用量到期望值 100 分。',
      'en-US': '0 without a live link, 60 with one, up to 100 as its calls reach what is expected.',
    },
    unit: 'points',
    requirement: 'HLT-02',
    evaluate: (inputs, facts, from, to) => pointsColumn(callsOf(inputs, facts, from, to), facts, from, to),
  },
];
