import type { TFunction } from 'i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, type Locale } from '../../../web/format.ts';
import type { listQuality } from '../contract.ts';
import { QUALITY_RULES } from '../core/registry.ts';
import type { QualityRule } from '../core/rule.ts';

export type QualityFinding = OutputOf<typeof listQuality>['findings'][number];
type Words = TFunction<'quality'>;

/** What a rule says of itself; undefined for one that this page does not know yet. */
export function metaOf(rule: string): QualityRule['meta'] | undefined {
  return QUALITY_RULES.find(({ meta }) => meta.id === rule)?.meta;
}

/** The name of a rule in the reader's language. */
export function titleOf({ rule }: QualityFinding, language: Locale): string {
  return metaOf(rule)?.title[language] ?? rule;
}

/** Amounts travel in minor units; every currency in use has two digits or is told apart by its record. */
const AMOUNTS = ['arr', 'mrr', 'twelveTimes'];

/**
 * One value of an example, with what it is.
 *
 * @param name   As the rule calls it.
 * @param value  The value.
 * @param t      Words of this feature.
 * @returns      As in `开始 2026-01-01`; a name without words stands as it is.
 */
export function valueWords(name: string, value: string | number, t: Words): string {
  const word = t(`value.${name}`, { defaultValue: name });
  if (typeof value === 'string') return `${word} ${value}`;
  return `${word} ${AMOUNTS.includes(name) ? (value / 100).toFixed(2) : formatFull(value)}`;
}

/** How many more or fewer than in the run before; null where there is nothing to say. */
export function changeOf({ count, before }: QualityFinding): number | null {
  return before === null || before === count ? null : count - before;
}

/** Whether somebody knows of it, and no more have turned up since. */
export function isAccepted({ accepted, count }: QualityFinding): boolean {
  return accepted !== null && count <= accepted.count;
}

/** The findings as rows of a file: exactly what is seen, one line an example. */
export function fileRows(findings: readonly QualityFinding[], language: Locale, t: Words): (string | number | null)[][] {
  return findings.flatMap((finding) => {
    const { rule, entity, count, effect, accepted, samples } = finding;
    const head = [titleOf(finding, language), rule, t(`entity.${entity}`, { defaultValue: entity }), count, effect[language]];
    const known = accepted?.reason ?? null;
    if (samples.length === 0) return [[...head, known, null, null, null]];
    return samples.map(({ id, account, values }) => [
      ...head,
      known,
      account,
      id,
      Object.entries(values)
        .map(([name, value]) => valueWords(name, value, t))
        .join('; '),
    ]);
  });
}
