import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Operation } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';

/** How often a stranger may try. */
export interface TryLimits {
  /** A minute and address. */
  readonly perAddress: number;
  /** In five minutes and e-mail address, from wherever. */
  readonly perEmail: number;
}

export const TRY_LIMITS: TryLimits = { perAddress: 30, perEmail: 10 };

export interface LimitChecks {
  beforeBody(request: FastifyRequest): Promise<void>;
  afterBody(request: FastifyRequest, input: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Whether an operation lets strangers try a secret: sign-in, setup, links. Telling whether we are healthy is no such thing. */
export function isGuessable({ access, method, path }: Operation): boolean {
  return access.who === 'public' && (method !== 'GET' || path.includes(':token'));
}

/** Brakes on guessing, kept in memory: one process serves. Call it after the plugin is registered. */
export function limitChecks(app: FastifyInstance, limits: TryLimits): LimitChecks {
  const byAddress = app.createRateLimit({
    max: limits.perAddress,
    timeWindow: '1 minute',
    keyGenerator: (request) => `address ${request.ip}`,
  });
  const emails = new WeakMap<FastifyRequest, string>();
  const byEmail = app.createRateLimit({
    max: limits.perEmail,
    timeWindow: '5 minutes',
    keyGenerator: (request) => `email ${emails.get(request) ?? ''}`,
  });
  const check = async (limit: typeof byAddress, request: FastifyRequest): Promise<void> => {
    const state = await limit(request);
    if (!state.isAllowed && state.isExceeded)
      throw new AppError('too-many-requests', `Too many tries; wait ${state.ttlInSeconds} seconds.`, {
        cause: { retryAfter: state.ttlInSeconds },
      });
  };
  return {
    beforeBody: (request) => check(byAddress, request),
    async afterBody(request, { email }) {
      if (typeof email !== 'string' || email === '') return;
      emails.set(request, email.trim().toLowerCase().slice(0, 254));
      await check(byEmail, request);
    },
  };
}
