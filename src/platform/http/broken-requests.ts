import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions, FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors.ts';
import { problemOf } from './problem.ts';

/** How long a connection may keep the server waiting, in milliseconds. Without an end, a few hundred silent clients would use it up. */
export interface Patience {
  /** Until the head of a request is there. */
  readonly head: number;
  /** Until a request is there as a whole. */
  readonly request: number;
  /** Between two signs of life, also while an answer is made or fetched. */
  readonly silence: number;
  /** How often is looked. */
  readonly look: number;
}

/** A request may be an import of 64 MB over a line of 5 Mbit/s, and its answer may take minutes to make. */
export const PATIENCE: Patience = { head: 20_000, request: 120_000, silence: 600_000, look: 5_000 };

/** How a server deals with what never becomes a request. */
export function againstBrokenRequests({ head, request, silence, look }: Patience) {
  return {
    requestTimeout: request,
    connectionTimeout: silence,
    http: { requestTimeout: request, headersTimeout: head, connectionsCheckingInterval: look },
    clientErrorHandler: answerBroken,
  } satisfies FastifyHttpOptions<Server>;
}

/** A client may say that nothing more comes and wait for its answer (`nc -N`, some proxies). Node has the switch and does not declare it. */
export function answerHalfClosed(server: Server): void {
  Object.assign(server, { httpAllowHalfOpen: true });
}

/** Answers on the bare connection, as a problem like every other, and ends it. */
function answerBroken(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = problemOf(refusalOf(error.code ?? ''), randomUUID());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.code}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
}

function refusalOf(code: string): AppError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new AppError('too-slow', 'The request did not arrive as a whole in time.');
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError('too-large', 'The address and headers of the request are larger than 16 KB.', {
      hint: 'Ask for less at once, or send it in the body.',
    });
  return new AppError('invalid-input', 'This is not a request in HTTP/1.1.', { hint: 'Send it with an HTTP client.' });
}

/** Whether an error says no more than that a client went away before its body was whole: nothing of ours failed, and nobody waits. */
export function isCutOff(error: unknown, { raw }: FastifyRequest): boolean {
  return !(error instanceof AppError) && raw.destroyed && !raw.complete;
}
