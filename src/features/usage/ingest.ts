import { createHash } from 'node:crypto';
import type { InputOf } from '../../contract/operation.ts';
import { type Day, dayOf, type Instant, parseInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { UsageEvent } from '../../platform/events/port.ts';
import { newId } from '../../platform/new-id.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import { type batch, healJob, rollupJob } from './contract.ts';
import { BAD, fieldOf, idIn, jsonOf, thingIn } from './core/fields.ts';
import type { Finding } from './core/find-accounts.ts';
import type { Mapping } from './core/mapping.ts';
import { type Judged, normalise, type UsageItem } from './core/normalise.ts';
import { type BatchReceipt, type Outcome, receiptOf } from './core/receipt.ts';
import { learn } from './learn.ts';
import { mappingOf } from './mapping-memory.ts';
import { memoryOf } from './memory.ts';
import { sourceOf } from './source.ts';
import { listRejected } from './store.ts';

/** Longest text of a refused item that is kept as a sample. */
const LONGEST_SAMPLE = 4000;
type Answer = Awaited<ReturnType<Ctx['events']['append']>>[number];

/** Offsets of time zones change on a quarter of an hour only, for every zone since 1972. */
const QUARTER_MS = 900_000;

/**
 * Takes a batch: every item gets one answer, and what is answered with `accepted` is on disk. The relational store is asked only about
 * customers and users that this process has not met, and written only when something about them is new.
 */
export async function ingest(ctx: Ctx, input: InputOf<typeof batch>): Promise<BatchReceipt> {
  const source = sourceOf(ctx);
  const judged = judgeAll(ctx, input, (await mappingOf(ctx)).mapping);
  const { items, findings, news } = await learn(ctx, memoryOf(ctx), source, judged, (index) => sampleOf(input.batch[index]));
  const { events, places } = eventsOf(ctx, source, items, findings);
  const answers = await ctx.events.append(events);
  if (answers.includes('conflict')) {
    const rejected = places.flatMap((place, at) => {
      if (answers[at] !== 'conflict') return [];
      return [{ source, code: 'conflict' as const, subject: events[at]?.messageId ?? '', item: sampleOf(input.batch[place]) }];
    });
    await ctx.transaction((inside) => listRejected(inside, rejected));
  }
  if (news.users || answers.includes('accepted')) ctx.requestJob(rollupJob);
  if (news.groups || (await appearedMeanwhile(ctx, items, findings))) ctx.requestJob(healJob);
  let at = 0;
  return receiptOf(
    judged.map((item, index) => {
      const isSent = places[at] === index;
      return outcomeOf(item, findings[index] ?? null, isSent ? (answers[at++] ?? 'accepted') : null);
    }),
  );
}

function judgeAll(ctx: Ctx, input: InputOf<typeof batch>, mapping: Mapping): readonly Judged[] {
  const context = thingIn(input.context);
  const groupId = context === BAD ? null : idIn(fieldOf(context, 'groupId'));
  const seen = new Map<string, number>();
  const shared = {
    receivedAt: ctx.now,
    mapping,
    sentAt: input.sentAt === undefined ? null : parseInstant(input.sentAt),
    groupId: groupId === BAD ? null : groupId,
    // Two equal items of one batch are two events; the same batch sent again gives the same ids (settled 13).
    idFor(content: string | null): string {
      if (content === null) return newId('evt');
      const digest = createHash('sha256').update(content).digest('hex').slice(0, 32);
      const occurrence = (seen.get(digest) ?? 0) + 1;
      seen.set(digest, occurrence);
      return `sha256:${digest}:${occurrence}`;
    },
  };
  return input.batch.map((item) => normalise(item, shared));
}

function eventsOf(
  ctx: Ctx,
  source: string,
  items: readonly (UsageItem | null)[],
  findings: readonly (Finding | null)[],
): { events: UsageEvent[]; places: number[] } {
  const [events, places]: [UsageEvent[], number[]] = [[], []];
  const days = new Map<number, Day>();
  for (const [index, item] of items.entries()) {
    const finding = findings[index];
    if (item === null || !finding || !('accountId' in finding)) continue;
    const { messageId, userId, name, kind, module, client, seconds, occurredAt, properties } = item;
    events.push({
      workspaceId: ctx.workspace.id,
      source,
      messageId,
      accountId: finding.accountId,
      userId,
      name,
      kind,
      module,
      client,
      seconds,
      occurredAt,
      day: dayIn(days, occurredAt, ctx.workspace.timeZone),
      recordedAt: ctx.now,
      excluded: false,
      properties,
    });
    places.push(index);
  }
  return { events, places };
}

function dayIn(days: Map<number, Day>, at: Instant, timeZone: string): Day {
  const quarter = Math.floor(at / QUARTER_MS);
  const known = days.get(quarter);
  if (known !== undefined) return known;
  const day = dayOf(at, timeZone);
  days.set(quarter, day);
  return day;
}

/** What became of an item; `answer` is what the event log said, null for an item that it was not sent. */
function outcomeOf(judged: Judged, finding: Finding | null, answer: Answer | null): Outcome {
  if (judged.status === 'rejected') return { messageId: judged.messageId, status: 'rejected', code: judged.code };
  const { messageId } = judged.item;
  if (answer === 'conflict') return { messageId, status: 'rejected', code: 'conflict' };
  if (answer !== null) return { messageId, status: answer, code: null };
  if (judged.status === 'too-old') return { messageId, status: 'quarantined', code: 'too-old' };
  return { messageId, status: 'quarantined', code: finding !== null && 'code' in finding ? finding.code : 'no-account' };
}

/**
 * A customer or a user's group may have become known between looking it up and keeping an item aside for it; then nobody would come back
 * for the item.
 */
async function appearedMeanwhile(ctx: Ctx, items: readonly (UsageItem | null)[], findings: readonly (Finding | null)[]): Promise<boolean> {
  const memory = memoryOf(ctx);
  const unknown = new Set<string>();
  for (const [index, finding] of findings.entries()) {
    const item = items[index];
    if (!item || !finding || !('code' in finding)) continue;
    if (item.groupId !== null) unknown.add(item.groupId);
    else if (item.aliases.some((alias) => (memory.groups.get(alias)?.length ?? 0) > 0)) return true;
  }
  return unknown.size > 0 && (await accountIdsByExternalId(ctx, [...unknown])).size > 0;
}

/** An item as it came, short enough to keep and to look at. */
function sampleOf(item: unknown): string {
  const text = jsonOf({ item }, Number.POSITIVE_INFINITY);
  if (text === BAD) return '{"cut":"nested too deep to be shown"}';
  if (text.length <= LONGEST_SAMPLE) return JSON.stringify(item) ?? 'null';
  return JSON.stringify({ cut: [...text.slice('{"item":'.length, LONGEST_SAMPLE)].slice(0, -1).join('') });
}
