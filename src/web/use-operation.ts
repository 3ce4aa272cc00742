import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type { Operation, OutputOf, SentInputOf } from '../contract/operation.ts';
import { call } from './call.ts';

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
  return useQuery({ ...asking(operation, input), ...options });
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
