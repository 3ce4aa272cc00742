import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { recordCounts } from '../../features/accounts/contract.ts';
import type { RecordKind } from '../../kernel/record.ts';
import { call } from '../call.ts';
import { useOperation } from '../use-operation.ts';
import { type ShownKind, shownKind, titleOf } from './record-kinds.ts';
import { type ShownRecord, shown } from './record-source.ts';

/** Records asked for at once. */
const PAGE = 500;

/** The records of a kind, of one customer or of all, a page after another. */
export function useRecords({ kind, operations }: ShownKind, account: string | null) {
  const scope = account !== null && kind.fields.account !== undefined ? { account } : {};
  const list = useInfiniteQuery({
    queryKey: [operations.list.id, 'records', scope],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => call(operations.list, { ...scope, limit: PAGE, ...(pageParam === undefined ? {} : { after: pageParam }) }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const records = useMemo((): readonly ShownRecord[] => list.data?.pages.flatMap((page) => page.records.map(shown)) ?? [], [list.data]);
  return { ...list, records, total: list.data?.pages[0]?.total ?? 0 };
}

/** How many records of each kind a customer has. */
export function useRecordCounts(externalId: string): ReadonlyMap<string, number> {
  const { data } = useOperation(recordCounts, { externalId });
  return useMemo(() => new Map(data?.counts.map(({ kind, count }) => [kind, count])), [data]);
}

/** Titles of the records that records of a kind refer to, under `<kind> <id>`. One that is absent names nothing that is there. */
export function useReferences(kind: RecordKind, account: string | null): ReadonlyMap<string, string> {
  const referred = [...new Set(Object.values(kind.fields).flatMap((field) => (field.type === 'record' ? [field.of] : [])))];
  const kinds = referred.flatMap((name) => shownKind(name) ?? []);
  return useQueries({
    queries: kinds.map(({ kind: of, operations }) => {
      const scope = account !== null && of.fields.account !== undefined ? { account } : {};
      return {
        queryKey: [operations.list.id, 'titles', scope],
        queryFn: () => call(operations.list, { ...scope, limit: PAGE }),
      };
    }),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }, index) => {
          const of = kinds[index]?.kind;
          if (data === undefined || of === undefined) return [];
          return data.records.map((record) => [`${of.name} ${record.id}`, titleOf(of, shown(record).fields, record.id)] as const);
        }),
      ),
  });
}
