import type { Locale } from './format.ts';
import { recall, remember } from './remember.ts';

export const LOCALES = ['zh-CN', 'en-US'] as const satisfies readonly Locale[];

/**
 * The language to show.
 *
 * @param chosen     What this browser remembers, if anything.
 * @param workspace  Language of the workspace, once one is entered.
 * @returns          The person's choice, else the workspace's, else Chinese.
 */
export function languageFor(chosen: string | null, workspace: Locale | null): Locale {
  return LOCALES.find((locale) => locale === chosen) ?? workspace ?? 'zh-CN';
}

/** The language this browser's user chose, or null. */
export function chosenLanguage(): string | null {
  return recall('language');
}

/** Keeps a choice of language for the next visit. */
export function keepLanguage(locale: Locale): void {
  remember('language', locale);
}
