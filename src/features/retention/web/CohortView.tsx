import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartFrame } from '../../../web/charts/ChartFrame.tsx';
import { formatFull, formatRatio, NO_VALUE } from '../../../web/format.ts';
import { ScrollBox } from '../../../web/ui/ScrollBox.tsx';
import type { Report } from '../contract.ts';
import { benchmarkAfter } from '../core/benchmarks.ts';
import { COHORTS, MEASURES } from '../core/cohort-table.ts';
import { CurveChart, Look } from './CurveChart.tsx';
import { type CurveLine, REFERENCE, valueAt } from './curve-option.ts';
import { Help } from './Help.tsx';
import { ReferenceChoice, useReference } from './ReferenceChoice.tsx';
import style from './Retention.module.css';
import { PERIODS, type ViewProps } from './retention-search.ts';
import { escaped } from './tip.ts';

/** Lines beside that of all: the youngest cohorts with something to show. */
const MOST_LINES = 5;

type Row = Report['cohorts'][number];

/** 留存矩阵: what is left of each cohort, period by period. */
export function CohortView({ found, search, change }: ViewProps) {
  const { t } = useTranslation('retention');
  const { cohort = 'year', measure = 'logo' } = search.asked;
  const months = Number(search.asked.months ?? 12);
  const reference = useReference(search.line, measure === 'logo' ? 'logo' : 'net');
  const { cohorts } = found;
  const ages = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const name = (row: Row): string => (row.cohort === 'all' ? t('group.all') : row.cohort.replace('-Q', ' Q'));
  const drawn = useMemo(() => drawnOf(cohorts), [cohorts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: name follows t
  const chart = useMemo(() => {
    const lines: CurveLine[] = drawn.map((row, look) => ({
      ...{ name: name(row), look, steps: false, marked: look === 0 },
      points: row.cells.flatMap(({ age, rate }) => (rate === null ? [] : [[age, rate] as const])),
    }));
    const last = Math.max(1, ages - 1);
    if (reference !== null)
      lines.push({
        ...{ name: reference.name, look: REFERENCE, steps: false },
        points: Array.from({ length: last + 1 }, (_, age) => [age, benchmarkAfter(reference, age * months)] as const),
      });
    const highest = Math.max(1, ...lines.flatMap(({ points }) => points.map(([, rate]) => rate)));
    return {
      ...{ lines, last, most: Math.ceil(highest * 4 - 1e-9) / 4, zones: [] },
      ticks: Array.from({ length: last + 1 }, (_, age) => age).filter((age) => age % Math.ceil((last + 1) / 12) === 0),
      writeTick: (age: number) => `${age}`,
      tip: (x: number) =>
        [
          t('cohorts.tip', { age: Math.round(x) }),
          ...lines.map((line) => `${escaped(line.name)} <b>${written(valueAt(line, Math.round(x)))}</b>`),
        ].join('<br>'),
    };
  }, [drawn, ages, reference, months, t]);
  const controls = (
    <div className={style.controls}>
      <Segmented
        size="small"
        aria-label={t('cohorts.measure')}
        value={measure}
        options={MEASURES.map((one) => ({ value: one, label: t(`measure.${one}`) }))}
        onChange={(next) => change({ measure: next === 'logo' ? undefined : next })}
      />
      <Segmented
        size="small"
        aria-label={t('cohorts.cohort')}
        value={cohort}
        options={COHORTS.map((one) => ({ value: one, label: t(`cohorts.by.${one}`) }))}
        onChange={(next) => change({ cohort: next === 'year' ? undefined : next })}
      />
      <PeriodChoice months={months} change={change} />
    </div>
  );
  if (cohorts.length === 0)
    return (
      <>
        {controls}
        <p className={style.none}>{t('cohorts.none')}</p>
      </>
    );
  return (
    <>
      {controls}
      <ChartFrame
        title={<Finding all={cohorts[0]} />}
        note={t(`cohorts.note.${measure}`)}
        choices={<ReferenceChoice of={measure === 'logo' ? 'logo' : 'net'} line={search.line} change={change} />}
        fileName={t('cohorts.file')}
        table={{
          head: [t('cohorts.cohort'), t('cohorts.age'), t('cohorts.of'), t('cohorts.base'), t('cohorts.kept'), t('cohorts.rate')],
          rows: cohorts
            .flatMap((row) => row.cells.map(({ age, of, base, kept, rate }) => [name(row), age, of, base, kept, rate] as const))
            .toReversed(),
          show: (cell, column) => (typeof cell === 'number' && column === 5 ? formatRatio(cell) : (cell ?? NO_VALUE)),
        }}
      >
        <p className={style.keys}>
          {chart.lines.map(({ name: of, look }) => (
            <span key={of}>
              <Look look={look} /> {of}
            </span>
          ))}
        </p>
        <CurveChart chart={chart} label={t('cohorts.label')} />
      </ChartFrame>
      <Triangle rows={cohorts} ages={ages} name={name} />
      <Help view="cohorts" />
    </>
  );
}

const written = (share: number | null): string => (share === null ? NO_VALUE : formatRatio(share));

/** All together, and the youngest cohorts of which two ages can be shown. */
function drawnOf(cohorts: readonly Row[]): readonly Row[] {
  const [all, ...rest] = cohorts;
  const shown = rest.filter(({ cells }) => cells.filter(({ rate }) => rate !== null).length > 1);
  return all === undefined ? [] : [all, ...(shown.length > 1 ? shown.slice(0, MOST_LINES) : [])];
}

function Finding({ all }: { readonly all: Row | undefined }) {
  const { t } = useTranslation('retention');
  const first = all?.cells[1];
  if (first === undefined || first.rate === null) return <>{t('cohorts.young')}</>;
  return <>{t('cohorts.finding', { rate: formatRatio(first.rate), count: first.of })}</>;
}

export function PeriodChoice({ months, change }: { readonly months: number; readonly change: ViewProps['change'] }) {
  const { t } = useTranslation('retention');
  return (
    <Segmented
      size="small"
      aria-label={t('period.label')}
      value={months}
      options={PERIODS.map((one) => ({ value: one as number, label: t(`period.${one}`) }))}
      onChange={(next) => change({ months: next === 12 ? undefined : next, fittedTo: undefined })}
    />
  );
}

/** A row a cohort, a column an age: the darker, the more is left. Cells of which not all customers are so old say so. */
function Triangle({ rows, ages, name }: { readonly rows: readonly Row[]; readonly ages: number; readonly name: (row: Row) => string }) {
  const { t } = useTranslation('retention');
  return (
    <ScrollBox className={style.scroll} label={t('cohorts.triangle')}>
      <table className={`${style.table} ${style.triangle}`}>
        <thead>
          <tr>
            <th scope="col">{t('cohorts.cohort')}</th>
            <th scope="col">{t('survival.customers')}</th>
            {Array.from({ length: ages }, (_, age) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an age is its place
              <th key={age} scope="col">
                {age}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.cohort} className={row.cohort === 'all' ? style.all : undefined}>
              <th scope="row">{name(row)}</th>
              <td>{formatFull(row.customers)}</td>
              {row.cells.map((cell) => (
                <Cell key={cell.age} cell={cell} customers={row.cohort === 'all' ? cell.of : row.customers} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={style.quiet}>{t('cohorts.partly')}</p>
    </ScrollBox>
  );
}

function Cell({ cell: { of, rate }, customers }: { readonly cell: Row['cells'][number]; readonly customers: number }) {
  const { t } = useTranslation('retention');
  if (rate === null)
    return (
      <td className={style.few} title={t('cohorts.few', { count: of })}>
        {NO_VALUE}
      </td>
    );
  const depth = Math.round(34 * Math.min(1, Math.max(0, (rate - 0.3) / 0.7)));
  return (
    <td
      className={of < customers ? style.partly : undefined}
      style={{ background: `color-mix(in srgb, var(--accent) ${depth}%, transparent)` }}
      title={t('cohorts.cell', { of, customers })}
    >
      {formatRatio(rate, rate >= 9.995 ? 0 : 1)}
    </td>
  );
}
