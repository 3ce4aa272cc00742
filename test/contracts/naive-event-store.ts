import type { AccountId } from '../../src/kernel/ids.ts';
import { type Day, dayNumber, type Instant } from '../../src/kernel/time.ts';
import {
  DEPTH_KINDS,
  type DepthKind,
  EVENT_KINDS,
  type EventChoice,
  type EventStore,
  MANY_USERS,
  type Sign,
  type Touched,
  type UsageEvent,
} from '../../src/platform/events/port.ts';
import { sameContent } from '../../src/platform/events/same-content.ts';
import { firstProperty, lotsOf, relabelled } from './naive-event-labels.ts';
import { firstPickedOf, pickedFrom } from './naive-event-picks.ts';

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
    async judge(events) {
      const taken: UsageEvent[] = [];
      return events.map((event) => {
        const kept = [...of(event.workspaceId), ...taken.filter(({ workspaceId }) => workspaceId === event.workspaceId)].find(
          ({ messageId }) => messageId === event.messageId,
        );
        if (kept !== undefined) return sameContent(kept, event) ? 'duplicate' : 'conflict';
        taken.push(event);
        return 'accepted';
      });
    },
    async firstLogins(workspaceId, accountIds) {
      const accounts = distinct(accountIds);
      const rows = accounts.flatMap((accountId, account) => {
        const logins = of(workspaceId).filter((e) => e.accountId === accountId && e.kind === 'login' && !e.excluded && e.userId !== null);
        return distinct(logins.map(({ userId }) => userId)).map((userId) => {
          const days = logins.filter((e) => e.userId === userId).map(({ day }) => dayNumber(day));
          return { account, day: Math.min(...days) };
        });
      });
      return { accounts, account: Int32Array.from(rows, (row) => row.account), day: Int32Array.from(rows, (row) => row.day) };
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
              .map((day) => ({
                ...{ account, user, day: dayNumber(day) },
                login: mine.some((e) => e.day === day && e.kind === 'login') ? 1 : 0,
                clients: ['pc', 'app'].reduce(
                  (sum, client, bit) => sum + (mine.some((e) => e.day === day && e.client === client) ? 1 << bit : 0),
                  0,
                ),
              }));
          });
      });
      return {
        accounts,
        account: Int32Array.from(rows, (row) => row.account),
        user: Int32Array.from(rows, (row) => row.user),
        day: Int32Array.from(rows, (row) => row.day),
        login: Uint8Array.from(rows, (row) => row.login),
        clients: Uint8Array.from(rows, (row) => row.clients),
      };
    },
    async moduleDays(workspaceId, accountIds, from, to) {
      const accounts = distinct(accountIds);
      const rows = accounts.flatMap((accountId, account) => {
        const active = activity(of(workspaceId)).filter((e) => e.accountId === accountId && e.day >= from && e.day <= to);
        return distinct(active.flatMap(({ module }) => module ?? [])).flatMap((name, module) => {
          const used = active.filter((e) => e.module === name);
          const users = distinct(used.map(({ userId }) => userId));
          return distinct(used.map(({ day }) => day)).flatMap((day) => {
            const those = distinct(used.filter((e) => e.day === day).map(({ userId }) => users.indexOf(userId)));
            return (those.length < 3 ? those : [MANY_USERS]).map((user) => ({ account, module, day: dayNumber(day), user }));
          });
        });
      });
      const column = (name: 'account' | 'module' | 'day' | 'user') => Int32Array.from(rows, (row) => row[name]);
      return { accounts, account: column('account'), module: column('module'), day: column('day'), user: column('user') };
    },
    async namedModuleDays(workspaceId, accountIds, from, to) {
      const days = await this.moduleDays(workspaceId, accountIds, from, to);
      const named = distinct(accountIds).map((accountId) =>
        distinct(
          activity(of(workspaceId))
            .filter((e) => e.accountId === accountId && e.day >= from && e.day <= to)
            .flatMap(({ module }) => module ?? []),
        ),
      );
      const names = distinct(named.flat());
      const nameOf = (row: number): string => named[days.account[row] ?? 0]?.[days.module[row] ?? 0] ?? '';
      return { ...days, name: days.module.map((_, row) => names.indexOf(nameOf(row))), names };
    },
    async depthDays(workspaceId, accountIds, from, to) {
      const accounts = distinct(accountIds);
      const users = distinct(of(workspaceId).map(({ userId }) => userId ?? ''));
      const called = distinct(of(workspaceId).map(({ name }) => name));
      const rows = accounts.flatMap((accountId, account) => {
        const deep = of(workspaceId).filter(
          (e) => e.accountId === accountId && e.day >= from && e.day <= to && !e.excluded && DEPTH_KINDS.some((kind) => kind === e.kind),
        );
        const keyOf = (e: UsageEvent): string => {
          const isNamed = e.kind === 'process-finished' || e.kind === 'extension-use';
          const user = e.userId === null ? 0 : users.indexOf(e.userId) + 1;
          const [name, who] = isNamed ? [called.indexOf(e.name) + 1, user] : [0, 0];
          return JSON.stringify([DEPTH_KINDS.indexOf(e.kind as DepthKind), name, who, dayNumber(e.day)]);
        };
        return distinct(deep.map(keyOf)).map(
          (key) => [account, ...JSON.parse(key), deep.filter((e) => keyOf(e) === key).length] as number[],
        );
      });
      const column = (index: number) => rows.map((row) => row[index] ?? 0);
      return {
        accounts,
        account: Int32Array.from(column(0)),
        kind: Uint8Array.from(column(1)),
        name: Int32Array.from(column(2)),
        user: Int32Array.from(column(3)),
        day: Int32Array.from(column(4)),
        events: Float64Array.from(column(5)),
      };
    },
    pickedDays: async (workspaceId, accountIds, pick, from, to) => pickedFrom(of(workspaceId), distinct(accountIds), pick, from, to),
    firstPicked: async (workspaceId, pick) => firstPickedOf(of(workspaceId), pick),
    async onlineDays(workspaceId, accountIds, from, to) {
      const accounts = distinct(accountIds);
      const rows = accounts.flatMap((accountId, account) => {
        const lasting = activity(of(workspaceId)).filter((e) => e.accountId === accountId && e.day >= from && e.day <= to && e.seconds > 0);
        const code = (e: UsageEvent): number => (e.client === null ? 0 : ['pc', 'app', 'other'].indexOf(e.client) + 1);
        return distinct(lasting.map((e) => `${code(e)} ${e.day}`)).map((key) => {
          const those = lasting.filter((e) => `${code(e)} ${e.day}` === key);
          return {
            account,
            client: Number(key[0]),
            day: dayNumber(those[0]?.day ?? from),
            seconds: those.reduce((sum, e) => sum + e.seconds, 0),
          };
        });
      });
      return {
        accounts,
        account: Int32Array.from(rows, (row) => row.account),
        client: Uint8Array.from(rows, (row) => row.client),
        day: Int32Array.from(rows, (row) => row.day),
        seconds: Float64Array.from(rows, (row) => row.seconds),
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
    async firstDays(workspaceId) {
      return signsIn(of(workspaceId));
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
        firstDays: new Map([...signsIn(counted)].filter(([sign]) => ['login', 'module', 'client', 'seconds'].includes(sign))),
        cursor: Math.max(cursor, ...later.map(({ seq }) => seq)),
      };
    },
    async find(workspaceId, { limit, ...choice }) {
      const found = chosen(of(workspaceId), choice)
        .reverse()
        .sort((a, b) => b.occurredAt - a.occurredAt);
      return { events: found.slice(0, limit), total: found.length };
    },
    async inOrder(workspaceId, accountIds, after, limit) {
      const sorted = accountIds.flatMap((accountId) =>
        of(workspaceId)
          .filter((e) => e.accountId === accountId)
          .sort((a, b) => a.occurredAt - b.occurredAt || byText(a.messageId, b.messageId)),
      );
      const begun = after === null ? -1 : accountIds.indexOf(after.accountId);
      const isLater = (e: UsageEvent): boolean => {
        const place = accountIds.indexOf(e.accountId);
        if (after === null || place !== begun) return place > begun;
        return e.occurredAt > after.occurredAt || (e.occurredAt === after.occurredAt && byText(e.messageId, after.messageId) > 0);
      };
      return sorted.filter(isLater).slice(0, limit);
    },
    async outside(workspaceId, by, spans, samples) {
      const keyed = of(workspaceId)
        .map((e) => ({ e, key: by === 'account' ? e.accountId : firstProperty(e, by.properties) }))
        .filter((one): one is { e: UsageEvent; key: string } => one.key !== null)
        .sort((a, b) => a.e.occurredAt - b.e.occurredAt || byText(a.e.messageId, b.e.messageId));
      const ids = (events: readonly UsageEvent[]): string[] => events.slice(0, samples).map(({ messageId }) => messageId);
      const found = [...spans]
        .sort((a, b) => byText(a.key, b.key))
        .flatMap(({ key, from, to }) => {
          const own = keyed.filter((one) => one.key === key).map(({ e }) => e);
          const early = own.filter(({ day }) => from !== null && day < from);
          const late = own.filter(({ day }) => (from === null || day >= from) && to !== null && day > to);
          if (early.length + late.length === 0) return [];
          return [{ key, before: early.length, after: late.length, firstBefore: ids(early), firstAfter: ids(late) }];
        });
      const unknown = keyed.filter(({ key }) => !spans.some((span) => span.key === key));
      const keys = distinct(unknown.map(({ key }) => key)).sort(byText);
      return { spans: found, unknown: unknown.length === 0 ? null : { events: unknown.length, keys: keys.slice(0, samples) } };
    },
    async readings(workspaceId) {
      const all = of(workspaceId);
      if (!all.some(({ excluded }) => excluded)) return [];
      const reading = (events: readonly UsageEvent[]) => {
        const active = events.filter((e) => e.kind !== 'other' && e.userId !== null);
        return {
          events: events.length,
          userDays: distinct(active.map((e) => JSON.stringify([e.accountId, e.userId, e.day]))).length,
          accounts: distinct(active.map((e) => e.accountId)).length,
        };
      };
      return distinct(all.map(({ day }) => `${day.slice(0, 7)}-01` as Day))
        .sort()
        .map((month) => {
          const own = all.filter(({ day }) => day.startsWith(month.slice(0, 7)));
          return { month, all: reading(own), counted: reading(own.filter(({ excluded }) => !excluded)) };
        });
    },
    async counts(workspaceId, choice) {
      const found = chosen(of(workspaceId), choice);
      const named = distinct(found.flatMap(({ module }) => module ?? [])).sort(byText);
      const modules = [...named, ...(found.some(({ module }) => module === null) ? [null] : [])];
      return {
        days: distinct(found.map((e) => e.day))
          .sort()
          .map((day) => ({ day, events: found.filter((e) => e.day === day).length })),
        otherModules: { modules: 0, events: 0 },
        modules: modules.map((module) => ({ module, events: found.filter((e) => e.module === module).length })),
        kinds: EVENT_KINDS.map((kind) => ({ kind, events: found.filter((e) => e.kind === kind).length })).filter(
          ({ events }) => events > 0,
        ),
        clients: (['pc', 'app', 'other', null] as const)
          .map((client) => ({ client, events: found.filter((e) => e.client === client).length }))
          .filter(({ events }) => events > 0),
      };
    },
    async arrivals(workspaceId, since, everyMs) {
      const recent = of(workspaceId).filter(({ recordedAt }) => recordedAt >= since);
      const at = (event: UsageEvent): Instant => (Math.floor(event.recordedAt / everyMs) * everyMs) as Instant;
      return distinct(recent.map(({ source }) => source))
        .sort(byText)
        .flatMap((source) => {
          const own = recent.filter((event) => event.source === source);
          return distinct(own.map(at))
            .sort((a, b) => a - b)
            .map((start) => ({ source, at: start, events: own.filter((event) => at(event) === start).length }));
        });
    },
    async lots(workspaceId, splits, names) {
      return lotsOf(
        of(workspaceId).filter(({ name }) => names.includes(name)),
        splits,
      );
    },
    async names(workspaceId, after, most) {
      return distinct(of(workspaceId).map(({ name }) => name))
        .filter((name) => byText(name, after) > 0)
        .sort(byText)
        .slice(0, most);
    },
    async largestLots(workspaceId, most) {
      const counted = of(workspaceId).filter(({ kind }) => kind !== 'other');
      const eventsOf = (name: string): number => counted.filter((event) => event.name === name).length;
      const names = distinct(counted.map(({ name }) => name)).sort((a, b) => eventsOf(b) - eventsOf(a));
      const listed = names.slice(0, most.names);
      const lots = lotsOf(counted, []).filter(({ name }) => listed.includes(name));
      return { lots: lots.sort((a, b) => b.events - a.events).slice(0, most.lots), names: names.length, events: counted.length };
    },
    async wouldRelabel(workspaceId, scope) {
      return touchedBy(of(workspaceId).filter((event) => relabelled(event, scope) !== event));
    },
    async relabel(workspaceId, scope) {
      const changed = of(workspaceId).filter((event) => relabelled(event, scope) !== event);
      log = log.map(({ seq, event }) => ({ seq, event: event.workspaceId === workspaceId ? relabelled(event, scope) : event }));
      return touchedBy(changed);
    },
    async erase(workspaceId, { accountId, userId, brought }) {
      const erased = log
        .map(({ event }) => event)
        .filter(
          (e) =>
            e.workspaceId === workspaceId &&
            (accountId === undefined || e.accountId === accountId) &&
            (userId === undefined || e.userId === userId) &&
            (brought === undefined || (e.source === brought.source && brought.recordedAt.includes(e.recordedAt))),
        );
      log = log.filter(({ event }) => !erased.includes(event));
      return touchedBy(erased);
    },
    async close() {},
  };
}

