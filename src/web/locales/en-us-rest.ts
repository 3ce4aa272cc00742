import type { Resource } from 'i18next';

/** The English words of all other pages, a namespace a file. */
export const WORDS = import.meta.glob<Resource[string][string]>(['./en-US/*.json', '!./en-US/{accounts,shell,tasks,units}.json'], {
  eager: true,
  import: 'default',
});
