import { type Meaning, NAMED_MEANINGS } from './kinds.ts';
import { CALL_PROPERTY, CLIENTS, type Client, compileMapping, type Labels, type Mapping, type MappingRule } from './mapping.ts';

/** Splits events by a property: each of `values` apart and all others as null; `any`: some text that is not empty ('') or none (null). */
export interface Split {
  readonly property: string;
  readonly values: readonly string[] | 'any';
}

/** Events of one name that the splits do not tell apart, and what they mean now. */
export interface Lot {
  readonly name: string;
  /** One a split. */
  readonly values: readonly (string | null)[];
  readonly kind: Meaning;
  readonly module: string | null;
  readonly client: Client | null;
}

/** What becomes of a lot. A module that is left out stays; so do the seconds, which else are read anew from the property named. */
export interface LotChange {
  readonly name: string;
  readonly values: readonly (string | null)[];
  readonly to: {
    readonly kind: Meaning;
    readonly client: Client | null;
    readonly module?: string | null;
    readonly seconds?: string | null;
  };
}

/** Splits by what senders say themselves, in this order before all others. */
const OWN: readonly Split[] = [
  { property: CALL_PROPERTY, values: ['page', 'screen'] },
  { property: 'kind', values: [...NAMED_MEANINGS] },
  { property: 'client', values: CLIENTS },
  { property: 'module', values: 'any' },
];

/**
 * What must be known of kept events to say what they mean by some rules.
 *
 * @param rules  The rules.
 * @returns      The splits: what senders say themselves, then each property that a rule asks for, with the values asked for.
 * @example      splitsFor([]).map(({ property }) => property) // => ['$call', 'kind', 'client', 'module']
 */
export function splitsFor(rules: readonly MappingRule[]): readonly Split[] {
  const asked = new Map<string, Set<string>>();
  for (const { where } of rules)
    if (where !== null) asked.set(where.property, (asked.get(where.property) ?? new Set<string>()).add(where.equals));
  return [...OWN, ...[...asked].map(([property, values]) => ({ property, values: [...values] }))];
}

/**
 * Which lots mean something else by some rules, and what.
 *
 * @param lots     Events as they are, split by `splitsFor(rules)`. Lots of kind `other` are no activity, and stay.
 * @param rules    The rules.
 * @param isTimed  Names of whose events these or earlier rules say where the seconds are: only the events can tell whether those change.
 * @returns        One change a lot that changes, or may.
 * @example        lotChanges([], []) // => []
 */
export function lotChanges(
  lots: readonly Lot[],
  rules: readonly MappingRule[],
  isTimed: (name: string) => boolean = () => false,
): readonly LotChange[] {
  const mapping = compileMapping(rules);
  const splits = splitsFor(rules);
  return lots.flatMap((lot) => {
    if (lot.kind === 'other') return [];
    const { kind, module, client, seconds } = labelsOf(lot, splits, mapping);
    const own = lot.values[OWN.length - 1] !== null;
    const times = isTimed(lot.name);
    if (!times && kind === lot.kind && client === lot.client && (own || module === lot.module)) return [];
    return [{ name: lot.name, values: lot.values, to: { kind, client, ...(own ? {} : { module }), ...(times ? { seconds } : {}) } }];
  });
}

function labelsOf({ name, values }: Lot, splits: readonly Split[], mapping: Mapping): Labels & { readonly seconds: string | null } {
  const call = values[0] === 'page' || values[0] === 'screen' ? values[0] : 'track';
  const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const saysModule = values[OWN.length - 1] !== null;
  // Later splits first: a rule may ask for a reserved property, and what senders say decides.
  for (let index = splits.length - 1; index >= 0; index--) {
    const [split, value] = [splits[index], values[index]];
    if (split === undefined || value === null || value === undefined || split.values === 'any') continue;
    // A module that is no text is none, but a rule may ask for it.
    properties[split.property] = split.property === 'module' && !saysModule && value !== '' ? JSON.parse(value) : value;
  }
  return { ...mapping.labels(call, name, properties), seconds: mapping.secondsProperty(call, name, properties) };
}
