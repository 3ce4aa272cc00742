import { createInstance, type i18n, type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from './format.ts';
import { chosenLanguage, languageFor } from './language.ts';

type Words = Promise<{ WORDS: ResourceLanguage }>;

/** Each language comes in files of its own, and the words of most pages with the first of them: nobody waits for what is not shown. */
const FIRST: Readonly<Record<Locale, () => Words>> = {
  'zh-CN': () => import('./locales/zh-cn-first.ts'),
  'en-US': () => import('./locales/en-us-first.ts'),
};
const REST: Readonly<Record<Locale, () => Words>> = {
  'zh-CN': () => import('./locales/zh-cn-rest.ts'),
  'en-US': () => import('./locales/en-us-rest.ts'),
};

/** Words by namespace. */
async function namespacesOf(loading: Words): Promise<ResourceLanguage> {
  const { WORDS } = await loading;
  return Object.fromEntries(Object.entries(WORDS).map(([path, words]) => [/([^/]+)\.json$/.exec(path)?.[1] ?? path, words]));
}

let started: i18n | null = null;

async function add(words: i18n, language: Locale, files: Readonly<Record<Locale, () => Words>>): Promise<void> {
  for (const [namespace, some] of Object.entries(await namespacesOf(files[language]())))
    if (!words.hasResourceBundle(language, namespace)) words.addResourceBundle(language, namespace, some);
}

/** Waits until the words of every page are there: what a page asks for before it is shown. */
export async function restOfWords(): Promise<void> {
  if (started !== null) await add(started, languageFor(started.language, null), REST);
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
    resources: { [first]: await namespacesOf(FIRST[first]()) },
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  const change = words.changeLanguage.bind(words);
  words.changeLanguage = async (language, ...rest) => {
    const next = languageFor(language ?? null, null);
    await Promise.all([add(words, next, FIRST), add(words, next, REST)]);
    return change(next, ...rest);
  };
  started = words;
  return words;
}

/** Shows the workspace's language where the person has not chosen one. */
export function followWorkspace(words: i18n, locale: Locale): void {
  const next = languageFor(chosenLanguage(), locale);
  if (words.language !== next) void words.changeLanguage(next);
}
