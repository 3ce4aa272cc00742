import type { Resource } from 'i18next';

/** The English words of the frame and of 我的一天, a namespace a file. */
export const WORDS = import.meta.glob<Resource[string][string]>('./en-US/{accounts,shell,tasks,units}.json', {
  eager: true,
  import: 'default',
});
