import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../../../contract/access.ts';
import type { OutputOf } from '../../../../contract/operation.ts';
import { addDays, type Day, isDay } from '../../../../kernel/time.ts';
import { openCapture } from '../../../../web/capture/capture-state.ts';
import { formatLimit, formatPoints, type Locale, shortDay } from '../../../../web/format.ts';
import { metricName, metricText } from '../../../../web/metric-words.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { HealthShape } from '../../../../web/ui/HealthShape.tsx';
import { MaybeValue } from '../../../../web/ui/MaybeValue.tsx';
import { PHONE, useMedia } from '../../../../web/use-media.ts';
import { useMetricWords } from '../../../../web/use-metric-words.ts';
import { useChange, useOperation } from '../../../../web/use-operation.ts';
import { useHolds } from '../../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../../access/web/widgets/use-refresh.ts';
import { listSaid, withdraw } from '../../../metrics/contract.ts';
import { endOverride, explain, listOverrides } from '../../contract.ts';
import { ChangeDrawer } from './ChangeDrawer.tsx';
import style from './Health.module.css';
import { Ladder } from './Ladder.tsx';
import { OverrideDialog } from './OverrideDialog.tsx';
import { PartTable, signed } from './PartTable.tsx';
import { RiskPanel } from './RiskPanel.tsx';
import { SayDialog } from './SayDialog.tsx';

type Explanation = OutputOf<typeof explain>;

/** The days compared stand in the address: `why=2026-10-19,2026-11-18`. */
function whyIn(search: Record<string, unknown>): { from: Day; to: Day; of: 'usage' | 'full' } | null {
  const [from = '', to = '', of = ''] = typeof search.why === 'string' ? search.why.split(',') : [];
  return isDay(from) && isDay(to) ? { from, to, of: of === 'full' ? 'full' : 'usage' } : null;
}

interface HealthPanelProps {
  readonly of: Explanation;
  /** The page says them above. */
  readonly withoutScores?: boolean;
}

/** What is judged of a customer: scores, what costs most, every measure, the ladder, the risk; and what people may say to it. */
export function HealthPanel({ of, withoutScores = false }: HealthPanelProps) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const phone = useMedia(PHONE);
  const why = whyIn(search);
  const show = (next: string | null): void => {
    const { why: _why, ...rest } = search;
    void navigate({ to: '.', search: next === null ? rest : { ...rest, why: next }, resetScroll: false });
  };
  return (
    <>
      <section className={style.section}>
        <Headline of={of} withoutScores={withoutScores} onWhy={() => show(`${addDays(of.asOf, -30)},${of.asOf}`)} />
        <Override of={of} />
        <Drivers of={of} titled={!withoutScores} />
      </section>
      <section className={style.section}>
        <h2 className={style.title}>{t('parts.title')}</h2>
        <p className={style.note}>{t('parts.note', { model: modelWords(of.health.model, locale, t), day: of.asOf })}</p>
        <PartTable of={of.health} label={t('score.usage')} />
      </section>
      <Ladder of={of.level} />
      {phone ? (
        <details className={style.section}>
          <summary className={style.title}>{t('more')}</summary>
          <More of={of} />
        </details>
      ) : (
        <More of={of} />
      )}
      {why !== null && (
        <ChangeDrawer
          externalId={of.externalId}
          {...why}
          onDays={(from, to, which) => show(`${from},${to}${which === 'full' ? ',full' : ''}`)}
          onClose={() => show(null)}
        />
      )}
    </>
  );
}

/** What is shown beside the health: the full one, the risk, what people said. On a phone it is behind one line. */
function More({ of }: { readonly of: Explanation }) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  return (
    <>
      {of.full !== null && (
        <section className={style.section}>
          <h2 className={style.title}>{t('full.title')}</h2>
          <p className={style.note}>{t('full.note', { model: modelWords(of.full.model, locale, t) })}</p>
          <PartTable of={of.full} label={t('score.full')} />
        </section>
      )}
      <RiskPanel of={of.risk} />
      <SaidList externalId={of.externalId} today={of.asOf} />
    </>
  );
}

function modelWords({ name, version }: Explanation['health']['model'], locale: Locale, t: TFunction<'health'>): string {
  return t('model.ref', { name: name[locale], version });
}

function Headline({ of, withoutScores, onWhy }: Required<HealthPanelProps> & { readonly onWhy: () => void }) {
  const { t } = useTranslation('health');
  const works = useHolds(CUSTOMER_WORK);
  const [open, setOpen] = useState(false);
  const { health, full } = of;
  const before = health.thirtyDaysAgo.value;
  const change = before === null || health.score.value === null ? null : health.score.value - before;
  return (
    <>
      <div className={style.titleLine}>
        {withoutScores && <DriversTitle of={of} />}
        {!withoutScores && (
          <dl className={style.scores}>
            <div className={style.score}>
              <dt>{t('score.usage')}</dt>
              <dd>
                <span className={style.number}>
                  <MaybeValue of={health.score} unit="points" />
                </span>
                <span className={style.word}>
                  <HealthShape health={health.band} /> {t(`units:health.${health.band}`)}
                </span>
                <div className={style.quiet}>
                  {change === null ? t('score.noTrend') : t('score.trend', { change: arrow(change), before: formatPoints(before ?? 0) })}
                </div>
              </dd>
            </div>
            {full !== null && (
              <div className={style.score}>
                <dt>{t('score.full')}</dt>
                <dd>
                  <span className={style.number}>
                    <MaybeValue of={full.score} unit="points" />
                  </span>
                  <div className={style.quiet}>{t('score.coverage', { known: formatLimit(full.coverage) })}</div>
                </dd>
              </div>
            )}
          </dl>
        )}
        <div className={style.acts}>
          <Button onClick={onWhy}>{t('change.ask')}</Button>
          {works && <Button onClick={() => setOpen(true)}>{t('override.ask')}</Button>}
        </div>
      </div>
      {open && <OverrideDialog externalId={of.externalId} today={of.asOf} onClose={() => setOpen(false)} />}
    </>
  );
}

