import { InputNumber } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartFrame } from '../../../web/charts/ChartFrame.tsx';
import { formatRatio, NO_VALUE } from '../../../web/format.ts';
import { ScrollBox } from '../../../web/ui/ScrollBox.tsx';
import type { Report } from '../contract.ts';
import { PeriodChoice } from './CohortView.tsx';
import { CurveChart, Look } from './CurveChart.tsx';
import type { CurveLine } from './curve-option.ts';
import { Help } from './Help.tsx';
import style from './Retention.module.css';
import type { ViewProps } from './retention-search.ts';

type Projection = Report['projection'];

/** 预测: a shifted-beta-geometric fitted on the early periods, the later ones held against it, and what it says of the time to come. */
export function ProjectionView({ found, search, change }: ViewProps) {
  const { t } = useTranslation('retention');
  const { projection, settings } = found;
  const months = Number(search.asked.months ?? 12);
  const chart = useMemo(() => chartOf(projection, t), [projection, t]);
  const seen = projection.periods.filter(({ part }) => part !== 'future').length - 1;
  const controls = (
    <div className={style.controls}>
      <PeriodChoice months={months} change={change} />
      {projection.fittedTo !== null && (
        <div className={style.choice}>
          <label htmlFor="retention-fitted-to">{t('projection.fittedTo')}</label>
          <InputNumber
            id="retention-fitted-to"
            size="small"
            key={projection.fittedTo}
            min={2}
            max={seen - 1}
            precision={0}
            defaultValue={projection.fittedTo}
            onChange={(next) => next !== null && change({ fittedTo: next })}
          />
        </div>
      )}
    </div>
  );
  if (projection.whole === null && projection.early === null)
    return (
      <>
        {controls}
        <p className={style.none}>
          {t('projection.none', { reason: t(`units:reason.${projection.reason ?? 'insufficient-data'}`), least: settings.leastCustomers })}
        </p>
        <Help view="projection" />
      </>
    );
  return (
    <>
      {controls}
      <ChartFrame
        title={<Finding projection={projection} />}
        note={t('projection.note', { least: settings.leastCustomers })}
        fileName={t('projection.file')}
        table={{
          head: (['age', 'part', 'atRisk', 'left', 'actual', 'low', 'high', 'projected'] as const).map((one) =>
            t(`projection.column.${one}`),
          ),
          rows: projection.periods.map((one) => [
            ...[one.age, t(`projection.part.${one.part}`), one.actual === null ? null : one.atRisk, one.actual === null ? null : one.left],
            ...[one.actual, one.low, one.high, one.projected],
          ]),
          show: (cell, column) => (typeof cell === 'number' && column > 3 ? formatRatio(cell) : (cell ?? NO_VALUE)),
        }}
      >
        <p className={style.keys}>
          <span>
            <Look look={0} /> {t('projection.actual')}
          </span>
          <span>
            <Look look={1} /> {t('projection.projected')}
          </span>
        </p>
        <CurveChart chart={chart} label={t('projection.label')} />
      </ChartFrame>
      <Lifetimes projection={projection} discount={settings.discount} />
      <Help view="projection" />
    </>
  );
}

type Words = ReturnType<typeof useTranslation<'retention'>>['t'];

function chartOf({ periods, fittedTo }: Projection, t: Words) {
  const known = periods.filter(({ actual }) => actual !== null);
  const lines: CurveLine[] = [
    {
      ...{ name: t('projection.actual'), look: 0, steps: false, marked: true },
      points: known.map(({ age, actual }) => [age, actual ?? 0] as const),
      band: known.flatMap(({ age, low, high }) => (low === null || high === null ? [] : [[age, low, high] as const])),
    },
    {
      ...{ name: t('projection.projected'), look: 1, steps: false },
      points: periods.flatMap(({ age, projected }) => (projected === null ? [] : [[age, projected] as const])),
    },
  ];
  const last = Math.max(1, periods.length - 1);
  const seen = Math.max(0, known.length - 1);
  const starts = [
    { from: 0, name: t('projection.part.fitted') },
    ...(fittedTo === null ? [] : [{ from: fittedTo, name: t('projection.part.held-out') }]),
    ...(last > seen ? [{ from: seen, name: t('projection.part.future') }] : []),
  ];
  return {
    ...{ lines, last, most: 1 },
    zones: starts.map(({ from, name }, index) => ({ from, name, to: starts[index + 1]?.from ?? last })),
    ticks: periods.map(({ age }) => age).filter((age) => age % Math.ceil((last + 1) / 12) === 0),
    writeTick: (age: number) => `${age}`,
    tip: (x: number) => {
      const at = periods[Math.round(x)];
      if (at === undefined) return '';
      const interval = at.low === null || at.high === null ? '' : `（${formatRatio(at.low, 0)}–${formatRatio(at.high, 0)}）`;
      return [
        `${t('cohorts.tip', { age: at.age })} · ${t(`projection.part.${at.part}`)}`,
        `${t('projection.actual')} <b>${written(at.actual)}</b>${interval}`,
        `${t('projection.projected')} <b>${written(at.projected)}</b>`,
      ].join('<br>');
    },
  };
}

const written = (share: number | null): string => (share === null ? NO_VALUE : formatRatio(share));

function Finding({ projection: { holdOut, fittedTo, early } }: { readonly projection: Projection }) {
  const { t } = useTranslation('retention');
  if (fittedTo === null) return <>{t('projection.short')}</>;
  if (holdOut === null || early === null) return <>{t('projection.unfit', { to: fittedTo })}</>;
  const said = { to: fittedTo, periods: holdOut.periods, within: holdOut.within, error: (100 * holdOut.meanError).toFixed(1) };
  return <>{t(holdOut.within === holdOut.periods ? 'projection.holds' : 'projection.misses', said)}</>;
}

/** α, β, and how long customers will stay, discounted. */
function Lifetimes({ projection: { whole, del, derl }, discount }: { readonly projection: Projection; readonly discount: number }) {
  const { t } = useTranslation('retention');
  if (whole === null || del === null) return null;
  return (
    <section className={style.section}>
      <h2>{t('projection.lifetimes', { years: del.toFixed(2) })}</h2>
      <p className={style.definition}>{t('projection.convention', { discount: formatRatio(discount, 0) })}</p>
      <ScrollBox className={style.scroll} label={t('projection.convention', { discount: formatRatio(discount, 0) })}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">{t('projection.renewal')}</th>
              {derl.map((_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a renewal is its place
                <th key={index} scope="col">
                  {index + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">DERL</th>
              {derl.map((years, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={index}>{years.toFixed(2)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </ScrollBox>
      <p className={style.quiet}>
        {t('projection.fit', {
          alpha: whole.alpha.toFixed(3),
          beta: whole.beta.toFixed(3),
          alphaLow: (whole.alpha * Math.exp(-1.96 * whole.alphaError)).toFixed(2),
          alphaHigh: (whole.alpha * Math.exp(1.96 * whole.alphaError)).toFixed(2),
          betaLow: (whole.beta * Math.exp(-1.96 * whole.betaError)).toFixed(2),
          betaHigh: (whole.beta * Math.exp(1.96 * whole.betaError)).toFixed(2),
        })}
      </p>
    </section>
  );
}
