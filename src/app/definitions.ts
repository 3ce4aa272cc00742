import { stringify } from 'yaml';
import type { OutputOf, SentInputOf } from '../contract/operation.ts';
import { listModels, publishModel, saveDraft } from '../features/health/contract-models.ts';
import { defineMetric, listOwn } from '../features/metrics/contract-own.ts';
import { getMapping, saveMapping } from '../features/usage/contract-mappings.ts';
import { listRules, type RuleDefinition, saveRule } from '../features/warnings/contract-rules.ts';
import { AppError } from '../kernel/errors.ts';
import type { Connection } from './cli/connection.ts';

type Model = SentInputOf<typeof saveDraft>['model'];
type MappingRule = OutputOf<typeof getMapping>['rules'][number];

type OwnMetric = Omit<SentInputOf<typeof defineMetric>['definition'], 'owner'>;

/** How a workspace judges, as a file that people review: what events mean, its own metrics, rules and health models. No versions, times or names of people. */
export interface Definitions {
  readonly metrics: readonly { readonly metric: string; readonly active: boolean; readonly definition: OwnMetric }[];
  readonly rules: readonly { readonly rule: string; readonly active: boolean; readonly definition: RuleDefinition }[];
  readonly healthModels: readonly { readonly model: string; readonly definition: Model }[];
  readonly eventMapping: readonly MappingRule[];
}

type Caller = Pick<Connection, 'call'>;

/** What a workspace judges by now. */
export async function definitionsOf({ call }: Caller): Promise<Definitions> {
  const { rules } = await call(listRules, {});
  const { models } = await call(listModels, {});
  const mapping = await call(getMapping, {});
  const { metrics } = await call(listOwn, {});
  return {
    metrics: metrics
      .map(({ metric, active, definition: { owner: _, ...definition } }) => ({ metric, active, definition }))
      .sort(byName(({ metric }) => metric)),
    rules: rules.map(({ rule, active, definition }) => ({ rule, active, definition })).sort(byName(({ rule }) => rule)),
    healthModels: models
      .flatMap(({ modelId, inForce }) => (inForce === null || inForce.retired ? [] : [{ model: modelId, definition: inForce.model }]))
      .sort(byName(({ model }) => model)),
    eventMapping: mapping.rules,
  };
}

function byName<T>(name: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => (name(a) < name(b) ? -1 : 1);
}

/** The file, in the order and form in which two of them can be compared by any program. */
export function definitionsText(definitions: Definitions): string {
  return stringify({ mooring: 'definitions', version: 1, ...definitions }, { sortMapEntries: false, lineWidth: 0 });
}

/** Reads a file. What is in it is checked by the operations that take it in. */
export function definitionsIn(file: unknown): Definitions {
  const { mooring, version, metrics = [], rules = [], healthModels = [], eventMapping = [] } = (file ?? {}) as Record<string, unknown>;
  if (mooring !== 'definitions' || version !== 1)
    throw new AppError('invalid-input', 'This is no file of definitions.', {
      hint: 'It begins with `mooring: definitions` and `version: 1`.',
    });
  for (const [name, list] of Object.entries({ metrics, rules, healthModels, eventMapping }))
    if (!Array.isArray(list))
      throw new AppError('invalid-input', `'${name}' is not a list.`, { issues: [{ path: name, message: 'Must be a list.' }] });
  return { metrics, rules, healthModels, eventMapping } as Definitions;
}

