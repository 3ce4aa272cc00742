import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { answered, failed, isDown } from './connection.ts';

/**
 * The answers this page holds.
 *
 * @returns  A client that asks again when a tab comes back, and tells whether the server answers.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: failed, onSuccess: answered }),
    mutationCache: new MutationCache({ onError: failed, onSuccess: answered }),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        // A server on this very machine answers without any network.
        networkMode: 'always',
        retry: (count, error) => count < 1 && isDown(error),
        retryDelay: 800,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