function arrow(change: number): string {
  if (Math.abs(change) < 0.05) return '0';
  return `${change < 0 ? '▼' : '▲'}${formatPoints(Math.abs(change))}`;
}

/** What a person said the band is, beside what is computed. */
function Override({ of }: { readonly of: Explanation }) {
  const { t, i18n } = useTranslation('health');
  const works = useHolds(CUSTOMER_WORK);
  const refresh = useRefresh(explain, listOverrides);
  const end = useChange(endOverride);
  const { override, computedBand } = of.health;
  if (override === null) return null;
  const until = shortDay(override.until, of.asOf, i18n.language as Locale);
  return (
    <div className={style.override}>
      <p>
        {t('override.holds', { who: override.saidBy, until, computed: t(`units:health.${computedBand}`) })}
        {works && (
          <Button
            type="link"
            size="small"
            loading={end.isPending}
            onClick={() => end.mutate({ externalId: of.externalId, overrideId: override.overrideId }, { onSuccess: refresh })}
          >
            {t('override.end')}
          </Button>
        )}
      </p>
      <p className={style.quiet}>{t('override.because', { reason: override.reason })}</p>
      {end.isError && <ErrorState error={end.error} />}
    </div>
  );
}

function DriversTitle({ of }: { readonly of: Explanation }) {
  const { t } = useTranslation('health');
  const { drivers, score } = of.health;
  const total = drivers.reduce((sum, { lost }) => sum + lost, 0);
  const words =
    score.value === null
      ? t('drivers.unscored')
      : drivers.length === 0
        ? t('drivers.none')
        : t('drivers.title', { count: drivers.length, points: formatPoints(total) });
  return <h2 className={style.title}>{words}</h2>;
}

/** HLT-08: at most three reasons with their numbers, each with what to do; or what is missing for a score. */
function Drivers({ of, titled }: { readonly of: Explanation; readonly titled: boolean }) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const works = useHolds(CUSTOMER_WORK);
  const { drivers, score, parts, missing, requiredCoverage, coverage } = of.health;
  const words = useMetricWords(drivers.map(({ metric }) => metric));
  if (score.value === null) {
    const names = parts.filter(({ id }) => missing.includes(id)).map(({ name }) => name[locale]);
    return (
      <>
        {titled && <DriversTitle of={of} />}
        <p className={style.note} style={{ margin: 0 }}>
          {t('drivers.missing', { parts: names.join(t('and')), known: formatLimit(coverage), required: formatLimit(requiredCoverage) })}
        </p>
      </>
    );
  }
  if (drivers.length === 0) return titled ? <DriversTitle of={of} /> : null;
  return (
    <>
      {titled && <DriversTitle of={of} />}
      <ul className={style.drivers}>
        {drivers.map((driver) => (
          <li key={driver.part} className={style.driver}>
            <span className={style.lost}>{signed(-driver.lost)}</span>
            <div>
              <strong>{driver.part === 'cap' ? t('parts.cap') : driver.name[locale]}</strong>{' '}
              <span className={style.quiet}>
                {words.name(driver.metric)} {driver.value.value === null ? '' : words.text(driver.metric, driver.value.value)}
              </span>
            </div>
            <span className={style.act}>
              {driver.act[locale]}
              {works && (
                <button
                  type="button"
                  className={style.make}
                  onClick={() => openCapture({ kind: 'task', values: { title: driver.act[locale] } })}
                >
                  {t('drivers.make')}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What people said about the customer, with how long it stands. */
function SaidList({ externalId, today }: { readonly externalId: string; readonly today: Day }) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const works = useHolds(CUSTOMER_WORK);
  const answer = useOperation(listSaid, { externalId });
  const refresh = useRefresh(explain, listSaid);
  const back = useChange(withdraw);
  const [open, setOpen] = useState(false);
  const said = answer.data?.said.filter(({ withdrawn }) => !withdrawn) ?? [];
  if (!works && said.length === 0) return null;
  return (
    <section className={style.section}>
      <div className={style.titleLine}>
        <h2 className={style.title}>{t('say.listTitle')}</h2>
        {works && <Button onClick={() => setOpen(true)}>{t('say.ask')}</Button>}
      </div>
      <p className={style.note} style={{ marginBottom: 0 }}>
        {said.length === 0 ? t('say.nothing') : t('say.listNote')}
      </p>
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {back.isError && <ErrorState error={back.error} />}
      <ul className={style.said}>
        {said.map((one) => (
          <li key={one.saidId} className={one.stands ? undefined : style.old}>
            <span>
              {metricName(one.metric, locale)} <strong>{metricText(one.metric, one.value, locale, true)}</strong>
            </span>
            <span className={style.quiet}>
              {one.until === null
                ? t('say.since', { from: shortDay(one.from, today, locale) })
                : t('say.between', { from: shortDay(one.from, today, locale), until: shortDay(one.until, today, locale) })}
              {!one.stands && t('say.lapsed')}
            </span>
            <span className={style.quiet}>{t('say.by', { who: one.saidBy, note: one.note })}</span>
            {works && (
              <Button type="link" size="small" onClick={() => back.mutate({ externalId, saidId: one.saidId }, { onSuccess: refresh })}>
                {t('say.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open && <SayDialog externalId={externalId} today={today} onClose={() => setOpen(false)} />}
    </section>
  );
}
