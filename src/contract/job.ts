/** A piece of scheduled work. It can always also be run by hand for a day: `mooring run <job> --as-of <day>`. */
export interface Job {
  /** `feature.noun` or a single verb that people use: `judge`. */
  readonly name: string;
  readonly summary: string;
  /** Cron, in the workspace's time zone; null: only by hand or on demand. */
  readonly schedule: string | null;
  /** It may take many minutes: other jobs do not wait for it. */
  readonly long?: true;
}

/** Declares a job. A second run for the same day changes nothing. */
export function job(declaration: Job): Job {
  return declaration;
}
