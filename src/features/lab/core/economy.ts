import { LEAST_SAMPLE, type Share } from './time-travel.ts';

/** Severities from the mildest to the gravest. */
const MILDER = { critical: 'high', high: 'normal', normal: 'off' } as const;
export type Severity = keyof typeof MILDER;

/** What speaks against a rule: warnings that come no truer than chance, or that people call false. */
export interface Demotion {
  readonly to: (typeof MILDER)[Severity];
  readonly reason: 'no-better-than-base' | 'called-false';
}

/** Half of what people closed was false (a default of ours). */
const FALSE_SHARE = 0.5;

/**
 * Whether a rule is so noisy that it should be taken less seriously.
 *
 * @param record  Its severity, its measured precision beside the base rate, and what people closed and called false.
 * @returns       One step milder, and why; null where nothing speaks against it, or too little is known. No better than
 *                chance is a precision that does not exceed the base rate: what warning of everybody would be right in.
 * @example       demotionOf({ severity: 'high', precision: { hits: 1, of: 40, value: 0.025, low: 0.004, high: 0.129, enough: true }, base: 0.1, closed: 3, falseAlarms: 1 }) // => { to: 'normal', reason: 'no-better-than-base' }
 */
export function demotionOf(record: {
  readonly severity: Severity;
  readonly precision: Share;
  /** Null where there is nobody. */
  readonly base: number | null;
  /** Closed by people, and those of them that were called false alarms. */
  readonly closed: number;
  readonly falseAlarms: number;
}): Demotion | null {
  const { severity, precision, base, closed, falseAlarms } = record;
  if (closed >= LEAST_SAMPLE && falseAlarms / closed >= FALSE_SHARE) return { to: MILDER[severity], reason: 'called-false' };
  const isNoBetter = precision.enough && precision.value !== null && base !== null && precision.value <= base;
  return isNoBetter ? { to: MILDER[severity], reason: 'no-better-than-base' } : null;
}

/** A warning that somebody got. */
export interface Got {
  readonly severity: Severity;
  readonly openedOn: number;
}

const GRAVITY: Readonly<Record<Severity, number>> = { critical: 0, high: 1, normal: 2 };

/**
 * Which warnings of a week are beyond what is meant for one person: the mildest, and of these the latest.
 *
 * @param got     The warnings of one person.
 * @param budget  How many are meant for one.
 * @returns       Those within, the gravest first, and those beyond.
 * @example       overflowOf([{ severity: 'normal', openedOn: 1 }, { severity: 'critical', openedOn: 2 }], 1).over // => [{ severity: 'normal', openedOn: 1 }]
 */
export function overflowOf<T extends Got>(
  got: readonly T[],
  budget: number,
): { readonly within: readonly T[]; readonly over: readonly T[] } {
  const ordered = got.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity] || a.openedOn - b.openedOn);
  return { within: ordered.slice(0, budget), over: ordered.slice(budget) };
}

/** What became of a warning, as far as it is known. */
export type LedTo = 'by-itself' | 'resolved' | 'false-alarm' | 'working' | 'seen' | 'untouched';

/**
 * What a warning led to.
 *
 * @param warning  Its state, and who closed it: `auto` for the judgement itself.
 * @returns        One word.
 * @example        ledTo({ state: 'resolved', closedBy: 'auto' }) // => 'by-itself'
 */
export function ledTo({ state, closedBy }: { readonly state: string; readonly closedBy: string | null }): LedTo {
  switch (state) {
    case 'false-alarm':
      return 'false-alarm';
    case 'resolved':
      return closedBy === 'auto' ? 'by-itself' : 'resolved';
    case 'working':
      return 'working';
    case 'acknowledged':
      return 'seen';
    default:
      return 'untouched';
  }
}
