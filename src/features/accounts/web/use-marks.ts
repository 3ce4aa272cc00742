import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { UsageMark } from '../../../web/charts/usage-marks.ts';
import { choiceWord } from '../../../web/records/use-record-words.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { timeline } from '../../timeline/contract.ts';

/** A label on a chart is short: the rest is in the timeline. */
const LONGEST = 10;

/** What we did and what happened, for the curve of the use (MON-02). */
export function useMarks(externalId: string): readonly UsageMark[] {
  const { t } = useTranslation('customer');
  const { t: words } = useTranslation('records');
  const entries = useOperation(timeline, { externalId, groups: 'touches,people,contracts', limit: 200 }).data?.entries;
  return useMemo(() => (entries ?? []).flatMap((entry) => markOf(entry, t, words)), [entries, t, words]);
}

function markOf(
  { kind, on, code, title }: OutputOf<typeof timeline>['entries'][number],
  t: TFunction<'customer'>,
  words: TFunction<'records'>,
): readonly UsageMark[] {
  switch (kind) {
    case 'touch':
      // Mails to many are no act whose effect one looks for.
      return code === 'MAIL' ? [] : [{ day: on, ours: true, label: short(title) ?? choiceWord('touch', 'way', code ?? '', words) }];
    case 'person-joined':
    case 'person-left':
      return [{ day: on, ours: false, label: t(`mark.${kind}`, { name: short(title) ?? '' }) }];
    case 'go-live':
      return [{ day: on, ours: false, label: t('mark.go-live') }];
    default:
      return [];
  }
}

function short(title: string | null): string | null {
  const [head] = (title ?? '').split(/[：:，,；;。]/u);
  if (head === undefined || head === '') return null;
  return [...head].length > LONGEST ? `${[...head].slice(0, LONGEST).join('')}…` : head;
}
