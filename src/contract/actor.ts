import type { Principal } from './access.ts';

/** Mooring itself, where trails say who acted. */
export const AUTO = 'auto';

/**
 * Who acts, as trails and histories keep it.
 *
 * @param principal  Who calls.
 * @returns          A person's id, `key:<name>`, `operator`, or `auto` for Mooring itself.
 * @example          actorOf({ kind: 'key', keyId: 'key_1', name: 'crm', scopes: ['write'] }) // => 'key:crm'
 */
export function actorOf(principal: Principal): string {
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
