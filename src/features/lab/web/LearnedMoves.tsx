import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { type Locale, monthName } from '../../../web/format.ts';
import type { LearnedState } from '../contract-learned.ts';
import style from './BackTest.module.css';
import type { BackTestReport } from './BackTestReport.tsx';
import lab from './Lab.module.css';
import own from './Learned.module.css';
import { useRiskWords } from './use-risk-words.ts';

const [MOST, EFFECTS] = [8, 5];

interface LearnedMovesProps {
  readonly history: LearnedState['history'];
  readonly names: Parameters<typeof BackTestReport>[0]['names'];
}

/** How the area and the largest effects moved between trainings: what changes sign was never learned. */
export function LearnedMoves({ history, names }: LearnedMovesProps) {
  const { t, i18n } = useTranslation('learned');
  const locale = i18n.language as Locale;
  const shown = history.slice(-MOST);
  const words = useRiskWords([]);
  const named = (id: string): string => names.find((one) => one.id === id)?.label[locale] ?? words.name(id);
  const metrics = (shown.at(-1)?.effects ?? []).slice(0, EFFECTS).map(({ metric }) => metric);
  const signed = (value: number | undefined): string =>
    value === undefined ? '—' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
  return (
    <section className={lab.section}>
      <h2>{t('moves.title', { count: history.length })}</h2>
      <p className={lab.definition}>{t('moves.about')}</p>
      <div className={style.chart}>
        <table className={own.moves}>
          <thead>
            <tr>
              <td />
              {shown.map(({ month }, index) => (
                <th key={month} scope="col">
                  {monthName(`${month}-01` as Day, locale, index === 0 || month.endsWith('-01'))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('moves.area')}</th>
              {shown.map(({ month, area }) => (
                <td key={month}>
                  {area === null ? '—' : area.estimate.toFixed(2)}
                  {area !== null && <small>{t('moves.interval', { low: area.low.toFixed(2), high: area.high.toFixed(2) })}</small>}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('moves.single')}</th>
              {shown.map(({ month, singleArea }) => (
                <td key={month}>{singleArea === null ? '—' : singleArea.estimate.toFixed(2)}</td>
              ))}
            </tr>
            {metrics.map((metric) => (
              <tr key={metric}>
                <th scope="row">{named(metric)}</th>
                {shown.map(({ month, effects }) => (
                  <td key={month}>{signed(effects.find((one) => one.metric === metric)?.perDeviation)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
