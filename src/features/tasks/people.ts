import { LEADING } from '../../contract/access.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { leadsATeam } from '../access/reads.ts';

/** The person who acts; null for a key, the command line or Mooring itself. */
export function personOf(ctx: Ctx): PersonId | null {
  return ctx.principal.kind === 'person' ? ctx.principal.personId : null;
}

/** The name to show for somebody in a history. */
export function nameOf(who: string, names: ReadonlyMap<PersonId, string>): string {
  return names.get(who as PersonId) ?? who;
}

/** Whether the caller leads: by function, or a team. Keys and the command line are nobody: they may see all. */
export async function isLeading(ctx: Ctx): Promise<boolean> {
  const { principal } = ctx;
  if (principal.kind !== 'person') return true;
  const leading: readonly string[] = LEADING;
  return principal.functions.some((name) => leading.includes(name)) || (await leadsATeam(ctx, principal.personId));
}
