import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { sendJob } from './contract.ts';
import type { listDeliveries, retryDelivery } from './contract-channels.ts';
import { isBot, KEPT_DAYS } from './send.ts';
import { allBots } from './store-channels.ts';
import { countDeliveries, deliveryById, latestDeliveries, restartDelivery } from './store-deliveries.ts';

/** Messages that left or will leave the house. What they said is not kept: only to whom, when, and what became of them. */
export async function deliveryList(ctx: Ctx, { are, limit }: InputOf<typeof listDeliveries>): Promise<OutputOf<typeof listDeliveries>> {
  const found = await latestDeliveries(ctx, are, limit);
  const bots = new Map((await allBots(ctx)).map((bot) => [bot.id, bot]));
  const names = await personNames(
    ctx,
    found.map(({ recipient }) => recipient).filter((one): one is PersonId => !isBot(one)),
  );
  const deliveries = found.flatMap(({ id, recipient, kind, state, attempts, notices, createdAt, dueAt, endedAt, answer }) => {
    const bot = isBot(recipient) ? bots.get(recipient) : undefined;
    // Of a bot that is gone nothing is known any more.
    if (isBot(recipient) && bot === undefined) return [];
    return [
      {
        deliveryId: id,
        channel: bot?.kind ?? ('mail' as const),
        to: bot?.name ?? names.get(recipient as PersonId) ?? '',
        ...{ kind, state, attempts, notices, answer },
        createdAt: formatInstant(createdAt),
        dueAt: state === 'waiting' ? formatInstant(dueAt) : null,
        endedAt: endedAt === null ? null : formatInstant(endedAt),
      },
    ];
  });
  return { deliveries, counts: await countDeliveries(ctx), keptDays: KEPT_DAYS };
}

/** Tries a message again, because somebody says so: it may then arrive twice. */
export async function retry(ctx: Ctx, { deliveryId }: InputOf<typeof retryDelivery>): Promise<OutputOf<typeof retryDelivery>> {
  const delivery = await deliveryById(ctx, deliveryId);
  if (delivery === null) throw new AppError('not-found', `There is no message '${deliveryId}'.`);
  if (!(await restartDelivery(ctx, deliveryId)))
    throw new AppError('conflict', 'This message is under way, or has arrived.', { hint: 'Reload, and look what became of it.' });
  await audit(ctx, { action: 'notice.retried', subject: deliveryId, before: { state: delivery.state }, after: { state: 'waiting' } });
  ctx.requestJob(sendJob);
  return { deliveryId };
}
