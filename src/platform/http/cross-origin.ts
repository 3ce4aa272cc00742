import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Operation } from '../../contract/operation.ts';
import { isIngest } from './credentials.ts';

/** A day: browsers ask again after two hours at the latest, whatever is said here. */
const PREFLIGHT_SECONDS = 86_400;

/**
 * Lets pages of any site send facts. Without credentials: what counts is the ingest key in the call, which can only send, never a cookie;
 * so no other address answers a page of another site.
 */
export function openToAllSites(reply: FastifyReply): void {
  reply.header('access-control-allow-origin', '*');
  reply.header('access-control-expose-headers', 'retry-after, x-request-id');
  reply.header('cross-origin-resource-policy', 'cross-origin');
}

/** Answers what browsers ask before they send JSON or a header with a key to the addresses of ingest. */
export function answerPreflights(app: FastifyInstance, operations: readonly Operation[]): void {
  for (const { path } of operations.filter(isIngest))
    app.options(path, async (_request, reply) => {
      openToAllSites(reply);
      return reply
        .header('access-control-allow-methods', 'POST')
        .header('access-control-allow-headers', 'authorization, content-type, content-encoding')
        .header('access-control-max-age', PREFLIGHT_SECONDS)
        .status(204)
        .send();
    });
}
