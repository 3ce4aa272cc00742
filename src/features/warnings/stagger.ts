import { randomInt } from 'node:crypto';
import type { InputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { judgeAgain } from '../metrics/commands.ts';
import type { endStagger, Stagger, startStagger } from './contract-stagger.ts';
import { saidRule, sayRule } from './rules.ts';
import { endRunning, insertStagger } from './store-stagger.ts';

/** Seeds are kept as 32-bit numbers. */
const SEEDS = 2 ** 31 - 1;

/** Switches a rule on for a random half of the customers. Only one that is off: else the other half has had its warnings. */
export async function startHalf(ctx: Ctx, { rule }: InputOf<typeof startStagger>): Promise<Stagger> {
  const { active, version, definition } = await saidRule(ctx, rule);
  if (active)
    throw new AppError('conflict', `'${rule}' is switched on already, for everybody.`, {
      hint: 'Switch it off first: a start can be staggered, not what has begun.',
    });
  await sayRule(ctx, { rule, version, active: true, definition });
  const seed = randomInt(1, SEEDS);
  await insertStagger(ctx, rule, seed);
  await audit(ctx, { action: 'warnings.stagger-started', subject: rule, before: null, after: { seed } });
  return { rule, seed, startedOn: ctx.today, endedOn: null };
}

/** Switches it on for the other half too. */
export async function endHalf(ctx: Ctx, { rule }: InputOf<typeof endStagger>): Promise<Stagger> {
  const ended = await endRunning(ctx, rule);
  if (ended === null) throw new AppError('not-found', `'${rule}' is not switched on for half of the customers.`);
  await audit(ctx, { action: 'warnings.stagger-ended', subject: rule, before: { seed: ended.seed }, after: null });
  await judgeAgain(ctx);
  return ended;
}
