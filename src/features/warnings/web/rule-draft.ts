import type { RuleDefinition, SaidRule } from '../contract-rules.ts';

/** A rule that is being made: a condition to begin with, and our usual numbers. */
export function newRule(): SaidRule {
  return {
    rule: `own-${Date.now().toString(36)}`,
    version: 0,
    active: true,
    definition: {
      kind: 'own',
      ...{ title: '', act: '', condition: 'activity_rate < 0.3', direction: 'down', severity: 'normal' },
      ...{ dueInWorkingDays: 3, clearDays: 7, coolDownDays: 14 },
    },
    metric: null,
    problem: null,
    changedAt: null,
    changedBy: null,
  };
}

export type OwnDefinition = Extract<RuleDefinition, { kind: 'own' }>;
