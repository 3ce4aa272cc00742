import type { AccountId } from '../../src/kernel/ids.ts';
import { dayNumber } from '../../src/kernel/time.ts';
import type { EventStore, UsageEvent } from '../../src/platform/events/port.ts';
import { sameContent } from '../../src/platform/events/same-content.ts';

const byText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** The event log as a list: what the port means, in the plainest words. Every implementation must agree with it. */
export function naiveEventStore(): EventStore {
  let log: { seq: number; event: UsageEvent }[] = [];
  let next = 1;
  const of = (workspaceId: string): UsageEvent[] => log.filter(({ event }) => event.workspaceId === workspaceId).map(({ event }) => event);
  return {
    async append(events) {
      return events.map((event) => {
        const kept = of(event.workspaceId).find(({ messageId }) => messageId === event.messageId);
        if (kept !== undefined) return sameContent(kept, event) ? 'duplicate' : 'conflict';
        log.push({ seq: next++, event });
        return 'accepted';
      });
    },
    async userDays(workspaceId, accountIds, from, to) {
      const accounts = distinct(accountIds);
      const rows = accounts.flatMap((accountId, account) => {
        const active = of(workspaceId).filter(
          (e) => e.accountId === accountId && e.day >= from && e.day <= to && e.kind !== 'other' && !e.excluded && e.userId !== null,
        );
        return distinct(active.map(({ userId }) => userId ?? ''))
          .sort(byText)
          .flatMap((userId, user) => {
            const mine = active.filter((e) => e.userId === userId);
            return distinct(mine.map(({ day }) => day))
              .sort()
              .map((day) => ({ account, user, day: dayNumber(day), login: mine.some((e) => e.day === day && e.kind === 'login') ? 1 : 0 }));
          });
      });
      return {
        accounts,
        account: Int32Array.from(rows, (row) => row.account),
        user: Int32Array.from(rows, (row) => row.user),
        day: Int32Array.from(rows, (row) => row.day),
        login: Uint8Array.from(rows, (row) => row.login),
      };
    },
    async deliveries(workspaceId) {
      return distinct(of(workspaceId).map(({ source }) => source))
        .sort(byText)
        .map((source) => {
          const sent = of(workspaceId).filter((e) => e.source === source);
          const days = distinct(sent.filter((e) => !e.excluded).map(({ day }) => dayNumber(day))).sort((a, b) => a - b);
          return {
            source,
            days: Int32Array.from(days),
            lastRecordedAt: sent.map((e) => e.recordedAt).reduce((a, b) => (a > b ? a : b)),
            events: sent.length,
          };
        });
    },
    async sourcesOf(workspaceId, accountIds) {
      const counted = of(workspaceId).filter((e) => !e.excluded && accountIds.includes(e.accountId));
      return new Map(
        distinct(counted.map((e) => e.accountId)).map((id) => [
          id,
          distinct(counted.filter((e) => e.accountId === id).map((e) => e.source)).sort(byText),
        ]),
      );
    },
    async firstDayOfKind(workspaceId) {
      const counted = of(workspaceId).filter((e) => !e.excluded);
      return new Map(
        distinct(counted.map((e) => e.kind)).map((kind) => [
          kind,
          counted
            .filter((e) => e.kind === kind)
            .map((e) => e.day)
            .reduce((a, b) => (a < b ? a : b)),
        ]),
      );
    },
    async changedSince(workspaceId, cursor) {
      const later = log.filter(({ seq, event }) => seq > cursor && event.workspaceId === workspaceId);
      const accounts = distinct(later.map(({ event }) => event.accountId))
        .sort(byText)
        .map((accountId: AccountId) => ({
          accountId,
          from: later
            .filter(({ event }) => event.accountId === accountId)
            .map(({ event }) => event.day)
            .reduce((a, b) => (a < b ? a : b)),
        }));
      const counted = later.map(({ event }) => event).filter(({ excluded }) => !excluded);
      const pairs = (of: (event: UsageEvent) => readonly [string, string | number]) =>
        distinct(counted.map((event) => JSON.stringify(of(event))))
          .map((pair) => JSON.parse(pair) as [string, string | number])
          .sort(([a, b], [c, d]) => byText(a, c) || (typeof b === 'number' ? b - Number(d) : byText(b, String(d))));
      return {
        accounts,
        sources: pairs((e) => [e.accountId, e.source]).map(([accountId, source]) => ({
          accountId: accountId as AccountId,
          source: String(source),
        })),
        deliveryDays: pairs((e) => [e.source, dayNumber(e.day)]).map(([source, on]) => ({ source, day: Number(on) })),
        firstLogin:
          counted
            .filter(({ kind }) => kind === 'login')
            .map(({ day }) => day)
            .sort()[0] ?? null,
        cursor: Math.max(cursor, ...later.map(({ seq }) => seq)),
      };
    },
    async find(workspaceId, { accountId, from, to, kind, limit }) {
      const found = of(workspaceId)
        .filter(
          (e) =>
            e.accountId === accountId &&
            (from === undefined || e.day >= from) &&
            (to === undefined || e.day <= to) &&
            (kind === undefined || e.kind === kind),
        )
        .reverse()
        .sort((a, b) => b.occurredAt - a.occurredAt);
      return { events: found.slice(0, limit), total: found.length };
    },
    async erase(workspaceId, { accountId, userId }) {
      const erased = log
        .map(({ event }) => event)
        .filter(
          (e) =>
            e.workspaceId === workspaceId &&
            (accountId === undefined || e.accountId === accountId) &&
            (userId === undefined || e.userId === userId),
        );
      log = log.filter(({ event }) => !erased.includes(event));
      return distinct(erased.map((e) => e.accountId))
        .sort(byText)
        .map((id) => {
          const own = erased.filter((e) => e.accountId === id);
          return { accountId: id, from: own.map((e) => e.day).reduce((x, y) => (x < y ? x : y)), events: own.length };
        });
    },
    async close() {},
  };
}
