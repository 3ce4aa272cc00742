import { useQueryClient } from '@tanstack/react-query';
import type { Operation } from '../../../../contract/operation.ts';

/** Asks again what a change has made old. */
export function useRefresh(...operations: readonly Operation[]): () => void {
  const cache = useQueryClient();
  return () => {
    for (const { id } of operations) void cache.invalidateQueries({ queryKey: [id] });
  };
}
