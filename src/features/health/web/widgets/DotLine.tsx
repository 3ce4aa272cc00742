import style from './Health.module.css';

interface DotLineProps {
  /** 0 to 100; null: not known, and drawn hatched. */
  readonly points: number | null;
  /** Lowest points of the bands, as ticks. */
  readonly ticks: readonly number[];
}

/** Points on a line from 0 to 100. The number stands beside it, so it says nothing of its own. */
export function DotLine({ points, ticks }: DotLineProps) {
  return (
    <svg className={style.dots} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      {points === null ? (
        <line x1="0" x2="100" y1="6" y2="6" stroke="var(--hatch)" strokeWidth="6" strokeDasharray="1 1.6" />
      ) : (
        <>
          <line x1="0" x2="100" y1="6" y2="6" stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
          {ticks.map((tick) => (
            <line key={tick} x1={tick} x2={tick} y1="3" y2="9" stroke="var(--ink4)" vectorEffect="non-scaling-stroke" />
          ))}
          <line x1="0" x2={points} y1="6" y2="6" stroke="var(--ink2)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
          <line
            x1={points}
            x2={points}
            y1="6"
            y2="6.01"
            stroke="var(--ink)"
            strokeWidth="8"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
