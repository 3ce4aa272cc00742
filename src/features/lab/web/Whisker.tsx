import style from './Lab.module.css';

interface WhiskerProps {
  readonly low: number;
  readonly value: number;
  readonly high: number;
  /** Where the scale ends. */
  readonly most: number;
  /** A line to compare with, on the same scale. */
  readonly base?: number;
}

const WIDTH = 104;

/** A value with its interval on a scale from 0; written out beside it, so it needs no words of its own. */
export function Whisker({ low, value, high, most, base }: WhiskerProps) {
  const at = (amount: number): number => (most <= 0 ? 0 : 2 + (WIDTH - 4) * Math.min(1, Math.max(0, amount / most)));
  return (
    <svg className={style.whisker} viewBox={`0 0 ${WIDTH} 16`} width={WIDTH} height={16} aria-hidden="true">
      <line x1={0} x2={WIDTH} y1={8} y2={8} className={style.rail} />
      {base !== undefined && <line x1={at(base)} x2={at(base)} y1={1} y2={15} className={style.base} />}
      <line x1={at(low)} x2={at(high)} y1={8} y2={8} className={style.interval} />
      <circle cx={at(value)} cy={8} r={3.5} className={style.point} />
    </svg>
  );
}
