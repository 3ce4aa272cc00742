import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { formatCount, formatPoints, type Locale } from '../../../web/format.ts';
import { choiceWord } from '../../../web/records/use-record-words.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { MaybeValue } from '../../../web/ui/MaybeValue.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { Clock } from '../../contracts/web/widgets/Clock.tsx';
import { series } from '../../metrics/contract.ts';
import type { getAccount } from '../contract.ts';
import { STAGES } from '../core/kinds.ts';
import style from './Customer.module.css';
import type { Explanation } from './widgets/ActivityEquation.tsx';

type Account = OutputOf<typeof getAccount>;

interface CustomerStripProps {
  readonly account: Account;
  readonly explanation: Explanation;
}

/** The numbers that matter, each with its change and what it counts: health, level, the renewal clock, the stage, what recurs. */
export function CustomerStrip({ account, explanation }: CustomerStripProps) {
  return (
    <div className={style.strip}>
      <HealthCell of={explanation} />
      <ArrCell externalId={account.externalId} today={explanation.asOf} risk={explanation.risk.points.value} />
      <LevelCell of={explanation} />
      <Clock externalId={account.externalId} today={explanation.asOf} />
      <StageCell account={account} />
    </div>
  );
}

function HealthCell({ of }: { readonly of: Explanation }) {
  const { t } = useTranslation('health');
  const { health, full } = of;
  const before = health.thirtyDaysAgo.value;
  const change = before === null || health.score.value === null ? null : health.score.value - before;
  return (
    <div className={style.cell}>
      <div className={style.label}>{t('score.usage')}</div>
      <div className={style.big}>
        <span className={style.number}>
          <MaybeValue of={health.score} unit="points" />
        </span>
        <span className={style.band}>
          <HealthShape health={health.band} /> {t(`units:health.${health.band}`)}
        </span>
      </div>
      <div className={style.label}>
        {change === null
          ? t('score.noTrend')
          : t('score.trend', {
              change: Math.abs(change) < 0.05 ? '0' : `${change < 0 ? '▼' : '▲'}${formatPoints(Math.abs(change))}`,
              before: formatPoints(before ?? 0),
            })}
        {full?.score.value != null && ` · ${t('score.full')} ${formatPoints(full.score.value)}`}
      </div>
    </div>
  );
}

function LevelCell({ of: { level } }: { readonly of: Explanation }) {
  const { t } = useTranslation('health');
  const reached = level.level.value ?? level.atLeast;
  if (reached === 0 && level.quadrant === null) return null;
  return (
    <div className={style.cell}>
      <div className={style.label}>{t('customer:level')}</div>
      <div className={style.big}>
        <span className={style.number}>L{reached}</span>
      </div>
      <div className={style.label}>{level.quadrant === null ? t(`level.name.${String(reached)}`) : t(`quadrant.${level.quadrant}`)}</div>
    </div>
  );
}

/** 阶段: where on the way; absent while nobody said it. */
function StageCell({ account }: { readonly account: Account }) {
  const { t } = useTranslation('customer');
  const { t: words } = useTranslation('records');
  const { stage } = account.profile;
  if (typeof stage !== 'string') return null;
  const stages = Object.keys(STAGES);
  const at = stages.indexOf(stage);
  return (
    <div className={style.cell}>
      <div className={style.label}>{t('stage')}</div>
      <ol className={style.stages} aria-label={t('stage')}>
        {stages.map((one, index) => (
          <li key={one} data-at={index === at ? 'now' : index < at ? 'done' : 'later'} aria-current={index === at ? 'step' : undefined}>
            {choiceWord('account', 'stage', one, words)}
          </li>
        ))}
      </ol>
    </div>
  );
}

function ArrCell({ externalId, today, risk }: { readonly externalId: string; readonly today: Day; readonly risk: number | null }) {
  const { t, i18n } = useTranslation('customer');
  const locale = i18n.language as Locale;
  const rows = useOperation(series, { externalId, metrics: 'arr', from: today, to: today }).data;
  const value = rows?.[0]?.value ?? null;
  if (value === null) return null;
  const money = (minor: number): string => formatCount(minor / 100, locale);
  return (
    <div className={style.cell}>
      <div className={style.label}>{t('arr')}</div>
      <div className={style.big}>
        <span className={style.middle} title={String(value / 100)}>
          {money(value)}
        </span>
      </div>
      {risk !== null && risk > 0 && (
        <div className={style.label}>{t('atRisk', { amount: money(Math.round((value * risk) / 100)), risk })}</div>
      )}
    </div>
  );
}
