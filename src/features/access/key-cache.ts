import type { KeyLimits, KeyScope } from '../../contract/access.ts';
import type { Instant } from '../../kernel/time.ts';
import type { WorkspaceInfo } from '../../platform/context.ts';
import type { AccessParts } from './parts.ts';

/** A key that was found good. */
export interface CachedKey {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly limits: KeyLimits | null;
  readonly workspace: WorkspaceInfo;
  lastUsedAt: Instant | null;
}

/** Good keys by the hash of their secret: a program that sends thousands of batches is looked up once. */
export interface KeyCache {
  get(secretHash: string): CachedKey | undefined;
  /** Reads a key and keeps it, unless keys were forgotten while it was read. */
  through(secretHash: string, read: () => Promise<CachedKey | undefined>): Promise<CachedKey | undefined>;
  /** Call it after the change has been committed. */
  forget(): void;
}

/** More keys than this are not kept at once. */
const KEPT = 1_000;

const caches = new WeakMap<AccessParts, KeyCache>();

/** The one cache of this house. One process serves a database (settled 29), so forgetting here is forgetting everywhere. */
export function keyCacheOf(parts: AccessParts): KeyCache {
  const cache = caches.get(parts) ?? createCache();
  caches.set(parts, cache);
  return cache;
}

function createCache(): KeyCache {
  let keys = new Map<string, CachedKey>();
  return {
    get: (secretHash) => keys.get(secretHash),
    async through(secretHash, read) {
      const asked = keys;
      const found = await read();
      if (found === undefined) return undefined;
      if (asked.size >= KEPT) asked.clear();
      // A map that was replaced meanwhile is asked by nobody any more.
      asked.set(secretHash, found);
      return found;
    },
    forget() {
      keys = new Map();
    },
  };
}
