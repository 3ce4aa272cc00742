import type { TFunction } from 'i18next';
import { type Locale, spaced } from '../../../web/format.ts';
import type { Person } from './people-view.ts';

/**
 * When somebody is away and who stands in, in words.
 *
 * @param away    As the list of people tells it.
 * @param locale  The language.
 * @param t       Words of the namespace `access`.
 * @returns       As in `2026-11-18 到 2026-11-20 不在，苏禾替班`.
 */
export function awayWords(away: NonNullable<Person['away']>, locale: Locale, t: TFunction<'access'>): string {
  const { from, until, standIn } = away;
  const words = t(standIn === null ? 'away.alone' : 'away.with', { from, until, name: standIn?.name ?? '' });
  return locale === 'zh-CN' ? spaced(words) : words;
}
