import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { AccountId } from '../../kernel/ids.ts';
import { addDays, type Day, dayNumber, dayOf } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { UsageEvent } from '../../platform/events/port.ts';
import { fixTimeZone } from '../access/commands.ts';
import { rollupJob } from './contract.ts';
import type { Thing } from './core/fields.ts';
import { labelsOf, type Mapping, withWords } from './core/mapping.ts';
import { SINCE_EVER } from './core/registration.ts';
import { holdCounting } from './held.ts';
import { mappingOf } from './mapping-memory.ts';
import { forgetMemory as forgetAllOf } from './memory.ts';
import { namesOf, removeUsageOf, removeUsers } from './store-erase.ts';
import { markDirty } from './store-rollup.ts';
import { register, takeBack, type WrittenUser } from './users.ts';

/** Events that share a commit: bounds memory, and the time for which others wait. */
const PIECE = 5000;

/** A usage event as an importer knows it. */
export interface NewEvent extends Pick<UsageEvent, 'source' | 'messageId' | 'accountId' | 'userId' | 'name' | 'module' | 'client'> {
  readonly occurredAt: UsageEvent['occurredAt'];
  /** Automation and bulk rows: kept and shown, neither activity nor delivery (settled 13). */
  readonly excluded: boolean;
  /** What else its row says; null for nothing. */
  readonly properties: Thing | null;
}

/**
 * Runs an import, and has everything counted once at its end: a customer whose users are in and whose events are still to come must
 * not be judged in between.
 *
 * @param asOf  What today is for the import. A day before the real today makes it history, which opens no warning and no task (settled 15);
 *              what was sent meanwhile is then judged by the nightly run.
 */
export async function countAtTheEnd<T>(ctx: Ctx, asOf: Day, run: () => Promise<T>): Promise<T> {
  await ctx.transaction(fixTimeZone);
  const release = holdCounting(ctx.workspace.id);
  try {
    return await run();
  } finally {
    release();
    ctx.requestJob(rollupJob, asOf === ctx.today ? undefined : asOf);
  }
}

/**
 * Keeps events of any age, inside `countAtTheEnd`. Each is on disk when this returns. One answer an event, in order.
 *
 * @param isDry  Only says what would become of them.
 */
export async function recordEvents(
  ctx: Ctx,
  events: readonly NewEvent[],
  isDry = false,
): Promise<readonly ('accepted' | 'duplicate' | 'conflict')[]> {
  const { mapping } = await mappingOf(ctx);
  // Pieces that wait together share a commit; they are judged in their order all the same.
  const answers: Promise<readonly ('accepted' | 'duplicate' | 'conflict')[]>[] = [];
  for (let start = 0; start < events.length; start += PIECE) {
    const piece = events.slice(start, start + PIECE).map((event) => usageEvent(ctx, event, mapping));
    const answer = isDry ? ctx.events.judge(piece) : ctx.events.append(piece);
    // One that fails while others are still being made is told below, with the rest.
    answer.catch(() => undefined);
    answers.push(answer);
    await yieldToOthers();
  }
  return (await Promise.all(answers)).flat();
}

function usageEvent(ctx: Ctx, event: NewEvent, mapping: Mapping): UsageEvent {
  const { source, messageId, accountId, userId, name, occurredAt, excluded } = event;
  // What the importer knows was said by its file: it is kept as said, so that it stays when the mapping changes.
  const properties = withWords(event.properties, event.module, event.client);
  const { kind, module, client, seconds } = labelsOf(mapping, 'track', name, properties);
  return {
    workspaceId: ctx.workspace.id,
    source,
    messageId,
    accountId,
    userId,
    name,
    kind,
    module,
    client,
    seconds,
    occurredAt,
    day: dayOf(occurredAt, ctx.workspace.timeZone),
    recordedAt: ctx.now,
    excluded,
    properties: properties === null ? '' : JSON.stringify(properties),
  };
}

/** An end user as an import tells of them. */
export interface UserRow {
  readonly accountId: AccountId;
  readonly userId: string;
  /** Absent: registered since ever. */
  readonly createdOn?: Day | undefined;
  /** First day on which the user is no longer enabled; null enables again; absent says nothing. */
  readonly disabledOn?: Day | null | undefined;
}

/**
 * Registers end users, or corrects what is known of them, inside `countAtTheEnd`. Of several rows for one user the last counts.
 *
 * @returns Counts, and what was written, with what was there before.
 */
export async function registerUsers(
  ctx: Ctx,
  rows: readonly UserRow[],
): Promise<{ created: number; changed: number; unchanged: number; written: readonly WrittenUser[] }> {
  const sum = { created: 0, changed: 0, unchanged: 0 };
  const written: WrittenUser[] = [];
  for (let start = 0; start < rows.length; start += PIECE) {
    const words = rows.slice(start, start + PIECE).map(({ accountId, userId, createdOn, disabledOn }) => ({
      accountId,
      userId,
      from: createdOn ?? SINCE_EVER,
      stated: createdOn !== undefined,
      to: disabledOn === undefined || disabledOn === null ? disabledOn : addDays(disabledOn, -1),
      corrects: true,
    }));
    const part = await ctx.transaction((inside) => register(inside, words));
    sum.created += part.created;
    sum.changed += part.changed;
    sum.unchanged += part.unchanged;
    written.push(...part.written);
  }
  return { ...sum, written };
}

/** Takes back what an import wrote of end users. Returns those that were changed since, which stay as they are. */
export function takeBackUsers(ctx: Ctx, written: readonly WrittenUser[]): Promise<readonly { accountId: AccountId; userId: string }[]> {
  return ctx.transaction((inside) => takeBack(inside, written));
}

/** All names under which a user sent: their own, and the anonymous ones from before they were known. */
export function namesOfUser(ctx: Ctx, user: string): Promise<readonly string[]> {
  return namesOf(ctx, user);
}

/** Forgets end users: their registrations, what was said of them, and items of theirs that wait or were refused. Returns how many rows. */
export function forgetUsers(ctx: Ctx, users: readonly string[]): Promise<number> {
  return removeUsers(ctx, users);
}

/** Forgets the users of a customer, and items that wait for it or were refused. Its events are the event log's. Returns how many rows. */
export function forgetUsageOfAccount(ctx: Ctx, accountId: AccountId, externalId: string): Promise<number> {
  return removeUsageOf(ctx, accountId, externalId);
}

/** Has the next batch ask again whose everything is. */
export function forgetMemory(ctx: Ctx): void {
  forgetAllOf(ctx);
}

/** Events were taken out of the log: has customers counted again from these days on. */
export async function countAgain(ctx: Ctx, from: ReadonlyMap<AccountId, Day>): Promise<void> {
  await markDirty(ctx, new Map([...from].map(([accountId, day]) => [accountId, dayNumber(day)])));
  ctx.requestJob(rollupJob);
}
