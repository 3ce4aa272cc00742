import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { assignmentsOf, knownPeople, leadsSomeTeam, peopleById, visibleCondition } from './store.ts';
import type { Person } from './tables.ts';

/**
 * The condition that a customer is visible to the caller; `column` holds its account id. It is always a condition: `true` for scope all,
 * API keys, the command line and Mooring itself. An account id must not be null there.
 */
export function visibleAccounts(ctx: Ctx, column: AnyPgColumn): SQL {
  return visibleCondition(ctx, column);
}

/** Who owns customers. A customer whose owner's access has ended has no owner: its work goes to the lead (settled 21). */
export async function ownerOf(
  ctx: Ctx,
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, { personId: PersonId; name: string }>> {
  const assigned = await assignmentsOf(ctx, accountIds);
  return new Map(assigned.flatMap(({ accountId, personId, name, active }) => (active ? [[accountId, { personId, name }] as const] : [])));
}

/** The names of people, also of those whose access has ended. An id that is no person's is absent. */
export async function personNames(ctx: Ctx, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
  const known = await knownPeople(ctx, [...new Set(ids)]);
  return new Map([...known].map(([id, { name }]) => [id, name]));
}

/** Whether a person leads at least one team. */
export function leadsATeam(ctx: Ctx, personId: PersonId): Promise<boolean> {
  return leadsSomeTeam(ctx, personId);
}

/** One person of the workspace, or null. */
export async function personById(ctx: Ctx, id: PersonId): Promise<Person | null> {
  const [person] = await peopleById(ctx, [id]);
  return person ?? null;
}
