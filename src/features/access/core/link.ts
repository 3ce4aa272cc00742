const DAY_MS = 86_400_000;
/** An invitation or a reset link can be used for this long. */
const LINK_DAYS = 7;

/**
 * When a link made now runs out.
 *
 * @param now  The present moment, in milliseconds.
 * @returns    The first moment at which it cannot be used any more, seven days later.
 * @example linkExpiry(0) // => 604_800_000
 */
export function linkExpiry(now: number): number {
  return now + LINK_DAYS * DAY_MS;
}

/**
 * Whether a link can still be used.
 *
 * @param link  `expiresAt` and `endedAt` in milliseconds; `endedAt` is set once it was used or made void.
 * @param now   The present moment, in milliseconds.
 * @returns     True when it was not ended and has not run out.
 * @example isLinkOpen({ expiresAt: 10, endedAt: null }, 9) // => true
 * @example isLinkOpen({ expiresAt: 10, endedAt: null }, 10) // => false
 */
export function isLinkOpen(link: { readonly expiresAt: number; readonly endedAt: number | null }, now: number): boolean {
  return link.endedAt === null && now < link.expiresAt;
}
