import { useTranslation } from 'react-i18next';
import { choiceWord } from '../../../web/records/use-record-words.ts';
import type { Content } from './model-draft.ts';

/** For whom a model is, in words. */
export function Segment({ of }: { readonly of: Content['segment'] }) {
  const { t } = useTranslation('health');
  const records = useTranslation('records');
  if (of === undefined) return <>{t('models.forAll')}</>;
  const parts = (['tier', 'stage', 'industry'] as const).flatMap((field) => {
    const values = of[field] ?? [];
    if (values.length === 0) return [];
    const words = values.map((value) => (field === 'industry' ? value : choiceWord('account', field, value, records.t)));
    return [t('models.segment', { field: t(`segment.${field}`), values: words.join(t('and')) })];
  });
  return <>{parts.length === 0 ? t('models.forNobody') : parts.join(t('semicolon'))}</>;
}
