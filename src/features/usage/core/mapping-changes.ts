import type { MappingRule } from './mapping.ts';

/** What a new version of a mapping did to its rules. */
export interface MappingChanges {
  readonly added: readonly MappingRule[];
  readonly removed: readonly MappingRule[];
  /** The rules that stayed stand in another order. */
  readonly reordered: boolean;
}

/**
 * Compares two versions of a mapping.
 *
 * @param before  The rules as they were.
 * @param after   The rules as they are.
 * @returns       Which rules came and went; a rule that was edited did both.
 * @example       mappingChanges([], []) // => { added: [], removed: [], reordered: false }
 */
export function mappingChanges(before: readonly MappingRule[], after: readonly MappingRule[]): MappingChanges {
  const [was, is] = [before.map(keyOf), after.map(keyOf)];
  const [earlier, later] = [new Set(was), new Set(is)];
  const stayedBefore = was.filter((key) => later.has(key));
  const stayedAfter = is.filter((key) => earlier.has(key));
  return {
    added: after.filter((rule) => !earlier.has(keyOf(rule))),
    removed: before.filter((rule) => !later.has(keyOf(rule))),
    reordered: stayedBefore.join('\n') !== stayedAfter.join('\n'),
  };
}

function keyOf({ type, name, where, kind, module, client, seconds, value }: MappingRule): string {
  return JSON.stringify([type, name, where?.property ?? null, where?.equals ?? null, kind, module, client, seconds, value]);
}

/** What a person says about one name, in the list of names. */
export interface NameWords {
  readonly kind: MappingRule['kind'];
  readonly module: string | null;
  readonly client: MappingRule['client'];
}

/**
 * The rules after a person has said what the events of one name mean: one rule for exactly this name, before all others, without
 * conditions. Saying nothing takes that rule away. Rules with conditions for the name stay, and stand before it.
 *
 * @param rules  The rules.
 * @param name   The name.
 * @param words  What was said.
 * @returns      The new rules.
 * @example      rulesAfter([], 'enter', { kind: 'login', module: null, client: null }).map(({ name, kind }) => [name, kind]) // => [['enter', 'login']]
 */
export function rulesAfter(rules: readonly MappingRule[], name: string, words: NameWords): readonly MappingRule[] {
  const plain = rules.findIndex((rule) => isPlain(rule, name));
  const old = rules[plain];
  const said: MappingRule = { type: null, name, where: null, seconds: old?.seconds ?? null, value: old?.value ?? null, ...words };
  const saysNothing = [said.kind, said.module, said.client, said.seconds, said.value].every((part) => part === null);
  if (plain >= 0) return saysNothing ? rules.toSpliced(plain, 1) : rules.with(plain, said);
  if (saysNothing) return rules;
  const lastOfName = rules.findLastIndex((rule) => rule.name === name);
  return rules.toSpliced(lastOfName + 1, 0, said);
}

/**
 * What a person said about exactly one name.
 *
 * @param rules  The rules.
 * @param name   The name.
 * @returns      The words of its rule, or nothing said.
 * @example      wordsOn([], 'enter') // => { kind: null, module: null, client: null }
 */
export function wordsOn(rules: readonly MappingRule[], name: string): NameWords {
  const { kind = null, module = null, client = null } = rules.find((rule) => isPlain(rule, name)) ?? {};
  return { kind, module, client };
}

function isPlain(rule: MappingRule, name: string): boolean {
  return rule.name === name && rule.type === null && rule.where === null;
}
