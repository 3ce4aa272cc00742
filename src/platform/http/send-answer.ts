import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { StreamReply } from '../module.ts';
import type { Answer } from './run-operation.ts';

/** Sends what an operation answered: JSON, or a file. Answers are nobody's but the caller's. */
export function sendAnswer(reply: FastifyReply, { status, body }: Answer, fileType: string | undefined): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (typeof body === 'string')
    return reply
      .status(status ?? 200)
      .type('application/json; charset=utf-8')
      .send(body);
  reply
    .type(fileType ?? 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${body.name.replaceAll(/[^\w.-]/g, '_')}"`);
  // Cut short by an error, the connection breaks: half a file does not look like a whole one.
  if (body instanceof StreamReply) return reply.send(Readable.from(body.text, { objectMode: false }));
  return reply.header('content-length', body.bytes).send(createReadStream(body.path));
}
