import type { UsageEvent } from './port.ts';

/** What the sender said under a message id. What Mooring adds (kind, module, day, source) may change between two deliveries. */
export type Content = Pick<UsageEvent, 'accountId' | 'userId' | 'name' | 'occurredAt' | 'properties'>;

/** A resend is stamped anew by its sender, so the corrected time of the same event moves a little. */
export const RESEND_TOLERANCE_MS = 15 * 60 * 1000;

/** Whether two deliveries under one id say the same. If not, the later one is a conflict. */
export function sameContent(a: Content, b: Content): boolean {
  return (
    a.accountId === b.accountId &&
    a.userId === b.userId &&
    a.name === b.name &&
    a.properties === b.properties &&
    Math.abs(a.occurredAt - b.occurredAt) <= RESEND_TOLERANCE_MS
  );
}
