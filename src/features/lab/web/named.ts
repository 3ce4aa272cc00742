/** What a report speaks of, in the reader's words. */
export interface Named {
  readonly metric: (id: string) => string;
  readonly subject: string;
  readonly outcome: string;
}
