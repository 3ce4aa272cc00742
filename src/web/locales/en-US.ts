import type { Resource } from 'i18next';

/** The English words, a namespace a file. */
export const WORDS = import.meta.glob<Resource[string][string]>('./en-US/*.json', { eager: true, import: 'default' });
