import type { OutputOf } from '../../../contract/operation.ts';
import type { listModels } from '../../health/contract-models.ts';
import type { listRules } from '../../warnings/contract-rules.ts';
import { RULES } from '../../warnings/core/registry.ts';
import type { listOwn } from '../contract-own.ts';

type Models = OutputOf<typeof listModels>['models'];
type Rules = OutputOf<typeof listRules>['rules'];
type Own = OutputOf<typeof listOwn>['metrics'];

/** What looks at a metric now. */
export interface Uses {
  readonly models: readonly Models[number][];
  readonly rules: readonly Rules[number][];
  readonly metrics: readonly Own[number][];
}

const NAMES = /[a-z][a-z0-9_]*/g;

function metricsOfRule({ rule, definition }: Rules[number]): readonly string[] {
  if (definition.kind === 'own') return [...definition.condition.matchAll(NAMES)].map(([name]) => name.replaceAll('_', '-'));
  return RULES.find(({ ready }) => ready.meta.id === rule)?.ready.meta.inputs ?? [];
}

function metricsOfModel({ inForce }: Models[number]): readonly (string | undefined)[] {
  if (inForce === null || inForce.retired) return [];
  const { measures, caps } = inForce.model;
  return [...measures.flatMap(({ metric, fullBy, expectedBy }) => [metric, fullBy, expectedBy]), ...caps.map(({ metric }) => metric)];
}

/** Which models, rules and other metrics look at a metric. */
export function usesOf(metric: string, models: Models, rules: Rules, own: Own): Uses {
  return {
    models: models.filter((model) => metricsOfModel(model).includes(metric)),
    rules: rules.filter((rule) => rule.active && metricsOfRule(rule).includes(metric)),
    metrics: own.filter(
      ({ active, definition: { formula } }) => active && 'left' in formula && [formula.left, formula.right].includes(metric),
    ),
  };
}
