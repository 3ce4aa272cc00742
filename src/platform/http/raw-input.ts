import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Operation } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import { readBody, storable } from './body.ts';
import { isIngest } from './credentials.ts';

/** What ingest reads besides JSON that is called JSON: browsers and RudderStack's client for Node call it by another name. */
const INGEST_TYPES = ['text/plain', 'application/x-www-form-urlencoded'];

/** Bodies arrive as bytes: an operation's own limits and dialect decide how they are read. */
export function readBuffers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/json', ...INGEST_TYPES], { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  // Pieces of files are not held in memory: whoever takes them reads them as they come.
  app.addContentTypeParser(UPLOAD_TYPE, (_request, body, done) => done(null, body));
}

const UPLOAD_TYPE = 'application/octet-stream';

/** The piece of a file that came with a request; null for every other body. */
export function uploadIn({ body }: FastifyRequest): Readable | null {
  return body instanceof Readable ? body : null;
}

/** Path, then query or body, as one object; what stands in the path cannot be overwritten. */
export async function rawInput(operation: Operation, request: FastifyRequest, limit: number): Promise<Record<string, unknown>> {
  const path = texts(request.params);
  if (operation.method === 'GET' || operation.method === 'DELETE') return { ...texts(request.query), ...path };
  if ((operation.upload === true) !== (uploadIn(request) !== null)) {
    const wanted = operation.upload === true ? UPLOAD_TYPE : 'application/json';
    throw new AppError('unsupported-media-type', `This address reads ${wanted}.`);
  }
  if (operation.upload === true) return { ...texts(request.query), ...path };
  refuseIngestType(operation, request.headers['content-type']);
  const body = Buffer.isBuffer(request.body)
    ? await readBody(request.body, request.headers['content-encoding'], limit, isIngest(operation))
    : {};
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('invalid-input', 'The body is not a JSON object.', { issues: [{ path: '', message: 'Send an object: {…}.' }] });
  return Object.keys(path).length === 0 ? (body as Record<string, unknown>) : { ...body, ...path };
}

/** A form or a plain text can be sent from any page without asking first, so only what takes no cookie reads them. */
function refuseIngestType(operation: Operation, contentType: string | undefined): void {
  if (isIngest(operation)) return;
  const type = INGEST_TYPES.find((name) => contentType?.toLowerCase().startsWith(name));
  if (type !== undefined) throw new AppError('unsupported-media-type', `This address does not read ${type}.`);
}

function texts(values: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, typeof value === 'string' ? storable(value) : value]),
  );
}
