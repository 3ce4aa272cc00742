import { AppError } from '../../kernel/errors.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Authenticate, Caller, Credentials, Membership } from '../../platform/http/caller.ts';
import { authOf } from './auth.ts';
import { isKeyShaped, isUseNoted } from './core/api-key.ts';
import { type CachedKey, keyCacheOf } from './key-cache.ts';
import type { AccessParts } from './parts.ts';
import { hashOf } from './secrets.ts';
import { noteUse, validKey } from './store-keys.ts';
import { activeMembership, type PersonInWorkspace } from './store-logins.ts';

/** Finds out who is calling, from an API key or from the cookie of a session. */
export function authenticateWith(parts: AccessParts): Authenticate {
  const session = together((credentials: Credentials) => sessionCaller(parts, credentials));
  return (credentials) =>
    credentials.key === null
      ? session(`${credentials.workspaceKey} ${credentials.cookie}`, credentials)
      : keyCaller(parts, credentials.key);
}

/** A page asks for many things at once: who comes while the same is being looked up shares the next look, which begins after they came. */
function together<Asked, Found>(look: (asked: Asked) => Promise<Found>): (key: string, asked: Asked) => Promise<Found> {
  const [running, next] = [new Map<string, Promise<unknown>>(), new Map<string, Promise<Found>>()];
  const start = (key: string, asked: Asked): Promise<Found> => {
    const found = look(asked);
    const end = found.then(
      () => undefined,
      () => undefined,
    );
    running.set(key, end);
    void end.then(() => running.get(key) === end && running.delete(key));
    return found;
  };
  return (key, asked) => {
    const before = running.get(key);
    if (before === undefined) return start(key, asked);
    const waiting = next.get(key);
    if (waiting !== undefined) return waiting;
    const shared = before.then(() => {
      next.delete(key);
      return start(key, asked);
    });
    next.set(key, shared);
    return shared;
  };
}

async function keyCaller(parts: AccessParts, secret: string): Promise<Caller> {
  const key = isKeyShaped(secret) ? await goodKey(parts, hashOf(secret)) : undefined;
  if (key === undefined) throw new AppError('wrong-key', 'The API key is unknown or revoked.');
  noteUseSoon(parts, key);
  const { keyId, name, scopes, limits, workspace } = key;
  return { kind: 'key', member: { workspace, principal: { kind: 'key', keyId, name, scopes, limits } } };
}

async function goodKey(parts: AccessParts, secretHash: string): Promise<CachedKey | undefined> {
  const cache = keyCacheOf(parts);
  const kept = cache.get(secretHash);
  if (kept !== undefined) return kept;
  return cache.through(secretHash, async () => {
    const found = await validKey(parts.relational.unscopedDb, secretHash);
    if (found === undefined) return undefined;
    const { id, name, scopes, limits, lastUsedAt } = found.key;
    return { keyId: id, name, scopes, limits, lastUsedAt, workspace: found.workspace };
  });
}

/** The caller does not wait for it, and an answer does not depend on it. */
function noteUseSoon({ relational, clock, log }: AccessParts, key: CachedKey): void {
  const now = clock();
  if (!isUseNoted(key.lastUsedAt, now)) return;
  key.lastUsedAt = now;
  noteUse(relational.unscopedDb, key.workspace.id, key.keyId, now).catch((error: unknown) =>
    log.warn({ err: error, keyId: key.keyId }, 'The use of an API key was not written down.'),
  );
}

async function sessionCaller(parts: AccessParts, { cookie, workspaceKey }: Credentials): Promise<Caller> {
  if (cookie === null) return { kind: 'none' };
  const found = await authOf(parts).api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } });
  if (found === null) return { kind: 'none' };
  const userId = found.user.id as UserId;
  const membership = workspaceKey === null ? undefined : await activeMembership(parts.relational.unscopedDb, userId, workspaceKey);
  return { kind: 'user', userId, sessionId: found.session.id, member: membership === undefined ? null : memberOf(userId, membership) };
}

function memberOf(userId: UserId, { person, workspace }: PersonInWorkspace): Membership {
  const { id: personId, functions, scope, teamId } = person;
  return { workspace, principal: { kind: 'person', userId, personId, functions, scope, teamId } };
}
