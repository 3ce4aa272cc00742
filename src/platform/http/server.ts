import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Operation } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PublicCtx, UserCtx } from '../context.ts';
import type { Logger } from '../log.ts';
import type { Module, Route } from '../module.ts';
import type { Runtime } from '../runtime.ts';
import { refusalOf } from './access-check.ts';
import { againstBrokenRequests, answerHalfClosed, isCutOff, PATIENCE, type Patience } from './broken-requests.ts';
import type { Authenticate, Caller, Membership } from './caller.ts';
import { credentialsOf, isIngest, webHeaders } from './credentials.ts';
import { answerPreflights, openToAllSites } from './cross-origin.ts';
import { isGuessable, type LimitChecks, limitChecks, type TryLimits } from './limits.ts';
import { knownError, problemOf, retryAfter } from './problem.ts';
import { rawInput, readBuffers, uploadIn } from './raw-input.ts';
import { type Answer, runInWorkspace, runOutside } from './run-operation.ts';
import { refuseCrossSite } from './same-origin.ts';
import { sendSecurityHeaders } from './security-headers.ts';
import { sendAnswer } from './send-answer.ts';
import { answerWithPage, serveStaticFiles } from './static-files.ts';

export interface ServerParts {
  readonly runtime: Runtime;
  readonly modules: readonly Module[];
  readonly authenticate: Authenticate;
  readonly log: Logger;
  /** Address under which people reach this server; set when it stands behind a proxy. */
  readonly publicUrl: string | null;
  /** Folder of the built pages. */
  readonly webRoot: string;
  readonly limits: TryLimits;
  readonly patience?: Patience;
}

/** Body that an operation takes at most when it does not say. */
const BODY_LIMIT = 256 * 1024;

/** Builds the HTTP server from the operations of the modules. It listens only when asked to. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    // Nobody writes to the log of a request.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    ...againstBrokenRequests(parts.patience ?? PATIENCE),
    bodyLimit: BODY_LIMIT,
    // One hop: with more, a client could write its own address.
    trustProxy: parts.publicUrl === null ? false : (_address, hop) => hop < 1,
    routerOptions: { maxParamLength: 4096 },
    frameworkErrors: (error, request, reply) => void sendProblem(error, request as FastifyRequest, reply as FastifyReply, parts.log),
  }) as unknown as FastifyInstance;
  answerHalfClosed(app.server);
  // An expectation that we do not know is a wish: the call is answered as if it were not there, not with an empty 417.
  app.server.on('checkExpectation', (request, answer) => app.server.emit('request', request, answer));
  readBuffers(app);
  app.addHook('onSend', (request, reply, body, done) => {
    reply.header('x-request-id', request.id);
    done(null, body);
  });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, parts.log));
  app.setNotFoundHandler(async (request, reply) => {
    if (await answerWithPage(request, reply, parts.webRoot)) return reply;
    return sendProblem(
      new AppError('not-found', `There is nothing at ${request.method} ${request.url.split('?')[0]?.slice(0, 200)}.`),
      request,
      reply,
      parts.log,
    );
  });
  sendSecurityHeaders(app, parts.publicUrl);
  await app.register(rateLimit, { global: false });
  await serveStaticFiles(app, parts.webRoot);
  const checks = limitChecks(app, parts.limits);
  const routes = parts.modules.flatMap((module) => module.routes ?? []);
  for (const route of routes) addRoute(app, parts, checks, route);
  answerPreflights(
    app,
    routes.map(({ operation }) => operation),
  );
  return app;
}

function addRoute(app: FastifyInstance, parts: ServerParts, checks: LimitChecks, route: Route): void {
  const { operation } = route;
  const callers = new WeakMap<FastifyRequest, Caller>();
  const guessable = isGuessable(operation);
  const ingest = isIngest(operation);
  const bodyLimit = operation.bodyLimit ?? BODY_LIMIT;
  app.route({
    method: operation.method,
    url: operation.path,
    bodyLimit,
    // Before the body is read: strangers do not get to send megabytes.
    onRequest: async (request, reply) => {
      if (ingest) openToAllSites(reply);
      if (guessable) await checks.beforeBody(request);
      callers.set(request, await admit(parts, operation, request));
    },
    handler: async (request, reply) => {
      const caller = callers.get(request) ?? { kind: 'none' };
      const input = await rawInput(operation, request, bodyLimit);
      if (guessable) await checks.afterBody(request, input);
      return sendAnswer(reply, await carryOut(parts, route, caller, input, request, reply), operation.file);
    },
  });
}

/** Finds out who calls and whether they may. */
async function admit(parts: ServerParts, operation: Operation, request: FastifyRequest): Promise<Caller> {
  const credentials = credentialsOf(request, operation);
  // A key is not sent by browsers on their own, and ingest knows nobody by a cookie; everything else may ride on one.
  if (credentials.key === null && !isIngest(operation)) {
    const { 'sec-fetch-site': site, origin } = request.headers;
    refuseCrossSite(
      { method: request.method, secFetchSite: Array.isArray(site) ? site[0] : site, origin, host: request.host },
      parts.publicUrl,
    );
  }
  if (operation.access.who === 'public') return { kind: 'none' };
  const caller = await parts.authenticate(credentials);
  const refusal = refusalOf(operation.access, caller);
  if (refusal === 'not-signed-in') throw new AppError('not-signed-in', 'This needs a session or an API key.');
  if (refusal === 'forbidden') throw new AppError('forbidden', `You may not call ${operation.id}.`);
  if (refusal === 'workspace-not-visible') throw workspaceRefused(credentials.workspaceKey);
  if (caller.kind === 'key' && credentials.workspaceKey !== null && credentials.workspaceKey !== caller.member.workspace.key)
    throw workspaceRefused(credentials.workspaceKey);
  return caller;
}

