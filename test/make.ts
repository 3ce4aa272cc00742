import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { assemble, type Mooring } from '../src/app/open-mooring.ts';
import type { KeyScope, PersonFunction, RowScope } from '../src/contract/access.ts';
import type { Operation, OutputOf, SentInputOf } from '../src/contract/operation.ts';
import { operationRequest } from '../src/contract/request.ts';
import { acceptInvitation, createKey, invite, setup } from '../src/features/access/contract.ts';
import { AppError, type ErrorCode, InvariantError } from '../src/kernel/errors.ts';
import { type Instant, instant } from '../src/kernel/time.ts';
import type { BackedStores } from '../src/platform/backup/make-backup.ts';
import type { WorkspaceInfo } from '../src/platform/context.ts';
import { openDuckDbEventStore } from '../src/platform/events/duckdb-event-store.ts';
import type { Patience } from '../src/platform/http/broken-requests.ts';
import { buildServer } from '../src/platform/http/server.ts';
import type { Runtime } from '../src/platform/runtime.ts';
import { openDuckDbSeriesStore } from '../src/platform/series/duckdb-series-store.ts';
import { rememberSeries } from '../src/platform/series/remembered-series.ts';
import type { Engine } from './engines.ts';

/** Who calls: a signed-in browser in a workspace, a program with a key, or nobody. */
export interface As {
  readonly workspace?: Pick<WorkspaceInfo, 'key'>;
  readonly cookie?: string;
  readonly key?: string;
}

export interface TestClock {
  /** Sets the time, as in `2026-11-18T02:00:00Z`. */
  set(iso: string): void;
}

/** The whole house on one engine, reached through its real HTTP server. */
export interface House {
  readonly mooring: Mooring;
  readonly runtime: Runtime;
  readonly server: FastifyInstance;
  readonly stores: BackedStores;
  /** Folder of its backups. */
  readonly backups: string;
  readonly clock: TestClock;
  /** Calls an operation over HTTP; a refusal is thrown as the AppError it was. */
  call<O extends Operation>(operation: O, input: SentInputOf<O>, as?: As): Promise<OutputOf<O>>;
  /** Creates the owner and the first workspace, and signs the owner in. */
  setUp(options?: { workspaceKey?: string; timeZone?: string; name?: string; locale?: 'zh-CN' | 'en-US' }): Promise<Owner>;
  /** Invites a person and has them join. */
  addPerson(
    owner: Owner,
    person: { functions: PersonFunction[]; scope: RowScope; name: string; teamId?: string },
  ): Promise<{ personId: string; cookie: string }>;
  addKey(owner: Owner, scopes: KeyScope[]): Promise<string>;
  /** Runs requested jobs and delivers all news. */
  settle(): Promise<void>;
  /** Listens on a free port of this machine; for clients that are programs of their own. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** The owner of the first workspace, signed in. */
export interface Owner {
  readonly workspace: WorkspaceInfo;
  readonly cookie: string;
}

export const TEST_PASSWORD = 'correct horse battery';

/** Builds a house on an engine, at a time of its own; over stores that are open already where they are given. */
export async function makeHouse(
  engine: Engine,
  options: { at?: string; webRoot?: string; stores?: BackedStores; patience?: Patience; outbound?: readonly string[] } = {},
): Promise<House> {
  let now: Instant = instant(options.at ?? '2026-11-18T02:00:00Z');
  const log = pino({ level: process.env.TEST_LOG ?? 'fatal' });
  const stores = options.stores ?? {
    relational: await engine.fresh(),
    events: await openDuckDbEventStore(':memory:'),
    series: rememberSeries(await openDuckDbSeriesStore(':memory:')),
  };
  const backups = mkdtempSync(join(tmpdir(), 'mooring-backups-'));
  const mooring = assemble(stores, {
    backups,
    uploads: join(backups, 'uploads'),
    secret: 'a secret of at least thirty-two characters, for tests',
    publicUrl: null,
    exposed: false,
    outbound: options.outbound ?? [],
    baseUrl: () => 'http://127.0.0.1:4800',
    clock: () => now,
    log,
  });
  const { runtime, modules, authenticate } = mooring;
  const generous = { perAddress: 10_000, perEmail: 10_000 };
  const server = await buildServer({
    runtime,
    modules,
    authenticate,
    log,
    publicUrl: null,
    webRoot: options.webRoot ?? '/nonexistent',
    limits: generous,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
  });
  const call: House['call'] = async (operation, input, as) => (await ask(server, operation, input, as)).output;
  return {
    mooring,
    runtime,
    server,
    stores,
    backups,
    clock: {
      set: (iso) => {
        now = instant(iso);
      },
    },
    call,
    setUp: (wanted) => setUp(server, mooring, wanted),
    addPerson: (owner, person) => addPerson(server, owner, person),
    addKey: async (owner, scopes) => (await call(createKey, { name: `test ${scopes.join(' ')}`, scopes }, owner)).secret,
    settle: () => runtime.settle(),
    async listen() {
      await server.listen({ host: '127.0.0.1', port: 0 });
      return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    },
    async close() {
      await server.close();
      await mooring.close();
      rmSync(backups, { recursive: true, force: true });
    },
  };
}

async function ask<O extends Operation>(
  server: FastifyInstance,
  operation: O,
  input: SentInputOf<O>,
  as: As = {},
): Promise<{ output: OutputOf<O>; cookie: string }> {
  const { method, path, body } = operationRequest(operation, input as Record<string, unknown>);
  const answer = await server.inject({
    method: method as 'GET',
    url: path,
    headers: {
      ...(as.cookie === undefined ? {} : { cookie: as.cookie }),
      ...(as.key === undefined ? {} : { authorization: `Bearer ${as.key}` }),
      ...(as.workspace === undefined ? {} : { 'x-mooring-workspace': as.workspace.key }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === null ? {} : { payload: body }),
  });
  const output = answer.json() as OutputOf<O> & { code?: ErrorCode; detail?: string; hint?: string; issues?: [] };
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json');
  if (isProblem)
    throw new AppError(output.code ?? 'internal', output.detail ?? '', { hint: output.hint ?? '', issues: output.issues ?? [] });
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0] ?? '');
  return { output, cookie: cookies.join('; ') };
}

async function setUp(server: FastifyInstance, mooring: Mooring, options: Parameters<House['setUp']>[0] = {}): Promise<Owner> {
  const { workspaceKey = 'acme', timeZone = 'Asia/Shanghai', name = '王琳', locale = 'zh-CN' } = options;
  const input = { name, email: 'owner@example.com', password: TEST_PASSWORD, workspaceKey, workspaceName: workspaceKey, timeZone, locale };
  const { cookie } = await ask(server, setup, input);
  return { workspace: await workspaceOf(mooring, workspaceKey), cookie };
}

async function workspaceOf(mooring: Mooring, key: string): Promise<WorkspaceInfo> {
  const found = (await mooring.workspaces.all()).find((workspace) => workspace.key === key);
  if (found === undefined) throw new InvariantError(`There is no workspace '${key}'.`);
  return found;
}

let people = 0;

async function addPerson(
  server: FastifyInstance,
  owner: Owner,
  person: Parameters<House['addPerson']>[1],
): Promise<{ personId: string; cookie: string }> {
  people += 1;
  const { functions, scope, name, teamId = null } = person;
  const { output: invited } = await ask(server, invite, { email: `person-${people}@example.com`, name, functions, scope, teamId }, owner);
  const token = invited.link.split('/').at(-1) ?? '';
  const { cookie } = await ask(server, acceptInvitation, { token, name, password: TEST_PASSWORD });
  return { personId: invited.personId, cookie };
}
