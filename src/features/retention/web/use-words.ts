import { useTranslation } from 'react-i18next';
import { formatRatio } from '../../../web/format.ts';
import { TRAITS } from '../contract.ts';
import { MONTH_DAYS } from '../core/survival.ts';

/** How traits, their values and lengths of life are called. */
export interface Words {
  readonly trait: (trait: string, label: string | null) => string;
  readonly group: (trait: string, group: string, label: string | null) => string;
  /** A length of life given in days. */
  readonly span: (days: number) => string;
  /** A share with its interval. */
  readonly share: (point: { readonly share: number; readonly low: number | null; readonly high: number | null }) => string;
}

/** Values that are kept as codes. */
const CODED = ['tier', 'stage', 'customerType'] as const;

export function useWords(): Words {
  const { t } = useTranslation('retention');
  const { t: records } = useTranslation('records');
  return {
    trait: (trait, label) => {
      const own = TRAITS.find((one) => one === trait);
      return own === undefined ? (label ?? trait.slice('custom.'.length)) : t(`trait.${own}`);
    },
    group: (trait, group, label) => {
      if (group === '') return t('group.none');
      if (trait === 'start-year') return t('group.year', { year: group });
      if (trait === 'start-quarter') return group.replace('-', ' ');
      const coded = CODED.find((one) => one === trait);
      return label ?? (coded === undefined ? group : records(`choice.account.${coded}.${group}`, { defaultValue: group }));
    },
    span: (days) => {
      const months = days / MONTH_DAYS;
      if (months < 2) return t('span.days', { count: Math.round(days) });
      return months < 24 ? t('span.months', { count: Math.round(months) }) : t('span.years', { years: (months / 12).toFixed(1) });
    },
    share: ({ share, low, high }) =>
      low === null || high === null
        ? formatRatio(share)
        : t('interval', { share: formatRatio(share), low: formatRatio(low, 0), high: formatRatio(high, 0) }),
  };
}
