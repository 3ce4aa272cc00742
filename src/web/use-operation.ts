import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type { Operation, OutputOf, SentInputOf } from '../contract/operation.ts';
import { call } from './call.ts';
import { isDown, isSignedOut } from './connection.ts';

interface AskOptions {
  /** False: do not ask yet. */
  readonly enabled?: boolean;
  /** Ask again every so many milliseconds. */
  readonly refetchInterval?: number;
}

/**
 * The answer of a reading operation, kept and shared under `[operation.id, input]`.
 *
 * @param operation  Its declaration.
 * @param input      What it takes.
 * @param options    Whether and how often to ask.
 * @returns          The query: `data`, `isPending`, `isError`, `error`, `refetch`.
 */
export function useOperation<O extends Operation>(
  operation: O,
  input: SentInputOf<O>,
  options: AskOptions = {},
): UseQueryResult<OutputOf<O>> {
  return staying(useQuery({ ...asking(operation, input), ...options }));
}

/**
 * What was known stays on the page while the server does not answer or the session has run out: a bar or a dialog says so, and a form in
 * which somebody types must not go away because what stands around it was asked for again.
 */
function staying<Answer>(query: UseQueryResult<Answer>): UseQueryResult<Answer> {
  const { error, data } = query;
  if (error === null || data === undefined || !(isDown(error) || isSignedOut(error))) return query;
  return {
    ...query,
    status: 'success',
    data,
    error: null,
    isError: false,
    isRefetchError: false,
    isSuccess: true,
  } as UseQueryResult<Answer>;
}

/** How an operation is asked and kept: for loaders of routes and for caches. */
export function asking<O extends Operation>(operation: O, input: SentInputOf<O>) {
  // The signal of the query is left alone: who takes it has the call ended, also for a loader of a route that waits for the
  // same answer, as soon as the last page that shows it goes.
  return { queryKey: [operation.id, input] as const, queryFn: (): Promise<OutputOf<O>> => call(operation, input) };
}

/**
 * A changing operation.
 *
 * @param operation  Its declaration.
 * @returns          The mutation: `mutate(input)`, `isPending`, `isError`, `error`, `data`.
 */
export function useChange<O extends Operation>(operation: O): UseMutationResult<OutputOf<O>, Error, SentInputOf<O>> {
  return useMutation({ mutationKey: [operation.id], mutationFn: (input: SentInputOf<O>) => call(operation, input) });
}