function workspaceRefused(key: string | null): AppError {
  if (key === null)
    return new AppError('invalid-input', 'Name the workspace.', {
      hint: 'Send its key in the header x-mooring-workspace.',
      issues: [{ path: 'x-mooring-workspace', message: 'is missing' }],
    });
  return new AppError('not-found', `There is no workspace '${key}' that you can see.`);
}

async function carryOut(
  parts: ServerParts,
  route: Route,
  caller: Caller,
  input: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Answer> {
  if (route.operation.access.who === 'member') return runInWorkspace(parts.runtime, route, memberOf(caller), input, uploadIn(request));
  const ctx = publicCtx(parts, request, reply);
  return runOutside(
    route,
    caller.kind === 'user' ? ({ ...ctx, userId: caller.userId, sessionId: caller.sessionId } satisfies UserCtx) : ctx,
    input,
  );
}

function memberOf(caller: Caller): Membership {
  if (caller.kind === 'none' || caller.member === null) throw new AppError('not-signed-in', 'This needs a session or an API key.');
  return caller.member;
}

function publicCtx({ runtime, log }: ServerParts, request: FastifyRequest, reply: FastifyReply): PublicCtx {
  return {
    now: runtime.clock(),
    unscopedDb: runtime.unscopedDb,
    log,
    request: { headers: webHeaders(request), ip: request.ip, setCookie: (header) => void reply.header('set-cookie', header) },
  };
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const known = isCutOff(error, request) ? new AppError('invalid-input', 'The body ended before it was whole.') : knownError(error);
  const problem = problemOf(known, request.id);
  if (problem.status >= 500)
    log.error(
      { requestId: request.id, method: request.method, path: request.url.split('?')[0], err: known, cause: known.cause },
      known.message,
    );
  const wait = waitOf(known) ?? retryAfter(problem.code);
  if (wait !== null) reply.header('retry-after', wait);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

function waitOf({ cause }: AppError): number | null {
  return typeof cause === 'object' && cause !== null && 'retryAfter' in cause && typeof cause.retryAfter === 'number'
    ? cause.retryAfter
    : null;
}
