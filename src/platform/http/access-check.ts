import type { Access, Principal } from '../../contract/access.ts';
import type { Caller } from './caller.ts';

/** Why a call is refused; `workspace-not-visible` is told apart from a missing thing only in its message. */
export type Refusal = 'not-signed-in' | 'forbidden' | 'workspace-not-visible';

/** The one place that decides whether a caller may use an operation. Null: yes. */
export function refusalOf(access: Access, caller: Caller): Refusal | null {
  if (access.who === 'public') return null;
  if (caller.kind === 'none') return 'not-signed-in';
  if (access.who === 'user') return caller.kind === 'user' ? null : 'forbidden';
  if (caller.member === null) return 'workspace-not-visible';
  return mayMember(access, caller.member.principal) ? null : 'forbidden';
}

/** Whether somebody in a workspace may use an operation for members. */
export function mayMember(access: Extract<Access, { who: 'member' }>, principal: Principal): boolean {
  switch (principal.kind) {
    case 'person':
      return access.functions === 'any' || access.functions.some((wanted) => principal.functions.includes(wanted));
    case 'key':
      return access.key !== null && principal.scopes.includes(access.key);
    case 'system':
    case 'operator':
      return true;
  }
}
