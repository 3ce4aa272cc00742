import { createInstance, type i18n, type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from './format.ts';
import { chosenLanguage, languageFor } from './language.ts';

/** Each language comes in a file of its own: nobody waits for the words of the other one. */
const FILES: Readonly<Record<Locale, () => Promise<{ WORDS: ResourceLanguage }>>> = {
  'zh-CN': () => import('./locales/zh-CN.ts'),
  'en-US': () => import('./locales/en-US.ts'),
};

/** The words of a language by namespace. */
async function wordsOf(language: Locale): Promise<ResourceLanguage> {
  const { WORDS } = await FILES[language]();
  return Object.fromEntries(Object.entries(WORDS).map(([path, words]) => [/([^/]+)\.json$/.exec(path)?.[1] ?? path, words]));
}

/** Starts the words of the interface; `document` follows the language. */
export async function startWords(): Promise<i18n> {
  const words = createInstance();
  words.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  const first = languageFor(chosenLanguage(), null);
  await words.use(initReactI18next).init({
    lng: first,
    // A missing key is a defect that a test finds; falling back would hide it.
    fallbackLng: false,
    resources: { [first]: await wordsOf(first) },
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  const change = words.changeLanguage.bind(words);
  words.changeLanguage = async (language, ...rest) => {
    const next = languageFor(language ?? null, null);
    for (const [namespace, some] of Object.entries(await wordsOf(next))) words.addResourceBundle(next, namespace, some);
    return change(next, ...rest);
  };
  return words;
}

/** Shows the workspace's language where the person has not chosen one. */
export function followWorkspace(words: i18n, locale: Locale): void {
  const next = languageFor(chosenLanguage(), locale);
  if (words.language !== next) void words.changeLanguage(next);
}
