import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { operation } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { UserId, WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../context.ts';
import type { Db } from '../db/db.ts';
import { type Module, Reply, route } from '../module.ts';
import type { Runtime } from '../runtime.ts';
import type { Authenticate } from './caller.ts';
import { openApiOf } from './openapi.ts';
import { buildServer } from './server.ts';

const workspace = { id: 'ws_1' as WorkspaceId, key: 'acme', name: 'Acme', timeZone: 'UTC', locale: 'en-US' } as const;
const read = { who: 'member', functions: 'any', key: 'read' } as const;
const echo = operation({
  id: 'test.echo',
  method: 'GET',
  path: '/api/v1/echo/:externalId',
  summary: 'Echo.',
  access: read,
  input: z.object({ externalId: z.string().max(200), n: z.coerce.number().int().optional() }),
  output: z.object({ externalId: z.string(), n: z.number().optional(), who: z.string() }),
  errors: [],
});
const save = operation({
  id: 'test.save',
  method: 'POST',
  path: '/api/v1/things/:id',
  summary: 'Save.',
  access: { ...read, key: 'write' },
  input: z.object({ id: z.string(), text: z.string() }),
  output: z.object({ id: z.string(), text: z.string(), transaction: z.boolean() }),
  errors: ['conflict'],
  bodyLimit: 2000,
});
const ingest = operation({
  id: 'test.ingest',
  method: 'POST',
  path: '/v1/batch',
  summary: 'Ingest.',
  access: { who: 'member', functions: [], key: 'ingest' },
  input: z.looseObject({ batch: z.array(z.unknown()) }),
  output: z.object({ kept: z.number() }),
  errors: [],
  bodyLimit: 5000,
});
const broken = operation({
  id: 'test.broken',
  method: 'GET',
  path: '/api/v1/broken',
  summary: 'Breaks.',
  access: read,
  input: z.object({ how: z.string() }),
  output: z.object({ ok: z.literal(true) }),
  errors: [],
});
const enter = operation({
  id: 'test.enter',
  method: 'POST',
  path: '/api/v1/enter',
  summary: 'Enter.',
  access: { who: 'public', why: 'test' },
  input: z.object({ email: z.string() }),
  output: z.object({ ip: z.string() }),
  errors: [],
});
const self = operation({
  id: 'test.self',
  method: 'GET',
  path: '/api/v1/self',
  summary: 'Self.',
  access: { who: 'user' },
  input: z.object({}),
  output: z.object({ userId: z.string() }),
  errors: [],
});

const modules: readonly Module[] = [
  {
    name: 'test',
    routes: [
      route(echo, async (ctx, input) => ({ ...input, who: ctx.principal.kind, secret: 'stays inside' })),
      route(save, async (ctx, input) => ({ ...input, transaction: 'inTransaction' in ctx })),
      route(ingest, async (_, { batch }) => (batch.length === 0 ? new Reply(400, { kept: 0 }) : { kept: batch.length }), {
        transaction: false,
      }),
      route(broken, async (_, { how }) => {
        if (how === 'output') return { ok: false } as unknown as { ok: true };
        if (how === 'busy') throw new AppError('unavailable', 'Stopping.');
        throw new Error('select password from secrets');
      }),
      route(enter, async ({ request }) => {
        request.setCookie('a=1');
        request.setCookie('b=2');
        return { ip: request.ip };
      }),
      route(self, async ({ userId }) => ({ userId })),
    ],
  },
];

const authenticate: Authenticate = async ({ cookie, key, workspaceKey }) => {
  if (key !== null) {
    if (!key.startsWith('mk_')) throw new AppError('wrong-key', 'The key is unknown.');
    return {
      kind: 'key',
      member: {
        workspace,
        principal: { kind: 'key', keyId: 'k', name: 'k', scopes: key.slice(3).split('+') as ('read' | 'write' | 'ingest')[] },
      },
    };
  }
  if (cookie !== 'session=ok') return { kind: 'none' };
  const principal = {
    kind: 'person',
    userId: 'usr_1' as UserId,
    personId: 'per_1' as never,
    functions: ['csm'],
    scope: 'all',
    teamId: null,
  } as const;
  return { kind: 'user', userId: 'usr_1' as UserId, sessionId: 's', member: workspaceKey === 'acme' ? { workspace, principal } : null };
};

const ctx = (principal: unknown, more = {}): Ctx => ({ workspace, principal, ...more }) as unknown as Ctx;
const runtime: Runtime = {
  clock: () => 0 as Instant,
  unscopedDb: {} as Db,
  read: async (_workspace, principal, run) => run(ctx(principal)),
  write: async (_workspace, principal, run) => run(ctx(principal, { inTransaction: true })),
  runJob: async () => {},
  settle: async () => {},
  start: async () => {},
  stop: async () => {},
};

const webRoot = mkdtempSync(join(tmpdir(), 'mooring-web-'));
const build = (publicUrl: string | null = null): Promise<FastifyInstance> =>
  buildServer({
    runtime,
    modules,
    authenticate,
    log: pino({ level: 'silent' }),
    publicUrl,
    webRoot,
    limits: { perAddress: 5, perEmail: 3 },
  });
let app: FastifyInstance;

beforeAll(async () => {
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Mooring</title>');
  writeFileSync(join(webRoot, 'assets', 'main-abc123.js'), 'export {};');
  writeFileSync(join(webRoot, 'assets', 'main-abc123.js.gz'), gzipSync('export {};'));
  app = await build();
});
afterAll(async () => {
  await app.close();
  rmSync(webRoot, { recursive: true });
});

const session = { cookie: 'session=ok', 'x-mooring-workspace': 'acme' };
const key = (scopes: string): { authorization: string } => ({ authorization: `Bearer mk_${scopes}` });
const code = (response: { json(): unknown }): unknown => (response.json() as { code: unknown }).code;

describe('calls', () => {
  test('path, query and principal reach the operation; what the contract does not name stays inside', async () => {
    const answer = await app.inject({ url: '/api/v1/echo/stable%2Fmariadb?n=3', headers: session });
    expect(answer.json()).toEqual({ externalId: 'stable/mariadb', n: 3, who: 'person' });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-request-id': expect.any(String) });
  });

  test('a long percent-encoded id is one path segment', async () => {
    const id = '客户/😀'.repeat(40);
    expect((await app.inject({ url: `/api/v1/echo/${encodeURIComponent(id)}`, headers: key('read') })).json()).toMatchObject({
      externalId: id,
      who: 'key',
    });
  });

  test('a change runs in a transaction, and the path wins over the body', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/things/7', headers: session, payload: { id: '8', text: 'x' } });
    expect(answer.json()).toEqual({ id: '7', text: 'x', transaction: true });
  });

  test('an operation may answer with another status', async () => {
    const answer = await app.inject({ method: 'POST', url: '/v1/batch', headers: key('ingest'), payload: { batch: [] } });
    expect([answer.statusCode, answer.json()]).toEqual([400, { kept: 0 }]);
  });

  test('cookies are set one header each', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/enter',
      payload: { email: 'a@example.com' },
      remoteAddress: '10.0.0.9',
    });
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });
});

