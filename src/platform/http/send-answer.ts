import { createReadStream } from 'node:fs';
import type { FastifyReply } from 'fastify';
import { FileReply } from '../module.ts';
import type { Answer } from './run-operation.ts';

/** Sends what an operation answered: JSON, or a file. Answers are nobody's but the caller's. */
export function sendAnswer(reply: FastifyReply, { status, body }: Answer, fileType: string | undefined): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (!(body instanceof FileReply))
    return reply
      .status(status ?? 200)
      .type('application/json; charset=utf-8')
      .send(body);
  return reply
    .type(fileType ?? 'application/octet-stream')
    .header('content-length', body.bytes)
    .header('content-disposition', `attachment; filename="${body.name.replaceAll(/[^\w.-]/g, '_')}"`)
    .send(createReadStream(body.path));
}
