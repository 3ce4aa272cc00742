import { CUSTOMER_WORK, type PersonFunction } from '../contract/access.ts';
import type { OutputOf } from '../contract/operation.ts';
import type { me } from '../features/access/contract.ts';

export type Me = OutputOf<typeof me>;
export type Membership = Me['memberships'][number];

/** Where the bare address leads. */
export type Landing =
  | { readonly to: '/setup' }
  | { readonly to: '/sign-in' }
  | { readonly to: '/$workspace/day' | '/$workspace/customers'; readonly workspace: string }
  /** Signed in, but in no workspace: access was ended. */
  | { readonly to: null };

/**
 * Decides where the bare address leads.
 *
 * @param setupOpen  Whether this Mooring still waits for its owner.
 * @param me         Who is signed in, or null.
 * @param last       Key of the workspace this browser was in last, or null.
 * @returns          The page to show.
 */
export function landing(setupOpen: boolean, me: Me | null, last: string | null): Landing {
  if (setupOpen) return { to: '/setup' };
  if (me === null) return { to: '/sign-in' };
  const membership = me.memberships.find(({ workspace }) => workspace.key === last) ?? me.memberships[0];
  if (!membership) return { to: null };
  return {
    to: holdsOne(membership.functions, CUSTOMER_WORK) ? '/$workspace/day' : '/$workspace/customers',
    workspace: membership.workspace.key,
  };
}

/** Whether somebody holds one of the functions that something asks for. */
export function holdsOne(held: readonly PersonFunction[], asked: 'any' | readonly PersonFunction[]): boolean {
  return asked === 'any' || asked.some((one) => held.includes(one));
}
