import type { AccountId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { type EventGroup, endOf, startOf, TEXTS, textOf } from './event-group.ts';
import type { LogFiles } from './log-files.ts';
import { type Content, RESEND_TOLERANCE_MS } from './same-content.ts';
import { fingerprintStart, type Hash, type HashState, hashInto } from './text-hash.ts';

/**
 * What HTTP accepts ahead of our clock and what a resend may be off: an event that occurred later than this after the window begins cannot
 * have been recorded before it.
 */
const LATE_MARGIN_MS = 2 * RESEND_TOLERANCE_MS;

/** What is kept under a message id. */
export type Kept = ReadonlyMap<string, Content>;

/** A message id that must be looked for on disk. */
interface Suspect {
  readonly low: number;
  readonly messageId: string;
  /** The day of its event when it is not in the window: recorded before that, it was of about this day. Null: it may be of any day. */
  readonly day: number | null;
}

/** Fingerprints of the events of some groups, one after another. */
export interface Fingerprints {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** Computes them. */
export function fingerprints(groups: readonly EventGroup[], total: number): Fingerprints {
  const ids = { low: new Uint32Array(total), high: new Uint32Array(total) };
  const hash: Hash = new Uint32Array(2);
  let at = 0;
  for (const group of groups) {
    let workspaceAt = -1;
    let start: HashState = fingerprintStart('');
    for (let index = 0; index < group.count; index++, at++) {
      if (startOf(group, index, TEXTS.workspaceId) !== workspaceAt) {
        workspaceAt = startOf(group, index, TEXTS.workspaceId);
        start = fingerprintStart(textOf(group, index, TEXTS.workspaceId) ?? '');
      }
      hashInto(hash, group.text, start, startOf(group, index, TEXTS.messageId), endOf(group, index, TEXTS.messageId));
      ids.low[at] = hash[0] ?? 0;
      ids.high[at] = hash[1] ?? 0;
    }
  }
  return ids;
}

/** Asks whether an id may be kept already. */
export type IsSeen = (low: number, high: number) => boolean;

/** What is kept already under the ids of some groups. Asks the disk only where memory, which begins at some time, cannot answer. */
export async function keptUnder(
  files: LogFiles,
  { isSeen, since }: { readonly isSeen: IsSeen; readonly since: number },
  groups: readonly EventGroup[],
  ids: Fingerprints,
): Promise<Kept> {
  const kept = new Map<string, Content>();
  let at = 0;
  const suspected = groups.flatMap((group) => {
    at += group.count;
    return suspectsIn(isSeen, since + LATE_MARGIN_MS, group, ids, at - group.count);
  });
  if (suspected.length === 0) return kept;
  const late = suspected.filter(({ day }) => day !== null);
  const seen = suspected.filter(({ day }) => day === null);
  await addKept(files, seen, 'true', kept);
  // Only the blocks of these days are read.
  const days = late.flatMap(({ day }) => (day === null ? [] : [day]));
  const [first, last] = [days.reduce((a, b) => Math.min(a, b), 1e9), days.reduce((a, b) => Math.max(a, b), -1e9)];
  await addKept(files, late, `day between ${first - 1} and ${last + 1}`, kept);
  return kept;
}

/** Ids whose fingerprint was seen, and those of events that may have been recorded before the window begins. */
function suspectsIn(isSeen: IsSeen, lateBefore: number, group: EventGroup, ids: Fingerprints, start: number): Suspect[] {
  const found: Suspect[] = [];
  for (let index = 0; index < group.count; index++) {
    const [low, high] = [ids.low[start + index] ?? 0, ids.high[start + index] ?? 0];
    const seen = isSeen(low, high);
    if (!seen && (group.numbers[3 * index] ?? 0) >= lateBefore) continue;
    const messageId = textOf(group, index, TEXTS.messageId) ?? '';
    found.push({ low, messageId, day: seen ? null : (group.numbers[3 * index + 2] ?? 0) });
  }
  return found;
}

async function addKept(files: LogFiles, asked: readonly Suspect[], where: string, kept: Map<string, Content>): Promise<void> {
  if (asked.length === 0) return;
  // Numbers of our own making, so they may stand in the text; a list of them costs less than binding it.
  const lows = [...new Set(asked.map(({ low }) => low))].join(',');
  const ids = new Set(asked.map(({ messageId }) => messageId));
  // Aside: senders who send again must not wait for somebody's long question.
  const chunks = await files.aside(async (connection, { rows, texts }) =>
    (
      await connection.run(
        `with found as (select * from ${rows} where ${where} and id_low in (select unnest([${lows}]::uinteger[])))
         select w.text, f.message_id, a.text, u.text, n.text, f.occurred_at::double, f.properties from found f
         join ${texts} w on w.number = f.workspace join ${texts} a on a.number = f.account join ${texts} n on n.number = f.name
         left join ${texts} u on u.number = f.end_user`,
      )
    ).fetchAllChunks(),
  );
  for (const [workspaceId, messageId, accountId, userId, name, occurredAt, properties] of chunks.flatMap((chunk) => chunk.getRows())) {
    if (!ids.has(String(messageId))) continue;
    kept.set(identity(String(workspaceId), String(messageId)), {
      accountId: String(accountId) as AccountId,
      userId: userId === null || userId === undefined ? null : String(userId),
      name: String(name),
      occurredAt: Number(occurredAt) as Instant,
      properties: String(properties),
    });
  }
}

/** A message id is unique in its workspace. */
export function identity(workspaceId: string, messageId: string): string {
  return `${workspaceId}\u0000${messageId}`;
}

/** The identity of an event of a group. */
export function identityOf(group: EventGroup, index: number): string {
  return identity(textOf(group, index, TEXTS.workspaceId) ?? '', textOf(group, index, TEXTS.messageId) ?? '');
}

export function contentOf(group: EventGroup, index: number): Content {
  return {
    accountId: (textOf(group, index, TEXTS.accountId) ?? '') as AccountId,
    userId: textOf(group, index, TEXTS.userId),
    name: textOf(group, index, TEXTS.name) ?? '',
    occurredAt: (group.numbers[3 * index] ?? 0) as Instant,
    properties: textOf(group, index, TEXTS.properties) ?? '',
  };
}