/** One thing that is another one than before. */
export interface Difference {
  readonly kind: 'metric' | 'rule' | 'health-model' | 'event-mapping';
  readonly name: string;
  /** Where, as in `definition.fireAt`; empty where the whole is new. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What would change if the second took the place of the first. What only the first has stays, and is no difference. */
export function differencesOf(from: Definitions, to: Definitions): readonly Difference[] {
  const named = <T>(kind: Difference['kind'], before: readonly T[], after: readonly T[], name: (one: T) => string): Difference[] => {
    const known = new Map(before.map((one) => [name(one), one]));
    return after.flatMap((one) => {
      const old = known.get(name(one));
      if (old === undefined) return [{ kind, name: name(one), path: '', from: undefined, to: one }];
      return changes(old, one, '').map((change) => ({ kind, name: name(one), ...change }));
    });
  };
  return [
    ...named('metric', from.metrics, to.metrics, ({ metric }) => metric),
    ...named('rule', from.rules, to.rules, ({ rule }) => rule),
    ...named('health-model', from.healthModels, to.healthModels, ({ model }) => model),
    ...changes(from.eventMapping, to.eventMapping, '').map((change) => ({ kind: 'event-mapping' as const, name: '', ...change })),
  ];
}

type Change = Pick<Difference, 'path' | 'from' | 'to'>;

function changes(from: unknown, to: unknown, path: string): readonly Change[] {
  if (!isTree(from) || !isTree(to)) return Object.is(from, to) ? [] : [{ path, from, to }];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap((key) => changes(from[key], to[key], path === '' ? key : `${path}.${key}`));
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What became of one definition of a file. */
export interface Taken {
  readonly kind: Difference['kind'];
  readonly name: string;
  readonly outcome: 'changed' | 'unchanged' | 'refused';
  /** Why it was refused. */
  readonly reason?: string;
}

/** Takes a file in: what is the same stays untouched, and one that is refused does not stop the others. */
export async function takeIn({ call }: Caller, wanted: Definitions): Promise<readonly Taken[]> {
  const now = await definitionsOf({ call });
  const changed = new Set(differencesOf(now, wanted).map(({ kind, name }) => `${kind} ${name}`));
  const taken: Taken[] = [];
  const take = async (kind: Difference['kind'], name: string, save: () => Promise<unknown>): Promise<void> => {
    if (!changed.has(`${kind} ${name}`)) return void taken.push({ kind, name, outcome: 'unchanged' });
    try {
      await save();
      taken.push({ kind, name, outcome: 'changed' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      taken.push({ kind, name, outcome: 'refused', reason: error.message });
    }
  };
  // What events mean comes first: models and rules may rest on it.
  const mapping = await call(getMapping, {});
  await take('event-mapping', '', () => call(saveMapping, { rules: [...wanted.eventMapping], version: mapping.version }));
  // Then metrics, those first that others are made of.
  const { metrics } = await call(listOwn, {});
  for (const { metric, active, definition } of partsFirst(wanted.metrics)) {
    const before = metrics.find((one) => one.metric === metric);
    const whole = { ...definition, owner: before?.definition.owner ?? null };
    await take('metric', metric, () => call(defineMetric, { metric, version: before?.version ?? 0, active, definition: whole }));
  }
  const { models } = await call(listModels, {});
  for (const { model, definition } of wanted.healthModels) {
    const revision = models.find(({ modelId }) => modelId === model)?.draft?.revision ?? 0;
    await take('health-model', model, () => publish(call, model, definition, revision));
  }
  const { rules } = await call(listRules, {});
  for (const { rule, active, definition } of wanted.rules) {
    const version = rules.find((one) => one.rule === rule)?.version ?? 0;
    await take('rule', rule, () => call(saveRule, { rule, version, active, definition }));
  }
  return taken;
}

/** Metrics in an order in which each finds what it is made of. What rests on itself comes last, and is refused where it is taken in. */
function partsFirst(metrics: Definitions['metrics']): Definitions['metrics'] {
  const waiting = new Set(metrics);
  const ordered: Definitions['metrics'][number][] = [];
  for (let before = -1; before !== waiting.size; ) {
    before = waiting.size;
    for (const one of waiting) {
      const { formula } = one.definition;
      const parts = 'left' in formula ? [formula.left, formula.right] : [];
      if ([...waiting].some((other) => other !== one && parts.includes(other.metric))) continue;
      waiting.delete(one);
      ordered.push(one);
    }
  }
  return [...ordered, ...waiting];
}

async function publish(call: Caller['call'], modelId: string, model: Model, revision: number): Promise<void> {
  const draft = await call(saveDraft, { modelId, model, revision });
  const [problem] = draft.problems;
  if (problem !== undefined) throw new AppError('invalid-input', `${problem.path}: ${problem.message} It is kept as a draft.`);
  // Who reviews a file answers for it: its models may not even be known where it was reviewed.
  await call(publishModel, { modelId, revision: draft.revision, note: '', acknowledgedBacktest: true });
}