const activity = (events: readonly UsageEvent[]): UsageEvent[] =>
  events.filter((e) => e.kind !== 'other' && !e.excluded && e.userId !== null);

function signsIn(events: readonly UsageEvent[]): Map<Sign, Day> {
  const signs: [Sign, UsageEvent[]][] = [
    ...EVENT_KINDS.map((kind): [Sign, UsageEvent[]] => [kind, events.filter((e) => !e.excluded && e.kind === kind)]),
    ['module', activity(events).filter((e) => e.module !== null)],
    ['client', activity(events).filter((e) => e.client !== null)],
    ['seconds', activity(events).filter((e) => e.seconds > 0)],
  ];
  return new Map(
    signs.flatMap(([sign, own]) =>
      own
        .map((e): [Sign, Day] => [sign, e.day])
        .sort(([, a], [, b]) => (a < b ? -1 : 1))
        .slice(0, 1),
    ),
  );
}

function chosen(events: readonly UsageEvent[], choice: EventChoice): UsageEvent[] {
  const { accountId, accountIds, userId, name, from, to, kind, module, source } = choice;
  return events.filter(
    (e) =>
      (accountId === undefined || e.accountId === accountId) &&
      (accountIds === undefined || accountIds.includes(e.accountId)) &&
      (userId === undefined || e.userId === userId) &&
      (name === undefined || e.name === name) &&
      (from === undefined || e.day >= from) &&
      (to === undefined || e.day <= to) &&
      (kind === undefined || e.kind === kind) &&
      (module === undefined || e.module === module) &&
      (source === undefined || e.source === source),
  );
}

function touchedBy(events: readonly UsageEvent[]): Touched[] {
  return distinct(events.map((e) => e.accountId))
    .sort(byText)
    .map((accountId) => {
      const own = events.filter((e) => e.accountId === accountId);
      return { accountId, from: own.map((e) => e.day).reduce((x, y) => (x < y ? x : y)), events: own.length };
    });
}
