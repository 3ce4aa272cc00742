import { Skeleton } from 'antd';
import { lazy, Suspense, useCallback } from 'react';
import type { Palette } from '../../../web/charts/palette.ts';
import { type CurveChart as Chart, curveOption, LOOKS, REFERENCE } from './curve-option.ts';
import style from './Retention.module.css';

const EChart = lazy(async () => ({ default: (await import('../../../web/charts/EChart.tsx')).EChart }));

export const CHART_HEIGHT = 300;

/** Shares over time. */
export function CurveChart({ chart, label }: { readonly chart: Chart; readonly label: string }) {
  const option = useCallback((_width: number, palette: Palette) => curveOption(chart, palette), [chart]);
  return (
    <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 5 }} style={{ height: CHART_HEIGHT }} />}>
      <EChart height={CHART_HEIGHT} label={label} option={option} />
    </Suspense>
  );
}

/** A piece of a line, for lists of what is drawn. */
export function Look({ look }: { readonly look: number }) {
  const { dash, ink, width } =
    look === REFERENCE ? { dash: [3, 3], ink: 'ink3', width: 1 } : (LOOKS[look % LOOKS.length] ?? LOOKS[0] ?? plain);
  return (
    <svg className={style.look} viewBox="0 0 28 8" aria-hidden="true">
      <line x1={0} x2={28} y1={4} y2={4} stroke={`var(--${ink})`} strokeWidth={width} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}

const plain = { dash: [], ink: 'ink', width: 2 };
