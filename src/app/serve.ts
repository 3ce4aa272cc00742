import type { FastifyInstance } from 'fastify';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { ExitError } from '../platform/exit-codes.ts';
import { TRY_LIMITS } from '../platform/http/limits.ts';
import { buildServer } from '../platform/http/server.ts';
import type { Logger } from '../platform/log.ts';
import { type Mooring, openMooring } from './open-mooring.ts';
import { WEB_ROOT } from './program.ts';

/** A running server. */
export interface Serving {
  readonly url: string;
  readonly setupCode: string | null;
  /** Stops taking calls, finishes those under way, closes the stores. */
  close(): Promise<void>;
}

/** Opens the house and listens. */
export async function serve(config: Config, log: Logger, clock: Clock = systemClock): Promise<Serving> {
  let url = '';
  const mooring = await openMooring(config, { baseUrl: () => config.publicUrl ?? url, clock, log });
  try {
    const app = await serverOf(mooring, config, log);
    url = await listen(app, config);
    await mooring.runtime.start();
    return {
      url,
      setupCode: mooring.access.setupCode,
      async close() {
        await app.close();
        await mooring.close();
      },
    };
  } catch (error) {
    await mooring.close().catch(() => undefined);
    throw error;
  }
}

function serverOf({ runtime, modules, authenticate }: Mooring, config: Config, log: Logger): Promise<FastifyInstance> {
  return buildServer({ runtime, modules, authenticate, log, publicUrl: config.publicUrl, webRoot: WEB_ROOT, limits: TRY_LIMITS });
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw listenError(error, host, port);
  }
  const address = app.server.address();
  const open = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${reachableName(host)}:${open}`;
}

function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  switch (code) {
    case 'EADDRINUSE':
      return new ExitError('port in use', `Another program listens on port ${port}; set PORT to another one, or to 0 for any free one.`);
    case 'EACCES':
      return new ExitError('wrong usage', `Port ${port} needs more rights than this program has; set PORT to 1024 or more.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ExitError('wrong usage', `This machine has no address '${host}'; correct HOST.`);
    default:
      return error;
  }
}

/** A name under which this machine itself reaches the host. */
function reachableName(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
