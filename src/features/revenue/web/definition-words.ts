import type { TFunction } from 'i18next';
import type { Definition } from '../core/definition.ts';

/** Every figure wears its label: level, basis, cohort, trials, grace, currency. */
export function definitionWords(definition: Definition, currency: string, t: TFunction<'revenue'>): string {
  return [
    t(`level.${definition.level}`),
    t(`basis.${definition.basis}`),
    definition.rate === 'due' ? t('rateBase.due') : t('line.cohort', { count: definition.window }),
    t(`trials.${definition.trials}`),
    ...(definition.graceDays > 0 ? [t('line.grace', { count: definition.graceDays })] : []),
    `${currency} ${t(`conversion.${definition.conversion}`)}`,
  ].join(' · ');
}