describe('who may', () => {
  test.each([
    ['nobody', '/api/v1/echo/a', {}, 401, 'not-signed-in'],
    ['a wrong key', '/api/v1/echo/a', { authorization: 'Bearer nonsense' }, 401, 'wrong-key'],
    ['a key without the scope', '/api/v1/echo/a', key('write'), 403, 'forbidden'],
    ['a key that names another workspace', '/api/v1/echo/a', { ...key('read'), 'x-mooring-workspace': 'other' }, 404, 'not-found'],
    ['a session in a foreign workspace', '/api/v1/echo/a', { ...session, 'x-mooring-workspace': 'other' }, 404, 'not-found'],
    ['a session that names no workspace', '/api/v1/echo/a', { cookie: 'session=ok' }, 400, 'invalid-input'],
    ['a key where a user is needed', '/api/v1/self', key('read'), 403, 'forbidden'],
    [
      'a Basic key where only Bearer is read',
      '/api/v1/echo/a',
      { authorization: `Basic ${Buffer.from('mk_read:').toString('base64')}` },
      401,
      'not-signed-in',
    ],
  ])('%s: refused', async (_, url, headers, status, expected) => {
    const answer = await app.inject({ url, headers });
    expect([answer.statusCode, code(answer), answer.headers['content-type']]).toEqual([
      status,
      expected,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test('another site cannot use the session, and a key is not asked where it comes from', async () => {
    const change = { method: 'POST', url: '/api/v1/things/7', payload: { text: 'x' } } as const;
    const crossSite = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect(code(await app.inject({ ...change, headers: { ...session, ...crossSite } }))).toBe('cross-site-request');
    expect((await app.inject({ ...change, headers: { ...key('write'), ...crossSite } })).statusCode).toBe(200);
  });
});

describe('hostile and wrong input', () => {
  test.each([
    ['a missing field', '{}', 'application/json', 400, 'invalid-input'],
    ['no object', '[1]', 'application/json', 400, 'invalid-input'],
    ['malformed JSON', '{"text":', 'application/json', 400, 'malformed-json'],
    ['a form', 'text=x', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    ['plain text where JSON is wanted', '{"text":"x"}', 'text/plain', 415, 'unsupported-media-type'],
    ['too much', JSON.stringify({ text: 'x'.repeat(3000) }), 'application/json', 413, 'too-large'],
    ['a prototype', '{"text":"x","__proto__":{"admin":true}}', 'application/json', 400, 'invalid-input'],
  ])('%s', async (_, payload, type, status, expected) => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/things/7', headers: { ...session, 'content-type': type }, payload });
    expect([answer.statusCode, code(answer)]).toEqual([status, expected]);
  });

  test('the issues name the fields', async () => {
    const answer = await app.inject({ url: '/api/v1/echo/a?n=many', headers: session });
    expect(answer.json()).toMatchObject({ code: 'invalid-input', issues: [{ path: 'n', message: expect.any(String) }] });
  });

  test('a broken answer and an unknown error are ours, and say nothing', async () => {
    for (const how of ['output', 'throw']) {
      const answer = await app.inject({ url: `/api/v1/broken?how=${how}`, headers: session });
      expect([answer.statusCode, code(answer)]).toEqual([500, 'internal']);
      expect(answer.body).not.toContain('secret');
    }
  });

  test('unavailable says when to come back', async () => {
    const answer = await app.inject({ url: '/api/v1/broken?how=busy', headers: session });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '10']);
  });

  test('broken percent-encoding is no defect of ours', async () => {
    expect((await app.inject({ url: '/api/v1/echo/%zz', headers: session })).statusCode).toBe(404);
  });
});

describe('ingest speaks as Segment clients do', () => {
  const basic = { authorization: `Basic ${Buffer.from('mk_ingest:').toString('base64')}` };
  const payload = JSON.stringify({ batch: [{}, {}] });

  test.each([
    ['Basic and JSON', { ...basic, 'content-type': 'application/json' }, payload],
    ['JSON as plain text', { ...basic, 'content-type': 'text/plain;charset=UTF-8' }, payload],
    ['gzip', { ...basic, 'content-type': 'application/json', 'content-encoding': 'gzip' }, gzipSync(payload)],
    [
      'gzip called a form',
      { ...basic, 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
      gzipSync(payload),
    ],
  ])('%s', async (_, headers, body) => {
    expect((await app.inject({ method: 'POST', url: '/v1/batch', headers, payload: body })).json()).toEqual({ kept: 2 });
  });

  test('a bomb is too large', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/batch',
      headers: { ...basic, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      payload: gzipSync(' '.repeat(1_000_000)),
    });
    expect(answer.statusCode).toBe(413);
  });
});

describe('brakes', () => {
  test('one address, and one e-mail from many addresses, are slowed down', async () => {
    const enterFrom = (remoteAddress: string, email: string): Promise<{ statusCode: number; headers: Record<string, unknown> }> =>
      app.inject({ method: 'POST', url: '/api/v1/enter', payload: { email }, remoteAddress });
    const byAddress = [];
    for (let n = 0; n < 6; n++) byAddress.push((await enterFrom('10.0.0.1', `a${n}@example.com`)).statusCode);
    expect(byAddress).toEqual([200, 200, 200, 200, 200, 429]);
    const byEmail = [];
    for (let n = 0; n < 4; n++) byEmail.push(await enterFrom(`10.0.1.${n}`, 'Victim@example.com'));
    expect(byEmail.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429]);
    expect(Number(byEmail[3]?.headers['retry-after'])).toBeGreaterThan(200);
  });

  test('the address a client writes itself counts only behind a proxy, and only the last hop', async () => {
    const forwarded = { 'x-forwarded-for': '6.6.6.6, 7.7.7.7' };
    const behind = await build('https://mooring.example.com');
    const ask = async (server: FastifyInstance): Promise<unknown> =>
      (
        await server.inject({
          method: 'POST',
          url: '/api/v1/enter',
          headers: forwarded,
          payload: { email: 'z@example.com' },
          remoteAddress: '10.0.2.1',
        })
      ).json();
    expect([await ask(app), await ask(behind)]).toEqual([{ ip: '10.0.2.1' }, { ip: '7.7.7.7' }]);
    await behind.close();
  });
});

