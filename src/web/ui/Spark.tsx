import { useId, useMemo } from 'react';
import { sparkPath } from '../charts/spark-path.ts';

interface SparkProps {
  readonly values: readonly (number | null)[];
  readonly threshold?: number | null;
  readonly width?: number;
  readonly height?: number;
  /** What it shows, for those who cannot see it. Without one it is decoration beside a number. */
  readonly label?: string;
}

/** A row's line of days: plain SVG, cheap by the thousand. Unknown days are gaps with hatching. */
export function Spark({ values, threshold = null, width = 72, height = 22, label }: SparkProps) {
  const hatch = useId();
  const path = useMemo(() => sparkPath(values, threshold, { width, height }), [values, threshold, width, height]);
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} style={{ display: 'block', flex: 'none' }} {...named}>
      <defs>
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="4" stroke="var(--hatch)" strokeWidth="1.6" />
        </pattern>
      </defs>
      {path.gaps.map(([x, wide]) => (
        <rect key={x} x={x} y={1} width={wide} height={height - 2} fill={`url(#${hatch})`} />
      ))}
      {path.threshold !== null && (
        <line x1={1} x2={width - 2} y1={path.threshold} y2={path.threshold} stroke="var(--ink3)" strokeWidth="1" strokeDasharray="2.5 2" />
      )}
      <path d={path.line} fill="none" stroke="var(--ink2)" strokeWidth="1.3" strokeLinejoin="round" strokeLinecap="round" />
      {path.end && <circle cx={path.end[0]} cy={path.end[1]} r="2.1" fill="var(--ink)" />}
    </svg>
  );
}
