import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import { dayFromNumber, dayNumber, formatInstant, type Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { EVENT_KINDS } from '../../platform/events/port.ts';
import { Reply } from '../../platform/module.ts';
import { ingestKeys } from '../access/reads.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import type { batch, listEvents, listLimits, listSources, listWaiting, Receipt } from './contract.ts';
import type { Call } from './core/kinds.ts';
import { meterOf } from './core/limits.ts';
import { isKept } from './core/receipt.ts';
import { ingest } from './ingest.ts';
import { nextMidnight, spend, usesNow } from './meters.ts';
import { countQuarantined, pruneRejected, waitingGroups } from './store.ts';
import { pruneKeyDays } from './store-meters.ts';

/** Settled 14: rejected items stay this long. */
const REJECTED_DAYS = 30;
const MS_PER_DAY = 86_400_000;

/** Takes a batch; when nothing of it was kept, the same receipt comes as a refusal. */
export async function takeBatch(ctx: Ctx, input: InputOf<typeof batch>): Promise<Receipt | Reply<Receipt>> {
  const giveBack = await spend(ctx, input.batch.length);
  try {
    const receipt: Receipt = await ingest(ctx, input);
    return isKept(receipt) ? receipt : new Reply(400, receipt);
  } catch (error) {
    giveBack();
    throw error;
  }
}

/** Takes one call sent to an address of its own, which says its type. */
export function takeCall(ctx: Ctx, call: Call, item: Readonly<Record<string, unknown>>): Promise<Receipt | Reply<Receipt>> {
  return takeBatch(ctx, { batch: [{ ...item, type: call }] });
}

/** Where events come from, the latest first. */
export async function sourceList(ctx: Ctx): Promise<OutputOf<typeof listSources>> {
  const sources = await ctx.events.deliveries(ctx.workspace.id);
  return {
    sources: [...sources]
      .sort((a, b) => b.lastRecordedAt - a.lastRecordedAt)
      .map(({ source, events, days, lastRecordedAt }) => {
        const last = days.at(-1);
        return {
          source,
          events,
          lastDay: last === undefined ? null : dayFromNumber(last),
          lastRecordedAt: formatInstant(lastRecordedAt),
        };
      }),
    waiting: await countQuarantined(ctx),
  };
}

/** What was kept aside or refused, and why. */
export async function waitingList(ctx: Ctx): Promise<OutputOf<typeof listWaiting>> {
  const groups = await waitingGroups(ctx);
  return {
    groups: groups.map(({ sample, latestAt, ...group }) => ({
      ...group,
      sample: JSON.parse(sample) as unknown,
      latestAt: formatInstant(latestAt),
    })),
  };
}

/** What the ingest keys have used of their limits. */
export async function limitList(ctx: Ctx): Promise<OutputOf<typeof listLimits>> {
  const useOf = await usesNow(ctx);
  const keys = await ingestKeys(ctx);
  return {
    keys: keys.map(({ keyId, name, limits }) => {
      const { inMinute, inDay } = useOf(keyId);
      return { keyId, name, minute: meterOf(inMinute, limits?.perMinute ?? null), day: meterOf(inDay, limits?.perDay ?? null) };
    }),
    dayEndsAt: formatInstant(nextMidnight(ctx)),
  };
}

/** The usage events of a customer that the caller may see, latest first. */
export async function eventList(ctx: Ctx, input: InputOf<typeof listEvents>): Promise<OutputOf<typeof listEvents>> {
  const kind = input.kind === undefined ? undefined : EVENT_KINDS.find((one) => one === input.kind);
  if (input.kind !== undefined && kind === undefined)
    throw new AppError('invalid-input', `There is no kind '${input.kind}'.`, {
      hint: `Kinds are: ${EVENT_KINDS.join(', ')}.`,
      issues: [{ path: 'kind', message: 'is not a kind of event' }],
    });
  const { accountId } = await accountByExternalId(ctx, input.externalId);
  const { events, total } = await ctx.events.find(ctx.workspace.id, {
    accountId,
    limit: input.limit,
    ...(input.from === undefined ? {} : { from: input.from }),
    ...(input.to === undefined ? {} : { to: input.to }),
    ...(kind === undefined ? {} : { kind }),
  });
  return {
    total,
    events: events.map((event) => ({
      messageId: event.messageId,
      name: event.name,
      kind: event.kind,
      userId: event.userId,
      module: event.module,
      source: event.source,
      occurredAt: formatInstant(event.occurredAt),
      recordedAt: formatInstant(event.recordedAt),
      excluded: event.excluded,
    })),
  };
}

/** Forgets old refusals. */
export async function prune(ctx: Ctx): Promise<void> {
  await pruneRejected(ctx, (ctx.now - REJECTED_DAYS * MS_PER_DAY) as Instant);
  await pruneKeyDays(ctx, dayNumber(ctx.today));
}
