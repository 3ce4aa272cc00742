import { Slider } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { type Locale, NO_VALUE } from '../../../web/format.ts';
import { metricText } from '../../../web/metric-words.ts';
import type { replayThresholds } from '../contract.ts';
import style from './Lab.module.css';

type Point = OutputOf<typeof replayThresholds>['points'][number];

interface ThresholdSliderProps {
  readonly points: readonly Point[];
  readonly metric: string;
  /** The threshold chosen, and the one that judges now. */
  readonly value: number;
  readonly live: number;
  readonly onChange: (fireAt: number) => void;
}

const [WIDTH, HEIGHT, EDGE] = [320, 120, 8];

/** The slider stands under its own curve: what each threshold would have caught, and how often it would have been right. */
export function ThresholdSlider({ points, metric, value, live, onChange }: ThresholdSliderProps) {
  const { t, i18n } = useTranslation('lab');
  const locale = i18n.language as Locale;
  const chosen = Math.max(
    0,
    points.findIndex(({ fireAt }) => fireAt === value),
  );
  const liveAt = points.findIndex(({ fireAt }) => fireAt === live);
  const x = (index: number): number => (points.length < 2 ? WIDTH / 2 : EDGE + (index * (WIDTH - 2 * EDGE)) / (points.length - 1));
  const y = (share: number): number => HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
  const line = (of: 'precision' | 'recall'): string =>
    points
      .map(({ figures }, index) => ({ index, share: figures[of].value }))
      .filter((point): point is { index: number; share: number } => point.share !== null)
      .map(({ index, share }, place) => `${place === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(share).toFixed(1)}`)
      .join('');
  const now = points[chosen]?.figures;
  const words = (share: number | null | undefined): string => (share == null ? NO_VALUE : `${Math.round(100 * share)}%`);
  return (
    <div className={style.threshold}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('threshold.chart')}>
        {[0, 0.5, 1].map((share) => (
          <line key={share} x1={0} x2={WIDTH} y1={y(share)} y2={y(share)} className={style.grid} />
        ))}
        <path d={line('recall')} className={style.recall} />
        <path d={line('precision')} className={style.precision} />
        {liveAt >= 0 && <line x1={x(liveAt)} x2={x(liveAt)} y1={0} y2={HEIGHT} className={style.live} />}
        <line x1={x(chosen)} x2={x(chosen)} y1={0} y2={HEIGHT} className={style.chosen} />
        {(['recall', 'precision'] as const).map((of) => {
          const share = now?.[of].value;
          return share == null ? null : <circle key={of} cx={x(chosen)} cy={y(share)} r={4} className={style.chosenPoint} />;
        })}
      </svg>
      <Slider
        min={0}
        max={Math.max(1, points.length - 1)}
        value={chosen}
        disabled={points.length < 2}
        tooltip={{ formatter: (index) => metricText(metric, points[index ?? 0]?.fireAt ?? live, locale, true) }}
        ariaLabelForHandle={t('threshold.label')}
        onChange={(index: number) => onChange(points[index]?.fireAt ?? live)}
      />
      <p>
        <span>
          <i className={style.keyRecall} /> {t('figures.recall')} {words(now?.recall.value)}
        </span>
        <span>
          <i className={style.keyPrecision} /> {t('figures.precision')} {words(now?.precision.value)}
        </span>
        {liveAt >= 0 && liveAt !== chosen && (
          <button type="button" onClick={() => onChange(live)}>
            {t('threshold.back', { value: metricText(metric, live, locale, true) })}
          </button>
        )}
      </p>
    </div>
  );
}
