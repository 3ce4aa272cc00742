import { useTranslation } from 'react-i18next';
import { formatRatio } from '../../../web/format.ts';
import type { BackTestAnswer } from '../contract-backtest.ts';
import style from './BackTest.module.css';
import lab from './Lab.module.css';
import type { Named } from './named.ts';

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [420, 200, 36, 24, 8];

interface Group {
  readonly x: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

/** What scores came to: said and seen where the scores are chances, else the share with the outcome from the lowest tenth to the highest. */
export function ScoreGroups({ report, named }: { readonly report: BackTestAnswer; readonly named: Named }) {
  const { t } = useTranslation('backtest');
  const { calibration, groups, baseRate } = report;
  const [first, last] = [groups[0], groups.at(-1)];
  if (first === undefined || last === undefined || groups.length < 2) return null;
  const chances = calibration !== null;
  const most = Math.min(
    1,
    Math.ceil(Math.max(...groups.map(({ high }) => high), ...(calibration?.groups ?? []).map((one) => one.predicted)) * 10) / 10,
  );
  const shown: readonly Group[] = chances
    ? calibration.groups.map(({ predicted, observed, low, high }) => ({ x: predicted / most, observed, low, high }))
    : groups.map(({ observed, low, high }, index) => ({ x: (index + 0.5) / groups.length, observed, low, high }));
  const title = chances
    ? t('groups.said', {
        said: formatRatio(calibration.groups.at(-1)?.predicted ?? 0, 0),
        seen: formatRatio(calibration.groups.at(-1)?.observed ?? 0, 0),
      })
    : t('groups.title', { high: formatRatio(last.observed, 0), low: formatRatio(first.observed, 0) });
  const setRight = ({ cutOffs, brier, bias }: NonNullable<BackTestAnswer['recalibration']>): string =>
    cutOffs === 0
      ? t('groups.asLearned', { bias: formatPoints(report.calibration?.bias ?? 0) })
      : t('groups.setRight', {
          months: cutOffs,
          brier: (brier ?? 0).toFixed(3),
          before: formatPoints(bias ?? 0),
          bias: formatPoints(report.calibration?.bias ?? 0),
        });
  return (
    <section className={lab.section}>
      <h2>{title}</h2>
      <p className={lab.definition}>{t(chances ? 'groups.calibration' : 'groups.definition', { outcome: named.outcome })}</p>
      <Plot
        groups={shown}
        most={most}
        base={chances ? null : baseRate}
        ends={chances ? null : [t('groups.lowest'), t('groups.highest')]}
        label={title}
      />
      {chances && report.brier !== null && (
        <p className={lab.definition}>
          {t('groups.brier', { score: report.brier.score.toFixed(3), reference: report.brier.reference.toFixed(3) })}{' '}
          {report.recalibration !== null && setRight(report.recalibration)}
        </p>
      )}
    </section>
  );
}

interface PlotProps {
  readonly groups: readonly Group[];
  readonly most: number;
  readonly base: number | null;
  readonly ends: readonly [string, string] | null;
  readonly label: string;
}

function Plot({ groups, most, base, ends, label }: PlotProps) {
  const { t } = useTranslation('backtest');
  const x = (share: number): number => LEFT + share * (WIDTH - LEFT - 12);
  const y = (share: number): number => HEIGHT - BOTTOM - (share / most) * (HEIGHT - BOTTOM - TOP);
  const ticks = [0, most / 2, most];
  return (
    <div className={style.chart}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} style={{ maxWidth: 520 }} role="img" aria-label={label}>
        {ticks.map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH} y1={y(share)} y2={y(share)} className={style.grid} />
            <text x={0} y={y(share) + 4} className={style.word}>
              {formatRatio(share, 0)}
            </text>
          </g>
        ))}
        {base !== null && (
          <g>
            <line x1={LEFT} x2={WIDTH} y1={y(base)} y2={y(base)} className={style.coin} />
            <text x={LEFT + 4} y={y(base) - 5} className={style.word}>
              {t('groups.base', { base: formatRatio(base) })}
            </text>
          </g>
        )}
        {ends === null ? (
          <>
            <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(most)} className={style.coin} />
            {ticks.map((share) => (
              <text key={share} x={x(share / most)} y={HEIGHT - 6} textAnchor={share === most ? 'end' : 'middle'} className={style.word}>
                {formatRatio(share, 0)}
              </text>
            ))}
          </>
        ) : (
          <>
            <text x={LEFT} y={HEIGHT - 6} className={style.word}>
              {ends[0]}
            </text>
            <text x={WIDTH} y={HEIGHT - 6} textAnchor="end" className={style.word}>
              {ends[1]}
            </text>
          </>
        )}
        {groups.map((group) => (
          <g key={group.x}>
            <line x1={x(group.x)} x2={x(group.x)} y1={y(group.low)} y2={y(Math.min(most, group.high))} className={style.ownLine} />
            <circle cx={x(group.x)} cy={y(group.observed)} r={4.5} className={style.ownPoint} />
          </g>
        ))}
      </svg>
    </div>
  );
}

/** A difference of shares, in points of a hundred, with its sign. */
function formatPoints(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;
}
