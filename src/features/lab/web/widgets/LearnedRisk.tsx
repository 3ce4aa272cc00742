import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Locale, shortDay } from '../../../../web/format.ts';
import { useOperation } from '../../../../web/use-operation.ts';
import { type LearnedOf, learnedOf } from '../../contract-learned.ts';
import { isOffered } from '../../core/standing.ts';
import { chanceText } from '../learned-chart.ts';
import { useOutcomeWords } from '../use-outcome-words.ts';
import { useRiskWords } from '../use-risk-words.ts';
import style from './LearnedRisk.module.css';

/** Shown of each direction. */
const [SHOWN, WIDTH, HALF] = [4, 140, 70];

type Training = NonNullable<LearnedOf['training']>;

/** 学习到的风险 of a customer, beside the hand-made score. It is not there while there is nothing to say. */
export function LearnedRisk({ externalId }: { readonly externalId: string }) {
  const of = useOperation(learnedOf, { externalId }).data;
  if (of?.training == null || of.standing === 'too-few') return null;
  return <Said of={of} training={of.training} />;
}

function Said({ of, training }: { readonly of: LearnedOf; readonly training: Training }) {
  const { t, i18n } = useTranslation('learned');
  const { workspace = '' } = useParams({ strict: false });
  const { risk, standing, unasked, today } = of;
  const outcome = useOutcomeWords(training.outcome);
  const words = useRiskWords([...(risk?.parts ?? []).map(({ metric }) => metric), ...(risk?.unknown ?? [])]);
  const about = {
    ...{ outcome, days: training.windowDays, from: training.from, to: training.to, count: training.customersWithOutcome },
    ...{
      day: shortDay(training.day, today, i18n.language as Locale),
      metric: training.single === null ? '' : words.name(training.single.metric),
    },
  };
  const within = t(training.outcome.kind === 'dormant' ? 'customer.dormant' : 'customer.within', about);
  const isUnasked = unasked !== null && isOffered(standing);
  const { most } = training;
  const chance =
    risk !== null && risk.chance > most
      ? t('customer.above', { chance: chanceText(most) })
      : t('customer.around', { chance: chanceText(risk?.chance ?? 0) });
  const title =
    risk === null
      ? t(isUnasked ? 'customer.unasked' : 'customer.noSkill', { within })
      : training.baseRate === null
        ? t('customer.titleAlone', { within, chance })
        : t('customer.title', { within, chance, base: chanceText(training.baseRate) });
  return (
    <section className={style.section}>
      <h2 className={style.title}>{title}</h2>
      <p className={style.note}>
        {isUnasked ? t(`unasked.${unasked}`) : t(`customer.verdict.${verdictOf(standing, training.difference)}`, about)}{' '}
        {t('customer.about', about)}{' '}
        <Link to="/$workspace/lab/learned" params={{ workspace }}>
          {t('customer.how')}
        </Link>
      </p>
      {risk !== null && <Parts risk={risk} words={words} />}
    </section>
  );
}

/** Below the single metric with the whole interval, it is said to be worse. */
function verdictOf(standing: LearnedOf['standing'], difference: Training['difference']): 'better' | 'not-better' | 'worse' | 'no-skill' {
  if (!isOffered(standing)) return 'no-skill';
  return standing === 'not-better' && (difference?.high ?? 0) < 0 ? 'worse' : standing;
}

interface PartsProps {
  readonly risk: NonNullable<LearnedOf['risk']>;
  readonly words: ReturnType<typeof useRiskWords>;
}

function Parts({ risk, words }: PartsProps) {
  const { t } = useTranslation('learned');
  const { parts, unknown } = risk;
  const up = parts.filter(({ logOdds }) => logOdds > 0).slice(0, SHOWN);
  const down = parts.filter(({ logOdds }) => logOdds < 0).slice(0, SHOWN);
  const most = Math.max(1e-9, ...parts.map(({ logOdds }) => Math.abs(logOdds)));
  return (
    <>
      <ul className={style.parts}>
        {[...up, ...down].map(({ metric, value, usual, logOdds }) => {
          const length = (HALF * Math.abs(logOdds)) / most;
          return (
            <li key={metric}>
              <span>
                {words.name(metric)}{' '}
                <small>{t('customer.part', { value: words.text(metric, value), usual: words.text(metric, usual) })}</small>
              </span>
              <svg viewBox={`0 0 ${WIDTH} 12`} width={WIDTH} height={12} aria-hidden="true">
                <line x1={HALF} x2={HALF} y1={0} y2={12} className={style.axis} />
                <rect
                  x={logOdds > 0 ? HALF : HALF - length}
                  y={2}
                  width={length}
                  height={8}
                  className={logOdds > 0 ? style.up : style.down}
                />
              </svg>
              <span className={style.figure}>{`${logOdds > 0 ? '+' : '−'}${Math.abs(logOdds).toFixed(2)}`}</span>
            </li>
          );
        })}
      </ul>
      <p className={style.foot}>
        {t('customer.sum')}
        {unknown.length > 0 &&
          t('customer.unknown', { count: unknown.length, metrics: unknown.slice(0, 6).map(words.name).join(t('comma')) })}
      </p>
    </>
  );
}
