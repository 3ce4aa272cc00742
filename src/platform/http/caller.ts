import type { Principal } from '../../contract/access.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { WorkspaceInfo } from '../context.ts';

/** Where in a workspace a call takes place, and as whom. */
export interface Membership {
  readonly workspace: WorkspaceInfo;
  readonly principal: Principal;
}

/** Who is behind a request. */
export type Caller =
  | { readonly kind: 'none' }
  /** A session. `member` is null when no workspace was named, or the user is no active member of it. */
  | { readonly kind: 'user'; readonly userId: UserId; readonly sessionId: string; readonly member: Membership | null }
  /** An API key lives in one workspace. */
  | { readonly kind: 'key'; readonly member: Membership };

/** What of a request tells who is calling. */
export interface Credentials {
  /** The header `Cookie`; null where there is none. */
  readonly cookie: string | null;
  readonly ip: string;
  /** The secret of an API key, from `Authorization: Bearer` or, as Segment's clients send it, from the user name of `Basic`, or for ingest from `?writeKey=`. */
  readonly key: string | null;
  /** The workspace named in `x-mooring-workspace`, not yet checked. */
  readonly workspaceKey: string | null;
}

/**
 * Finds out who is calling; the feature `access` brings it. With `key` set only the key counts, never a cookie.
 * Throws AppError('wrong-key') for a key that is unknown or revoked; a session that has ended is `none`.
 */
export type Authenticate = (credentials: Credentials) => Promise<Caller>;
