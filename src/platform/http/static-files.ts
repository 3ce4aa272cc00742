import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Serves the built pages. Files under `assets/` carry a hash in their name, so they never change; everything else is asked for again. */
export async function serveStaticFiles(app: FastifyInstance, root: string): Promise<void> {
  if (!existsSync(join(root, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root,
    cacheControl: false,
    // The build has written each file also as .br and .gz.
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.setHeader('vary', 'accept-encoding');
      reply.setHeader('cache-control', path.startsWith(join(root, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Answers an address that is neither file nor operation: the page decides what it shows. False when it is no page address. */
export async function answerWithPage(request: FastifyRequest, reply: FastifyReply, root: string): Promise<boolean> {
  const [path = ''] = request.url.split('?');
  const isPage = (request.method === 'GET' || request.method === 'HEAD') && !/^\/(?:api|v1|assets)(?:\/|$)/.test(path);
  if (!isPage || !existsSync(join(root, 'index.html'))) return false;
  reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8');
  await reply.send(await readFile(join(root, 'index.html')));
  return true;
}
