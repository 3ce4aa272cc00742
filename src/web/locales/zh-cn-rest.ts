import type { Resource } from 'i18next';

/** The Chinese words of all other pages, a namespace a file. */
export const WORDS = import.meta.glob<Resource[string][string]>(['./zh-CN/*.json', '!./zh-CN/{accounts,shell,tasks,units}.json'], {
  eager: true,
  import: 'default',
});
