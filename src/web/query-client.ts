import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './call.ts';
import { answered, failed, isDown } from './connection.ts';

/**
 * The answers this page holds.
 *
 * @param onSignedOut  Told when the server no longer knows the session.
 * @returns            A client that asks again when a tab comes back, and tells whether the server answers.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    failed(error);
    if (error instanceof ApiError && error.code === 'not-signed-in') onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError, onSuccess: answered }),
    mutationCache: new MutationCache({ onError, onSuccess: answered }),
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
