import type { Principal } from '../../contract/access.ts';

/** Who acts, as trails keep it: a person's id, `key:<name>`, `operator`, or `auto` for Mooring itself. */
export function actorOf(principal: Principal): string {
  switch (principal.kind) {
    case 'person':
      return principal.personId;
    case 'key':
      return `key:${principal.name}`;
    case 'operator':
      return 'operator';
    case 'system':
      return 'auto';
  }
}
