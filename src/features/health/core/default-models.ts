import type { HealthModel, ModelMeasure } from './model.ts';

/** HLT-02, the health: bands, warnings and every gate use it (settled 5). */
export const USAGE_HEALTH: HealthModel = {
  id: 'usage-health',
  version: 1,
  name: { 'zh-CN': '使用健康度', 'en-US': 'Usage health' },
  measures: [
    {
      id: 'activity',
      group: 'usage',
      name: { 'zh-CN': '活跃', 'en-US': 'Activity' },
      weight: 0.4,
      metric: 'activity-rate',
      scoring: { kind: 'ratio', full: 0.6 },
      fullBy: 'expected-activity',
    },
    {
      id: 'core-modules',
      group: 'usage',
      name: { 'zh-CN': '核心模块', 'en-US': 'Core modules' },
      weight: 0.25,
      metric: 'core-module-share',
      scoring: { kind: 'ratio', full: 1 },
    },
    {
      id: 'module-breadth',
      group: 'usage',
      name: { 'zh-CN': '使用广度', 'en-US': 'Breadth' },
      weight: 0.15,
      metric: 'module-share',
      scoring: { kind: 'ratio', full: 1 },
    },
    {
      id: 'integration',
      group: 'usage',
      name: { 'zh-CN': '系统集成', 'en-US': 'Integration' },
      weight: 0.2,
      metric: 'integration-points',
      scoring: { kind: 'ratio', full: 100 },
      expectedBy: 'integration-expected',
    },
  ],
  caps: [{ metric: 'activity-rate', below: 0.2, points: 39 }],
  requires: ['activity'],
  requiredCoverage: 0.6,
  bands: { healthy: 75, watch: 50 },
};

const measure = (
  id: string,
  group: string,
  name: ModelMeasure['name'],
  weight: number,
  metric: string,
  scoring: ModelMeasure['scoring'],
) => ({
  ...{ id, group, name, weight, metric, scoring },
});

/** HLT-07, shown beside the health, and a gate of nothing: usage 50, support 15, sentiment 15, relation 10, value 10. */
export const FULL_HEALTH: HealthModel = {
  id: 'full-health',
  version: 1,
  purpose: 'full',
  name: { 'zh-CN': '综合健康', 'en-US': 'Full health' },
  measures: [
    measure('usage', 'usage', { 'zh-CN': '使用健康度', 'en-US': 'Usage health' }, 50, 'usage-health', { kind: 'ratio', full: 100 }),
    measure('issue-age', 'support', { 'zh-CN': '问题久拖', 'en-US': 'Oldest open issue' }, 8, 'issues-open-oldest', {
      kind: 'linear',
      zero: 60,
      full: 0,
    }),
    measure('escalations', 'support', { 'zh-CN': '升级问题', 'en-US': 'Escalated issues' }, 7, 'issues-escalated', {
      kind: 'linear',
      zero: 5,
      full: 0,
    }),
    measure('nps', 'sentiment', { 'zh-CN': 'NPS 评分', 'en-US': 'NPS answer' }, 5, 'last-nps', { kind: 'linear', zero: 0, full: 10 }),
    measure('csat', 'sentiment', { 'zh-CN': '满意度', 'en-US': 'Satisfaction' }, 5, 'last-csat', { kind: 'linear', zero: 0, full: 5 }),
    measure('sentiment', 'sentiment', { 'zh-CN': '口碑（人工）', 'en-US': 'Sentiment, said' }, 5, 'sentiment-said', {
      kind: 'ratio',
      full: 100,
    }),
    measure('relation', 'relation', { 'zh-CN': '见决策人', 'en-US': 'Decision maker seen' }, 10, 'days-since-decider-touch', {
      kind: 'linear',
      zero: 90,
      full: 0,
    }),
    measure('value', 'value', { 'zh-CN': '价值进度', 'en-US': 'Value progress' }, 10, 'value-progress', { kind: 'ratio', full: 100 }),
  ],
  caps: [{ metric: 'activity-rate', below: 0.2, points: 39 }],
  requires: ['usage'],
  requiredCoverage: 0.6,
  bands: { healthy: 75, watch: 50 },
};
