import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { close } from './commands.ts';
import { type dismissStorm, type listStorms, type releaseStorm, type setStormLimits, stormChanged, warningOpened } from './contract.ts';
import { STORM } from './core/storm.ts';
import { endStorm, openStorms } from './store.ts';
import { keepStormLimits, saidStormLimits } from './store-rules.ts';

/** Storms that are not over, and from when on warnings are one. */
export async function stormList(ctx: Ctx): Promise<OutputOf<typeof listStorms>> {
  return { storms: [...(await openStorms(ctx))], limits: (await saidStormLimits(ctx)) ?? STORM };
}

/** Says from when on warnings of one rule are a storm. Those that wait already still wait. */
export async function sayStormLimits(ctx: Ctx, limits: InputOf<typeof setStormLimits>): Promise<OutputOf<typeof setStormLimits>> {
  const before = (await saidStormLimits(ctx)) ?? STORM;
  await keepStormLimits(ctx, limits);
  await audit(ctx, { action: 'warnings.storm-limits', subject: 'storm', before: { ...before }, after: { ...limits } });
  return limits;
}

/** Somebody looked: so many customers did change at once, and each becomes work. */
export async function release(ctx: Ctx, { rule }: InputOf<typeof releaseStorm>): Promise<OutputOf<typeof releaseStorm>> {
  const released = await ended(ctx, rule);
  for (const { id, accountId, openedOn } of released) await ctx.emit(warningOpened, { warningId: id, accountId, asOf: openedOn });
  await audit(ctx, { action: 'warnings.storm-released', subject: rule, before: null, after: { warnings: released.length } });
  return { released: released.length };
}

/** Somebody looked: it was an import, or the rule; none of the customers changed. */
export async function dismiss(ctx: Ctx, { rule }: InputOf<typeof dismissStorm>): Promise<OutputOf<typeof dismissStorm>> {
  const waiting = await ended(ctx, rule);
  for (const { id } of waiting) await close(ctx, id, 'false-alarm', actorOf(ctx.principal));
  await audit(ctx, { action: 'warnings.storm-dismissed', subject: rule, before: null, after: { warnings: waiting.length } });
  return { closed: waiting.map(({ id }) => id) };
}

async function ended(ctx: Ctx, rule: string): ReturnType<typeof endStorm> {
  const waiting = await endStorm(ctx, rule);
  if (waiting.length === 0) throw new AppError('not-found', `No warnings of '${rule}' wait.`, { hint: 'Somebody has looked already.' });
  await ctx.emit(stormChanged, { rule });
  return waiting;
}
