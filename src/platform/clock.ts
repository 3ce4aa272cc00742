import type { Instant } from '../kernel/time.ts';

/** The only place that asks what time it is. A use case gets its `now` from here once, as an argument. */
export type Clock = () => Instant;

export const systemClock: Clock = () => Date.now() as Instant;
