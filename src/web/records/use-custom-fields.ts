import { useMemo } from 'react';
import { listCustomFields } from '../../features/accounts/contract-custom-fields.ts';
import type { CustomField } from '../../kernel/custom-field.ts';
import { useOperation } from '../use-operation.ts';

/** The fields that the workspace has added to a kind of records, in their order; archived ones are not among them. */
export function useCustomFields(kind: string): readonly CustomField[] {
  const answer = useOperation(listCustomFields, { kind });
  return useMemo(() => (answer.data?.fields ?? []).filter(({ archivedAt }) => archivedAt === null), [answer.data]);
}
