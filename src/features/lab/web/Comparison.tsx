import { Trans, useTranslation } from 'react-i18next';
import { formatFull, spaced } from '../../../web/format.ts';
import type { BackTestAnswer } from '../contract-backtest.ts';
import style from './BackTest.module.css';
import lab from './Lab.module.css';
import type { Named } from './named.ts';
import { Whisker } from './Whisker.tsx';

type Beside = NonNullable<BackTestAnswer['beside']>;

const CLAUSES = { better: 'compare.better', worse: 'compare.worse', 'not-told': 'compare.notTold', 'too-few': 'compare.few' } as const;

/** Which of two is better, as a clause of the headline: by the interval of the paired difference. */
export function ComparisonClause({ beside, other }: { readonly beside: Beside; readonly other: string }) {
  const { t } = useTranslation('backtest');
  const { verdict, difference, customersWithOutcome: count } = beside;
  const [low, high] = [difference?.low ?? 0, difference?.high ?? 0];
  // Worse by 0.2 (0.1 to 0.3) reads without a sign; a difference that may go either way keeps both.
  const bounds =
    verdict === 'worse'
      ? { value: two(-(difference?.estimate ?? 0)), low: two(-high), high: two(-low) }
      : { value: two(difference?.estimate ?? 0), low: two(low), high: two(high) };
  return <Trans t={t} i18nKey={CLAUSES[verdict]} values={{ other, count, ...bounds }} components={{ b: <strong /> }} />;
}

/** Both side by side over the same customers, and how far they are apart. */
export function Comparison({ beside, named, other }: { readonly beside: Beside; readonly named: Named; readonly other: string }) {
  const { t } = useTranslation('backtest');
  const { area, otherArea, difference, rows, outcomes } = beside;
  const reach = Math.max(0.05, Math.abs(difference?.low ?? 0), Math.abs(difference?.high ?? 0));
  return (
    <section className={lab.section} aria-label={t('compare.label')}>
      <h2>{spaced(t('compare.title', { subject: named.subject, other }))}</h2>
      <p className={lab.definition}>{t('compare.definition', { rows: formatFull(rows), outcomes: formatFull(outcomes) })}</p>
      <ul className={`${style.bars} ${style.compared}`}>
        <Line name={named.subject} area={area} />
        <Line name={other} area={otherArea} />
        {difference !== null && (
          <li>
            <span>{t('compare.difference')}</span>
            <Whisker
              low={difference.low + reach}
              value={difference.estimate + reach}
              high={difference.high + reach}
              most={2 * reach}
              base={reach}
            />
            <span>
              {two(difference.estimate)} <small>{t('compare.interval', { low: two(difference.low), high: two(difference.high) })}</small>
            </span>
          </li>
        )}
      </ul>
    </section>
  );
}

function Line({ name, area }: { readonly name: string; readonly area: Beside['area'] }) {
  const { t } = useTranslation('backtest');
  return (
    <li>
      <span>{name}</span>
      {area === null ? <span /> : <Whisker low={area.low} value={area.estimate} high={area.high} most={1} base={0.5} />}
      <span>
        {area === null ? (
          t('segments.few')
        ) : (
          <>
            {two(area.estimate)} <small>{t('compare.interval', { low: two(area.low), high: two(area.high) })}</small>
          </>
        )}
      </span>
    </li>
  );
}

/** Two digits; what they make 0 has no sign. */
function two(value: number): string {
  return value.toFixed(2).replace('-0.00', '0.00').replace('-', '−');
}
