import { useParams } from '@tanstack/react-router';
import type { PersonFunction } from '../../../../contract/access.ts';
import type { OutputOf } from '../../../../contract/operation.ts';
import { useOperation } from '../../../../web/use-operation.ts';
import { me } from '../../contract.ts';

export type Membership = OutputOf<typeof me>['memberships'][number];

/** Who I am in the workspace of the address; null while that is not known, or when I am nobody there. */
export function useMembership(): Membership | null {
  const { workspace } = useParams({ strict: false });
  const asked = useOperation(me, {});
  return asked.data?.memberships.find((one) => one.workspace.key === workspace) ?? null;
}

/** Whether I hold one of these functions here. */
export function useHolds(functions: readonly PersonFunction[]): boolean {
  return useMembership()?.functions.some((one) => functions.includes(one)) ?? false;
}
