import type { PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';

/** Mooring itself, in histories and as the closer of a warning. */
export const AUTO = 'auto';

/** Who acts, as histories keep it: a person's id, `key:<name>`, `operator` or `auto`. */
export function actorOf(ctx: Ctx): string {
  const { principal } = ctx;
  switch (principal.kind) {
    case 'person':
      return principal.personId;
    case 'key':
      return `key:${principal.name}`;
    case 'operator':
      return 'operator';
    case 'system':
      return AUTO;
  }
}

/** The person who acts; null for a key, the command line or Mooring itself. */
export function personOf(ctx: Ctx): PersonId | null {
  return ctx.principal.kind === 'person' ? ctx.principal.personId : null;
}

/** The name to show for somebody in a history. */
export function nameOf(who: string, names: ReadonlyMap<PersonId, string>): string {
  return names.get(who as PersonId) ?? who;
}
