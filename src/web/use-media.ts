import { useCallback, useSyncExternalStore } from 'react';

/**
 * Whether the window is as a media query says; follows it.
 *
 * @param query  As in `(max-width: 699px)`.
 */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** A phone in the hand: bottom tabs, one column. The style sheets say the same width. */
export const PHONE = '(max-width: 699px)';

/** A finger, not a mouse. */
export const TOUCH = '(pointer: coarse)';

/** The person wants nothing to move. */
export const STILL = '(prefers-reduced-motion: reduce)';
