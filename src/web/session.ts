import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { signOut } from '../features/access/contract.ts';
import { safeReturn } from './address.ts';
import { call } from './call.ts';
import { sayEnded } from './session-end.ts';

/**
 * What a page does once a person has signed in: forget the answers of before, and open where they wanted to go.
 *
 * @returns  `signedIn(to?)`: `to` is a path; without one, where `?to=` of the address says, else the start.
 */
export function useSignedIn(): (to?: string) => Promise<void> {
  const cache = useQueryClient();
  const router = useRouter();
  return useCallback(
    async (to?: string) => {
      cache.clear();
      sayEnded(false);
      const asked: unknown = new URLSearchParams(window.location.search).get('to');
      router.history.push(safeReturn(to ?? asked));
      await router.invalidate();
    },
    [cache, router],
  );
}

/** Ends the session and shows the way back in. */
export function useSignOut(): () => Promise<void> {
  const cache = useQueryClient();
  const router = useRouter();
  return useCallback(async () => {
    await call(signOut, {});
    cache.clear();
    sayEnded(false);
    await router.navigate({ to: '/sign-in' });
  }, [cache, router]);
}
