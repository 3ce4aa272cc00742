import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../../contract/operation.ts';
import { formatCount, formatLimit, formatPoints, type Locale, shortDay } from '../../../../web/format.ts';
import { MaybeValue } from '../../../../web/ui/MaybeValue.tsx';
import type { explain } from '../../../health/contract.ts';
import style from './ActivityEquation.module.css';

export type Explanation = OutputOf<typeof explain>;

/** 活跃分 as the sum a reader can redo: activity ÷ expected = points, and what the activity rests on. */
export function ActivityEquation({ of, large = false }: { readonly of: Explanation; readonly large?: boolean }) {
  const { t } = useTranslation('accounts');
  const { score, activity, expected } = of.activityScore;
  return (
    <div>
      <div className={large ? `${style.equation} ${style.large}` : style.equation}>
        <div className={style.term}>
          <span className={style.number}>
            <MaybeValue of={activity} unit="ratio" />
          </span>
          <span className={style.label}>{t('score.activity')}</span>
        </div>
        <span className={style.sign} aria-hidden="true">
          ÷
        </span>
        <div className={style.term}>
          <span className={style.number}>{formatLimit(expected)}</span>
          <span className={style.label}>{t('score.expected')}</span>
        </div>
        <span className={style.sign} aria-hidden="true">
          =
        </span>
        <div className={style.term}>
          <span className={style.number}>
            <MaybeValue of={score} unit="points" />
          </span>
          <span className={style.label}>{score.value === 100 ? t('score.capped') : t('score.name')}</span>
        </div>
      </div>
      <p className={style.note}>
        <Basis of={of} />
      </p>
    </div>
  );
}

/** What the activity rests on, in one sentence, and where the score was thirty days ago. */
function Basis({ of }: { readonly of: Explanation }) {
  const { t, i18n } = useTranslation('accounts');
  const locale = i18n.language as Locale;
  const { window, activityScore, asOf } = of;
  if (activityScore.activity.value === null) return t(`units:reason.${activityScore.activity.reason ?? 'not-computed'}`);
  const registered = window.registeredUsers.value;
  const mean = window.meanDailyUsers.value;
  const days = t('score.window', {
    from: shortDay(window.from, asOf, locale),
    to: shortDay(window.to, asOf, locale),
    known: window.knownWorkingDays,
    all: window.workingDays,
  });
  const people =
    registered === null || mean === null
      ? ''
      : t(window.registeredInferred ? 'score.peopleInferred' : 'score.people', {
          mean: formatCount(mean, locale),
          registered: formatCount(registered, locale),
        });
  return [days, people, beforeWords(of, t)].filter(Boolean).join(t('score.join'));
}

function beforeWords({ activityScore }: Explanation, t: TFunction<'accounts'>): string {
  const now = activityScore.score.value;
  const before = activityScore.thirtyDaysAgo.value;
  if (now === null || before === null) return '';
  const change = now - before;
  const sign = Math.abs(change) < 0.05 ? '' : change > 0 ? `▲${formatPoints(change)}` : `▼${formatPoints(-change)}`;
  return sign === '' ? t('score.unchanged') : t('score.thirtyDays', { change: sign, before: formatPoints(before) });
}
