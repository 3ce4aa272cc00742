import type { PersonId, TeamId, UserId } from '../kernel/ids.ts';

/** The functions a person can hold in a customer success organisation (spec part 1, ORG-02). A person may hold several. */
export const FUNCTIONS = ['csm', 'impl', 'support', 'am', 'sales', 'sales-adv', 'cs-ops', 'cs-head', 'product', 'exec', 'admin'] as const;
export type PersonFunction = (typeof FUNCTIONS)[number];

/** How far a person sees: customers assigned to them, to their team, or all of the workspace. */
export const ROW_SCOPES = ['own', 'team', 'all'] as const;
export type RowScope = (typeof ROW_SCOPES)[number];

/** What an API key may do. `ingest` sends facts, `read` reads, `write` changes, `backup` saves the whole server. */
export const KEY_SCOPES = ['ingest', 'read', 'write', 'backup'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** How many events a key may send; null: as many as it likes. */
export interface KeyLimits {
  readonly perMinute: number | null;
  /** In a civil day of the workspace. */
  readonly perDay: number | null;
}

/** Those who do the work of customer success on customers. */
export const CUSTOMER_WORK = ['csm', 'impl', 'support', 'am', 'cs-ops', 'cs-head', 'admin'] as const satisfies readonly PersonFunction[];
/** Those who lead a team or run its operations. */
export const LEADING = ['cs-ops', 'cs-head', 'admin'] as const satisfies readonly PersonFunction[];
/** Those who administer the workspace. */
export const ADMINISTERING = ['admin'] as const satisfies readonly PersonFunction[];

/**
 * Who may call an operation. Every operation declares it; a test calls each with a foreign workspace, a foreign key and a role that may not.
 *
 * - `public`: nobody needs to be signed in. The operation says why.
 * - `user`: any signed-in user, about themselves, in no particular workspace.
 * - `member`: a member of the workspace holding one of `functions`, or an API key with scope `key` (null: no key may).
 */
export type Access =
  | { readonly who: 'public'; readonly why: string }
  | { readonly who: 'user' }
  | { readonly who: 'member'; readonly functions: 'any' | readonly PersonFunction[]; readonly key: KeyScope | null };

/** Who is calling inside a workspace. */
export type Principal =
  | {
      readonly kind: 'person';
      readonly userId: UserId;
      readonly personId: PersonId;
      readonly functions: readonly PersonFunction[];
      readonly scope: RowScope;
      readonly teamId: TeamId | null;
    }
  | {
      readonly kind: 'key';
      readonly keyId: string;
      readonly name: string;
      readonly scopes: readonly KeyScope[];
      readonly limits?: KeyLimits | null;
    }
  /** A job or an event handler of Mooring itself. */
  | { readonly kind: 'system'; readonly name: string }
  /** The command line on the machine that holds the data folder: may do everything. */
  | { readonly kind: 'operator' };
