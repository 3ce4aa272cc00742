import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { KeyScope, PersonFunction, RowScope } from '../src/contract/access.ts';
import type { Operation, OutputOf } from '../src/contract/operation.ts';
import { operationRequest } from '../src/contract/request.ts';
import { authenticateWith } from '../src/features/access/authenticate.ts';
import { acceptInvitation, createKey, invite, setup, signIn } from '../src/features/access/contract.ts';
import { accessModule } from '../src/features/access/module.ts';
import type { AccessParts } from '../src/features/access/parts.ts';
import { workspaceDirectory } from '../src/features/access/workspaces.ts';
import { type Instant, instant } from '../src/kernel/time.ts';
import type { WorkspaceInfo } from '../src/platform/context.ts';
import { createRuntime } from '../src/platform/create-runtime.ts';
import { openDuckDbEventStore } from '../src/platform/events/duckdb-event-store.ts';
import { buildServer } from '../src/platform/http/server.ts';
import type { Runtime } from '../src/platform/runtime.ts';
import { openDuckDbSeriesStore } from '../src/platform/series/duckdb-series-store.ts';
import type { Engine } from './engines.ts';

export const PASSWORD = 'correct horse battery';
export const OWNER = 'owner@example.com';

/** Who calls: cookies of a browser, a key, the workspace named, and how. */
export interface As {
  readonly cookie?: string;
  readonly key?: string;
  readonly workspace?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address the call comes from. */
  readonly address?: string;
}

export interface Answer<O extends Operation> {
  readonly status: number;
  /** `ok`, or the code of the problem. */
  readonly code: string;
  readonly body: OutputOf<O>;
  readonly text: string;
  readonly setCookies: readonly string[];
  /** As a browser sends it back. */
  readonly cookie: string;
}

/** The feature access alone, behind the real HTTP server. For its own tests; others use the whole house of make.ts. */
export interface AccessHouse {
  readonly parts: AccessParts;
  readonly runtime: Runtime;
  readonly server: FastifyInstance;
  setClock(iso: string): void;
  ask<O extends Operation>(operation: O, input: unknown, as?: As): Promise<Answer<O>>;
  setUp(): Promise<As>;
  /** Invites a person and has them join; what comes back is their browser. */
  join(
    owner: As,
    person: { email: string; functions?: PersonFunction[]; scope?: RowScope; teamId?: string },
  ): Promise<As & { personId: string }>;
  signIn(email: string, password?: string): Promise<As>;
  key(owner: As, scopes: KeyScope[]): Promise<{ secret: string; keyId: string }>;
  workspace(key: string): Promise<WorkspaceInfo>;
  close(): Promise<void>;
}

export async function makeAccessHouse(
  engine: Engine,
  { publicUrl = null, setupCode = null }: { publicUrl?: string | null; setupCode?: string | null } = {},
): Promise<AccessHouse> {
  let now: Instant = instant('2026-11-18T02:00:00Z');
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const relational = await engine.fresh();
  const clock = () => now;
  const parts: AccessParts = {
    relational,
    secret: 'a secret of at least thirty-two characters, for tests',
    publicUrl,
    baseUrl: () => 'http://127.0.0.1:4800',
    setupCode,
    clock,
    log,
  };
  const events = await openDuckDbEventStore(':memory:');
  const series = await openDuckDbSeriesStore(':memory:');
  const modules = [accessModule(parts)];
  const workspaces = workspaceDirectory(relational.unscopedDb);
  const runtime = createRuntime({ clock, relational, events, series, modules, workspaces, log });
  const server = await buildServer({
    runtime,
    modules,
    authenticate: authenticateWith(parts),
    log,
    publicUrl,
    webRoot: '/nonexistent',
    limits: { perAddress: 10_000, perEmail: 10_000 },
  });
  const ask: AccessHouse['ask'] = (operation, input, as) => askServer(server, operation, input, as);
  return {
    parts,
    runtime,
    server,
    setClock: (iso) => {
      now = instant(iso);
    },
    ask,
    async setUp() {
      const { cookie } = await ask(setup, setupInput);
      return { cookie, workspace: 'acme' };
    },
    async join(owner, { email, functions = ['csm'], scope = 'own', teamId }) {
      const name = email.split('@')[0] ?? email;
      const invited = await ask(invite, { email, name, functions, scope, ...(teamId === undefined ? {} : { teamId }) }, owner);
      const joined = await ask(acceptInvitation, { token: tokenOf(invited.body.link), name, password: PASSWORD });
      return { cookie: joined.cookie, workspace: owner.workspace ?? 'acme', personId: invited.body.personId };
    },
    async signIn(email, password = PASSWORD) {
      const { cookie } = await ask(signIn, { email, password });
      return { cookie, workspace: 'acme' };
    },
    async key(owner, scopes) {
      const { body } = await ask(createKey, { name: `key ${scopes.join(' ')}`, scopes }, owner);
      return { secret: body.secret, keyId: body.key.keyId };
    },
    async workspace(key) {
      const found = (await workspaces.all()).find((one) => one.key === key);
      if (found === undefined) throw new Error(`There is no workspace '${key}'.`);
      return found;
    },
    async close() {
      await server.close();
      await runtime.stop();
      await series.close();
      await events.close();
    },
  };
}

export const setupInput = {
  name: '王琳',
  email: OWNER,
  password: PASSWORD,
  workspaceKey: 'acme',
  workspaceName: '海风科技',
  timeZone: 'Asia/Shanghai',
  locale: 'zh-CN',
} as const;

/** The token at the end of an invitation or reset link. */
export function tokenOf(link: string): string {
  return link.split('/').at(-1) ?? '';
}

async function askServer<O extends Operation>(server: FastifyInstance, operation: O, input: unknown, as: As = {}): Promise<Answer<O>> {
  const { method, path, body } = operationRequest(operation, input as Record<string, unknown>);
  const answer = await server.inject({
    method: method as 'GET',
    url: path,
    remoteAddress: as.address ?? '127.0.0.1',
    headers: {
      ...(as.cookie === undefined ? {} : { cookie: as.cookie }),
      ...(as.key === undefined ? {} : { authorization: `Bearer ${as.key}` }),
      ...(as.workspace === undefined ? {} : { 'x-mooring-workspace': as.workspace }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...as.headers,
    },
    ...(body === null ? {} : { payload: body }),
  });
  const parsed = answer.json() as OutputOf<O> & { code?: string };
  const setCookies = [answer.headers['set-cookie'] ?? []].flat();
  return {
    status: answer.statusCode,
    code: answer.statusCode < 400 ? 'ok' : (parsed.code ?? ''),
    body: parsed,
    text: answer.body,
    setCookies,
    cookie: setCookies.map((cookie) => cookie.split(';')[0] ?? '').join('; '),
  };
}