describe('pages', () => {
  test('hashed files stay for ever, pages are asked for again, and every address of a page is the page', async () => {
    expect((await app.inject('/assets/main-abc123.js')).headers['cache-control']).toContain('immutable');
    for (const url of ['/', '/index.html', '/acme/customers/stable%2Fmariadb']) {
      const page = await app.inject(url);
      expect([page.statusCode, page.headers['cache-control'], page.body.includes('<title>Mooring')]).toEqual([200, 'no-cache', true]);
      expect(page.headers['content-security-policy']).toMatch(/script-src 'self';/);
    }
  });

  test('a file that the build also wrote compressed is sent so to those who take it', async () => {
    const ask = (encoding: string) => app.inject({ url: '/assets/main-abc123.js', headers: { 'accept-encoding': encoding } });
    const [plain, packed] = [await ask('identity'), await ask('gzip, br')];
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'export {};']);
    expect([packed.headers['content-encoding'], gunzipSync(packed.rawPayload).toString()]).toEqual(['gzip', 'export {};']);
    expect(packed.headers).toMatchObject({ vary: 'accept-encoding', 'content-type': plain.headers['content-type'] });
    expect(packed.headers['cache-control']).toContain('immutable');
  });

  test.each(['/api/v1/nothing', '/v1/nothing', '/assets/gone-1.js'])('%s is not a page', async (url) => {
    const answer = await app.inject(url);
    expect([answer.statusCode, code(answer)]).toEqual([404, 'not-found']);
  });
});

test('OpenAPI: every operation with its parameters, body and problems', () => {
  const description = openApiOf([echo, save], '1.2.3') as unknown as {
    openapi: string;
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };
  expect(description.openapi).toBe('3.1.0');
  expect(description.paths['/api/v1/echo/{externalId}']?.get).toMatchObject({
    operationId: 'test.echo',
    security: [{ session: [] }, { key: ['read'] }],
    parameters: [
      { name: 'externalId', in: 'path', required: true },
      { name: 'n', in: 'query', required: false },
      { name: 'x-mooring-workspace', in: 'header' },
    ],
  });
  expect(description.paths['/api/v1/things/{id}']?.post).toMatchObject({
    requestBody: { required: true, content: { 'application/json': { schema: { required: ['text'] } } } },
  });
  expect(Object.keys((description.paths['/api/v1/things/{id}']?.post?.responses ?? {}) as object)).toContain('409');
});
