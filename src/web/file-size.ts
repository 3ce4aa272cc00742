const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/**
 * The size of a file for people, in powers of a thousand, with at most three digits.
 *
 * @param bytes  0 or more.
 * @returns      As in `3.4 MB`.
 * @example      fileSize(3_440_000) // => '3.4 MB'
 */
export function fileSize(bytes: number): string {
  const step = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${UNITS[step]}`;
}
