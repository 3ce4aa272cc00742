import type { TFunction } from 'i18next';
import type { MappingRule } from '../core/mapping.ts';

/** What a person can say that an event means. */
export const KINDS = ['action', 'login', 'record', 'process-finished', 'integration-call', 'extension-use', 'gauge'] as const;

/**
 * A rule as a sentence: of which events it speaks, and what it says of them.
 *
 * @param rule  The rule.
 * @param t     Words of the namespace `usage`.
 * @returns     Both halves.
 */
export function ruleWords(rule: MappingRule, t: TFunction<'usage'>): { readonly asks: string; readonly says: string } {
  const asks = [
    t('mapping.rule.name', { name: rule.name }),
    ...(rule.type === null ? [] : [t(`mapping.type.${rule.type}`)]),
    ...(rule.where === null ? [] : [t('mapping.rule.where', { ...rule.where })]),
  ];
  const says = [
    ...(rule.kind === null ? [] : [t(`kind.${rule.kind}`)]),
    ...(rule.module === null ? [] : [t('mapping.rule.module', { module: rule.module })]),
    ...(rule.client === null ? [] : [t(`mapping.client.${rule.client}`)]),
    ...(rule.seconds === null ? [] : [t('mapping.rule.seconds', { property: rule.seconds })]),
    ...(rule.value === null ? [] : [t('mapping.rule.value', { property: rule.value })]),
  ];
  return { asks: asks.join(t('comma')), says: says.join(t('comma')) };
}

/** The same rules, in the same order. */
export function sameRules(a: readonly MappingRule[], b: readonly MappingRule[]): boolean {
  return a.length === b.length && a.every((rule, index) => ruleKey(rule) === ruleKey(b[index] ?? rule));
}

/** A rule as one text: two that say the same have the same. */
export function ruleKey({ type, name, where, kind, module, client, seconds, value }: MappingRule): string {
  return JSON.stringify([type, name, where, kind, module, client, seconds, value]);
}
