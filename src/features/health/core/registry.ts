import { lowActivity } from './measures/low-activity.ts';

/** All health measures, in the order in which they are listed. */
export const MEASURES = [lowActivity] as const;
