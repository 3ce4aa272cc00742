import { useTranslation } from 'react-i18next';
import { type Locale, monthName, shortDay } from '../../../web/format.ts';
import style from './Lab.module.css';
import type { WeekChart } from './week-units.ts';

const STEP = 15;
const SIZE = 10;
const MARKS = 44;
const LABELS = 18;

/** One square a warning, a column a week: solid where the outcome came, open where it did not; the outcomes beneath. */
export function WeekUnits({ chart, today }: { readonly chart: WeekChart; readonly today: string }) {
  const { t, i18n } = useTranslation('lab');
  const locale = i18n.language as Locale;
  const base = Math.max(3, chart.highest) * STEP + 6;
  const width = chart.weeks.length * STEP;
  const mostMarks = Math.max(1, ...chart.weeks.map(({ caught, missed }) => Math.min(2, caught + missed)));
  const height = base + mostMarks * (MARKS / 2) + LABELS + 6;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
    <div className={style.units} tabIndex={0} role="region" aria-label={t('chart.label')} ref={showLatest}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={t('chart.label')}>
        <line x1={0} x2={width} y1={base} y2={base} className={style.axis} />
        {chart.weeks.map(({ monday, units, caught, missed }, column) => {
          const x = column * STEP + (STEP - SIZE) / 2;
          const month = beginsMonth(chart, column) ? monthName(monday, locale) : null;
          return (
            <g key={monday}>
              <title>
                {t('chart.week', {
                  day: shortDay(monday, today as never, locale),
                  hits: units.filter((unit) => unit === 'hit').length * chart.perUnit,
                  misses: units.filter((unit) => unit === 'miss').length * chart.perUnit,
                  outcomes: caught + missed,
                })}
              </title>
              {units.map((unit, row) => (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: squares have no name but their place.
                  key={row}
                  className={style[unit]}
                  x={x}
                  y={base - (row + 1) * STEP + 2}
                  width={SIZE}
                  height={SIZE}
                />
              ))}
              {caught > 0 && <Mark x={x} y={base + 6} count={caught} solid />}
              {missed > 0 && <Mark x={x} y={base + 6 + (caught > 0 ? MARKS / 2 : 0)} count={missed} solid={false} />}
              {month !== null && (
                <text x={x} y={height - 4} className={style.axisWord}>
                  {month}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** The latest weeks are what one looks for first. */
function showLatest(box: HTMLElement | null): void {
  box?.scrollTo({ left: box.scrollWidth });
}

/** A label needs three columns: the month that has begun before the chart has one only where it goes on for so long. */
function beginsMonth({ weeks }: WeekChart, column: number): boolean {
  const month = (at: number): string | undefined => weeks[at]?.monday.slice(0, 7);
  return month(column) !== month(column - 1) && month(column) === month(column + 2);
}

function Mark({ x, y, count, solid }: { readonly x: number; readonly y: number; readonly count: number; readonly solid: boolean }) {
  return (
    <>
      <path className={solid ? style.caught : style.missed} d={`M${x} ${y}h${SIZE}l${-SIZE / 2} ${SIZE - 1}z`} />
      {count > 1 && (
        <text x={x + SIZE / 2} y={y + SIZE + 9} className={style.axisCount}>
          {count}
        </text>
      )}
    </>
  );
}
