/** Shapes of health, and of how urgent something is: colour is on the glyph, the word beside it stays ink. */
export type Health = 'healthy' | 'watch' | 'danger' | 'insufficient-data';

const CLASS: Record<Health, string> = {
  healthy: 'var(--ok)',
  watch: 'var(--warn)',
  danger: 'var(--bad)',
  'insufficient-data': 'var(--unknown)',
};

/** Drawn, not typed: font glyphs of ●◐▲◌ differ in size from machine to machine. */
export function HealthShape({ health, label, size = 11 }: { readonly health: Health; readonly label?: string; readonly size?: number }) {
  const color = CLASS[health];
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg width={size} height={size} viewBox="0 0 11 11" style={{ flex: 'none', display: 'inline-block', verticalAlign: '-1px' }} {...named}>
      {health === 'healthy' && <circle cx="5.5" cy="5.5" r="4.6" fill={color} />}
      {health === 'watch' && (
        <>
          <circle cx="5.5" cy="5.5" r="4.2" fill="none" stroke={color} strokeWidth="1.4" />
          <path d="M5.5 1.3a4.2 4.2 0 0 0 0 8.4z" fill={color} />
        </>
      )}
      {health === 'danger' && <path d="M5.5 .8 10.6 10H.4z" fill={color} />}
      {health === 'insufficient-data' && (
        <circle cx="5.5" cy="5.5" r="4.2" fill="none" stroke={color} strokeWidth="1.4" strokeDasharray="1.6 1.7" />
      )}
    </svg>
  );
}
