import { describe, expect, test } from 'vitest';
import type { Access, KeyScope, PersonFunction, Principal } from '../../contract/access.ts';
import type { PersonId, UserId, WorkspaceId } from '../../kernel/ids.ts';
import { refusalOf } from './access-check.ts';
import type { Caller } from './caller.ts';

const workspace = { id: 'ws_1' as WorkspaceId, key: 'acme', name: 'Acme', timeZone: 'UTC', locale: 'en-US' } as const;
const person = (...functions: PersonFunction[]): Caller => ({
  kind: 'user',
  userId: 'u' as UserId,
  sessionId: 's',
  member: {
    workspace,
    principal: { kind: 'person', userId: 'u' as UserId, personId: 'p' as PersonId, functions, scope: 'own', teamId: null },
  },
});
const key = (...scopes: KeyScope[]): Caller => ({
  kind: 'key',
  member: { workspace, principal: { kind: 'key', keyId: 'k', name: 'k', scopes } },
});
const local = (principal: Principal): Caller => ({ kind: 'key', member: { workspace, principal } });
const stranger: Caller = { kind: 'user', userId: 'u' as UserId, sessionId: 's', member: null };
const nobody: Caller = { kind: 'none' };

const anyone: Access = { who: 'public', why: 'test' };
const user: Access = { who: 'user' };
const reading: Access = { who: 'member', functions: 'any', key: 'read' };
const administering: Access = { who: 'member', functions: ['admin'], key: null };
const ingesting: Access = { who: 'member', functions: [], key: 'ingest' };

describe('who may call what', () => {
  test.each([
    ['anyone may call what is public', anyone, nobody, null],
    ['a user operation needs a session', user, nobody, 'not-signed-in'],
    ['a user operation needs no workspace', user, stranger, null],
    ['a key is no user', user, key('read', 'write'), 'forbidden'],
    ['a member operation needs a session or key', reading, nobody, 'not-signed-in'],
    ['a user sees no workspace but their own', reading, stranger, 'workspace-not-visible'],
    ['any function may read', reading, person('product'), null],
    ['a key with the scope may', reading, key('read'), null],
    ['write does not include read', reading, key('write', 'ingest'), 'forbidden'],
    ['one matching function is enough', administering, person('csm', 'admin'), null],
    ['another function may not', administering, person('csm', 'cs-head'), 'forbidden'],
    ['no key where no scope is declared', administering, key('read', 'write', 'ingest'), 'forbidden'],
    ['no person where no function is declared', ingesting, person('admin'), 'forbidden'],
    ['an ingest key may send', ingesting, key('ingest'), null],
    ['the operator may do everything in a workspace', administering, local({ kind: 'operator' }), null],
  ] as const)('%s', (_, access, caller, expected) => {
    expect(refusalOf(access, caller)).toBe(expected);
  });
});
