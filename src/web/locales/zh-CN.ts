import type { Resource } from 'i18next';

/** The Chinese words, a namespace a file. */
export const WORDS = import.meta.glob<Resource[string][string]>('./zh-CN/*.json', { eager: true, import: 'default' });
