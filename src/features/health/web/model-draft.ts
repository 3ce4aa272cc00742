import type { OutputOf } from '../../../contract/operation.ts';
import type { listModels } from '../contract-models.ts';
import { fullValue, type HealthModel } from '../core/model.ts';

export type Answer = OutputOf<typeof listModels>;
export type Model = Answer['models'][number];
export type Content = Model['versions'][number]['model'];
export type Measure = Content['measures'][number];
export type ScoringKind = Measure['scoring']['kind'];

/** What a person may choose; a measure that is a file keeps it. */
export const SCORING_KINDS = ['ratio', 'linear', 'steps', 'log-normal'] as const satisfies readonly ScoringKind[];

/**
 * A scoring of another kind that gives the same value all points.
 *
 * @param kind  The kind chosen.
 * @param from  The scoring before.
 * @returns     A scoring of the kind.
 * @example     scoringOf('linear', { kind: 'ratio', full: 0.6 }) // => { kind: 'linear', zero: 0, full: 0.6 }
 */
export function scoringOf(kind: Exclude<ScoringKind, 'file'>, from: Measure['scoring']): Measure['scoring'] {
  const full = fullValue(from) ?? 1;
  switch (kind) {
    case 'ratio':
      return { kind, full };
    case 'linear':
      return { kind, zero: full === 0 ? 1 : 0, full };
    case 'steps':
      return {
        kind,
        below: 0,
        steps: [
          { from: full / 2, points: 60 },
          { from: full, points: 100 },
        ],
      };
    case 'log-normal':
      return { kind, median: full / 2, good: full };
  }
}

/**
 * A measure to begin with: everything but the metric is to be said.
 *
 * @param id  Its id, which no other measure of the model has.
 * @returns   A measure of weight 10 over the activity.
 * @example   newMeasure('measure-2').weight // => 10
 */
export function newMeasure(id: string): Measure {
  const name = { 'zh-CN': '新的一项', 'en-US': 'New measure' };
  return { id, group: 'own', name, weight: 10, metric: 'activity-rate', scoring: { kind: 'ratio', full: 0.6 } };
}

/**
 * An id that no measure has.
 *
 * @param measures  Those there are.
 * @returns         `measure-1`, or the next that is free.
 * @example         freeId([{ id: 'measure-1' }]) // => 'measure-2'
 */
export function freeId(measures: readonly { readonly id: string }[]): string {
  for (let number = 1; ; number++) if (!measures.some(({ id }) => id === `measure-${number}`)) return `measure-${number}`;
}

/**
 * What a person writes as a model that can be checked.
 *
 * @param content  What stands in the form.
 * @returns        The model; its id and version do not matter for checking.
 */
export function modelOf(content: Content): HealthModel {
  return { id: 'draft', version: 0, ...content } as HealthModel;
}

/**
 * Whether two contents say the same: a database keeps the fields of a record in an order of its own.
 *
 * @param one    What stands in the form.
 * @param other  What was kept.
 * @returns      True when every field has the same value.
 */
export function sameContent(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return Object.is(one, other);
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.every((name) => sameContent(Reflect.get(one, name), Reflect.get(other, name)));
}
