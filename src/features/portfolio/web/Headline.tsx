import { Trans, useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatCount, type Locale } from '../../../web/format.ts';
import type { listCards } from '../contract.ts';
import { moneyText } from './card-words.ts';

interface HeadlineProps {
  readonly answer: Pick<OutputOf<typeof listCards>, 'totals' | 'currency'>;
}

/** The answer in one sentence: how many, what they are worth, who drifts, and of whom nothing can be said. */
export function Headline({ answer: { totals, currency } }: HeadlineProps) {
  const { t, i18n } = useTranslation('portfolio');
  const locale = i18n.language as Locale;
  const number = (value: number): string => formatCount(value, locale);
  const said = (key: string, count: number, values: Readonly<Record<string, string>> = {}) => (
    <Trans t={t} i18nKey={`sentence.${key}`} count={count} values={{ number: number(count), ...values }} components={{ b: <strong /> }} />
  );
  if (totals.count === 0) return t('sentence.none');
  return (
    <>
      {said('count', totals.count)}
      {totals.arrUnknown < totals.count && said('worth', 1, { arr: moneyText(totals.arrMinor, currency, locale) })}
      {t('sentence.stop')}
      {totals.drifting === 0
        ? t('sentence.calm')
        : said('drifting', totals.drifting, { arr: moneyText(totals.driftingArrMinor, currency, locale) })}
      {totals.driftingNew > 0 && said('fresh', totals.driftingNew)}
      {totals.insufficient > 0 && said('blind', totals.insufficient)}
      {t('sentence.stop')}
    </>
  );
}
