import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { addDays, type Day, daysBetween, formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { EventChoice } from '../../platform/events/port.ts';
import { accountByExternalId, accountsById, visibleAccountIds } from '../accounts/reads.ts';
import type { countEvents, findEvents } from './contract-sources.ts';
import { callKept, propertiesIn } from './core/mapping.ts';
import { mappingOf } from './mapping-memory.ts';

/** A question looks at so many days, unless it says otherwise; and at no more than a year. */
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

/** Single events that the caller may see. */
export async function eventsFound(ctx: Ctx, input: InputOf<typeof findEvents>): Promise<OutputOf<typeof findEvents>> {
  const { choice, from, to } = await choiceOf(ctx, input);
  const { mapping } = await mappingOf(ctx);
  const { events, total } = await ctx.events.find(ctx.workspace.id, { ...choice, limit: input.limit });
  const accounts = await accountsById(ctx, [...new Set(events.map(({ accountId }): AccountId => accountId))]);
  return {
    ...{ from, to, total },
    events: events.map((event) => {
      const { messageId, userId, name, kind, module, client, source, excluded } = event;
      const read = propertiesIn(event.properties);
      const { $call: _, ...properties } = read ?? {};
      const account = accounts.get(event.accountId);
      return {
        ...{ messageId, user: userId, name, kind, module, client, source, excluded, properties },
        ...mapping.measures(callKept(read), name, read),
        customer: { externalId: account?.externalId ?? '', name: account?.name ?? '' },
        occurredAt: formatInstant(event.occurredAt),
        recordedAt: formatInstant(event.recordedAt),
      };
    }),
  };
}

/** How many there are, by day and by what they are labelled with. */
export async function eventsCounted(ctx: Ctx, input: InputOf<typeof countEvents>): Promise<OutputOf<typeof countEvents>> {
  const { choice, from, to } = await choiceOf(ctx, input);
  const { days, modules, otherModules, kinds, clients } = await ctx.events.counts(ctx.workspace.id, choice);
  return { from, to, days: [...days], modules: [...modules], otherModules, kinds: [...kinds], clients: [...clients] };
}

type Asked = InputOf<typeof countEvents>;

/** What is asked for, within what the caller may see and within bounds. */
async function choiceOf(ctx: Ctx, asked: Asked): Promise<{ choice: EventChoice; from: Day; to: Day }> {
  // Clocks of senders may be a little ahead of ours.
  const to = asked.to ?? addDays(ctx.today, 1);
  const from = asked.from ?? addDays(to, -USUAL_DAYS);
  if (from > to || daysBetween(from, to) > MOST_DAYS)
    throw new AppError('invalid-input', `From ${from} to ${to} is no stretch of at most ${MOST_DAYS} days.`, {
      hint: 'Ask for a year at most; ask several times for more.',
      issues: [{ path: 'from', message: `must lie at most ${MOST_DAYS} days before 'to'` }],
    });
  const { user, name, kind, module, source, customer } = asked;
  const whose = customer === undefined ? await whoseVisible(ctx) : { accountId: (await accountByExternalId(ctx, customer)).accountId };
  return {
    ...{ from, to },
    choice: {
      ...{ from, to },
      ...whose,
      ...(user === undefined ? {} : { userId: user }),
      ...(name === undefined ? {} : { name }),
      ...(kind === undefined ? {} : { kind }),
      ...(module === undefined ? {} : { module }),
      ...(source === undefined ? {} : { source }),
    },
  };
}

async function whoseVisible(ctx: Ctx): Promise<EventChoice> {
  const visible = await visibleAccountIds(ctx);
  return visible === 'all' ? {} : { accountIds: visible };
}
