import type { HealthModel } from './model.ts';
import { askedBy, belongsTo, type Profile } from './segments.ts';

/** A version of a model as it was published. */
export interface ModelVersion {
  readonly model: HealthModel;
  /** Day number from which on it judges; −∞ for what was there from the beginning. */
  readonly from: number;
  /** With this version the model ends: its customers are judged by the model for all. */
  readonly retired: boolean;
}

/**
 * The model by which a customer is judged on a day. What was said by an older version stays as it was said: the day decides.
 *
 * @param versions  All versions of all models, in any order; there is one for all customers from the beginning.
 * @param purpose   `usage` for the health, `full` for what is shown beside it.
 * @param profile   What is known of the customer.
 * @param day       Day number.
 * @returns         The narrowest model whose segment the customer belongs to, in the version in force on the day; of equally narrow ones the
 *                  older id. Null when no model of the purpose is in force.
 * @source          HLT-09.
 * @example         modelOn([], 'usage', {}, 0) // => null
 */
export function modelOn(versions: readonly ModelVersion[], purpose: 'usage' | 'full', profile: Profile, day: number): HealthModel | null {
  const inForce = new Map<string, ModelVersion>();
  for (const version of versions) {
    const { model, from } = version;
    if ((model.purpose ?? 'usage') !== purpose || from > day) continue;
    const other = inForce.get(model.id);
    if (other === undefined || other.model.version < model.version) inForce.set(model.id, version);
  }
  const fitting = [...inForce.values()].filter(({ model, retired }) => !retired && belongsTo(model.segment ?? {}, profile));
  const [narrowest] = fitting.map(({ model }) => model).sort((a, b) => askedBy(b.segment) - askedBy(a.segment) || (a.id < b.id ? -1 : 1));
  return narrowest ?? null;
}
