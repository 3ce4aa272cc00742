import type { TFunction } from 'i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { listWaiting } from '../contract.ts';

/** Items that wait or were refused for one reason. */
export type WaitingGroup = OutputOf<typeof listWaiting>['groups'][number];

/** Reasons that have words of their own. */
const KNOWN = [
  'unknown-account',
  'no-account',
  'too-old',
  'too-far-ahead',
  'shape',
  'no-user',
  'conflict',
  'bad-time',
  'missing-time',
  'unknown-type',
];

/**
 * Why items were not counted, and what helps.
 *
 * @param group  A group as the server lists it.
 * @param t      Words of the namespace `usage`.
 * @returns      One sentence.
 */
export function reasonWords({ code, subject }: { readonly code: string; readonly subject: string }, t: TFunction<'usage'>): string {
  return KNOWN.includes(code) ? t(`problem.code.${code}`, { subject }) : t('problem.other', { code, subject });
}
