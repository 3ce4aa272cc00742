import { useQuery } from '@tanstack/react-query';
import { asking } from '../../../web/use-operation.ts';
import { modelBacktests } from '../contract-models.ts';

/** What the last back-tests said of a model; asked anew each time it is shown, because the lab makes them on another page. */
export function useBacktests(modelId: string) {
  return useQuery({ ...asking(modelBacktests, { modelId }), staleTime: 0, refetchOnMount: 'always' });
}
