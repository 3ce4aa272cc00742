import { createInstance, type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from './format.ts';
import { chosenLanguage, languageFor } from './language.ts';

type Words = Resource[string][string];

/** Every file of `locales/<language>/` is a namespace. All are in the bundle: both languages together weigh less than one picture. */
const FILES = import.meta.glob<Words>('./locales/*/*.json', { eager: true, import: 'default' });

function resources(): Resource {
  const all: Record<string, Record<string, Words>> = {};
  for (const [path, words] of Object.entries(FILES)) {
    const [, language = '', namespace = ''] = /\.\/locales\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
    all[language] = { ...all[language], [namespace]: words };
  }
  return all;
}

/** Starts the words of the interface; `document` follows the language. */
export function startWords(): i18n {
  const words = createInstance();
  words.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  void words.use(initReactI18next).init({
    lng: languageFor(chosenLanguage(), null),
    // A missing key is a defect that a test finds; falling back would hide it.
    fallbackLng: false,
    resources: resources(),
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return words;
}

/** Shows the workspace's language where the person has not chosen one. */
export function followWorkspace(words: i18n, locale: Locale): void {
  const next = languageFor(chosenLanguage(), locale);
  if (words.language !== next) void words.changeLanguage(next);
}
