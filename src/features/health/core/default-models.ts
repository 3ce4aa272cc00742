import type { HealthModel } from './model.ts';
import { PART_WEIGHTS } from './usage-health.ts';

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
      weight: PART_WEIGHTS.activity,
      metric: 'activity-rate',
      scoring: { kind: 'ratio', full: 0.6 },
    },
    {
      id: 'core-modules',
      group: 'usage',
      name: { 'zh-CN': '核心模块', 'en-US': 'Core modules' },
      weight: PART_WEIGHTS['core-modules'],
      metric: 'core-module-share',
      scoring: { kind: 'ratio', full: 1 },
    },
    {
      id: 'module-breadth',
      group: 'usage',
      name: { 'zh-CN': '使用广度', 'en-US': 'Breadth' },
      weight: PART_WEIGHTS['module-breadth'],
      metric: 'module-share',
      scoring: { kind: 'ratio', full: 1 },
    },
    {
      id: 'integration',
      group: 'usage',
      name: { 'zh-CN': '系统集成', 'en-US': 'Integration' },
      weight: PART_WEIGHTS.integration,
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
