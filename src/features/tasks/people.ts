import type { PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';

/** The person who acts; null for a key, the command line or Mooring itself. */
export function personOf(ctx: Ctx): PersonId | null {
  return ctx.principal.kind === 'person' ? ctx.principal.personId : null;
}

/** The name to show for somebody in a history. */
export function nameOf(who: string, names: ReadonlyMap<PersonId, string>): string {
  return names.get(who as PersonId) ?? who;
}
