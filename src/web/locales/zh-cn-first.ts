import type { Resource } from 'i18next';

/** The Chinese words of the frame and of 我的一天, a namespace a file. */
export const WORDS = import.meta.glob<Resource[string][string]>('./zh-CN/{accounts,shell,tasks,units}.json', {
  eager: true,
  import: 'default',
});
