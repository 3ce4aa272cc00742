/** Words in both languages. */
export interface Words {
  readonly 'zh-CN': string;
  readonly 'en-US': string;
}

/** The units of metrics. */
export const UNITS = ['users', 'ratio', 'modules', 'minutes', 'money', 'seats', 'days', 'count', 'points', 'flag'] as const;
export type Unit = (typeof UNITS)[number];
