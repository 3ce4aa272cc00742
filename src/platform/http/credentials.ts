import type { FastifyRequest } from 'fastify';
import type { Operation } from '../../contract/operation.ts';
import type { Credentials } from './caller.ts';

/** Node's headers as the web's. */
export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  }
  return headers;
}

/**
 * Reads what tells who is calling. Only ingest takes a key as Basic user name, because elsewhere a browser might send one by itself, or in
 * the address, because a page that is being left can send no header: such a key can only send, and stands in the page anyway.
 */
export function credentialsOf(request: FastifyRequest, operation: Operation): Credentials {
  const named = request.headers['x-mooring-workspace'];
  return {
    cookie: request.headers.cookie ?? null,
    ip: request.ip,
    key: keyOf(request.headers.authorization, isIngest(operation)) ?? (isIngest(operation) ? keyInAddress(request) : null),
    workspaceKey: typeof named === 'string' && named !== '' ? named.slice(0, 100) : null,
  };
}

/** Whether an operation takes facts from programs: it then speaks the dialect of Segment's clients. */
export function isIngest({ access }: Operation): boolean {
  return access.who === 'member' && access.key === 'ingest';
}

function keyOf(authorization: string | undefined, basic: boolean): string | null {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (!basic || scheme.toLowerCase() !== 'basic') return null;
  const [user = ''] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return user === '' ? null : user;
}

function keyInAddress({ query }: FastifyRequest): string | null {
  const key = typeof query === 'object' && query !== null && 'writeKey' in query ? query.writeKey : null;
  return typeof key === 'string' && key !== '' ? key : null;
}
