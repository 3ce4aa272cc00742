import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { formatInstant, parseInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { personNames } from '../access/reads.ts';
import type { countNotices, listNotices, NoticeAnswer, readNotices } from './contract.ts';
import { customersOf, overAmong } from './over.ts';
import { countsOf, markRead, noticesOf, unreadOf } from './store.ts';
import type { Notice } from './tables.ts';

/** The person who asks. What is told is told to people: the command line is nobody. */
export function personOf(ctx: Ctx): PersonId | null {
  return ctx.principal.kind === 'person' ? ctx.principal.personId : null;
}

/** What I was told. */
export async function noticeList(ctx: Ctx, { are, limit }: InputOf<typeof listNotices>): Promise<OutputOf<typeof listNotices>> {
  const personId = personOf(ctx);
  const about = { today: ctx.today, asOf: formatInstant(ctx.now) };
  if (personId === null) return { ...about, unread: 0, total: 0, notices: [] };
  const found = await noticesOf(ctx, personId, are === 'unread', limit);
  const { total, unread } = await countsOf(ctx, personId);
  return { ...about, unread, total: are === 'unread' ? unread : total, notices: await presented(ctx, found) };
}

async function presented(ctx: Ctx, found: readonly Notice[]): Promise<NoticeAnswer[]> {
  const over = await overAmong(ctx, found);
  const customers = await customersOf(ctx, found);
  const names = await personNames(
    ctx,
    found.flatMap(({ facts }) => (facts.by === null ? [] : [facts.by as PersonId])),
  );
  return found.flatMap(({ id, kind, severity, accountId, subject, facts, toldAt, toldOn, readAt }) => {
    const account = accountId === null ? null : customers.get(accountId);
    if (account === undefined) return [];
    return [
      {
        ...{ noticeId: id, kind, severity, subject, ...facts },
        account: account === null ? null : { externalId: account.externalId, name: account.name },
        by: facts.by === null ? null : (names.get(facts.by as PersonId) ?? null),
        toldAt: formatInstant(toldAt),
        toldOn,
        read: readAt !== null,
        over: over.has(id),
      },
    ];
  });
}

/** How much I have not read. */
export async function unreadCount(ctx: Ctx): Promise<OutputOf<typeof countNotices>> {
  const personId = personOf(ctx);
  return { unread: personId === null ? 0 : await unreadOf(ctx, personId) };
}

/** Marks as read; answers how much is left. */
export async function read(ctx: Ctx, { noticeIds, upTo }: InputOf<typeof readNotices>): Promise<OutputOf<typeof readNotices>> {
  const personId = personOf(ctx);
  if (personId === null) return { unread: 0 };
  await markRead(ctx, personId, noticeIds, upTo === undefined ? null : parseInstant(upTo));
  return { unread: await unreadOf(ctx, personId) };
}
