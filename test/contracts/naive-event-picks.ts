import type { AccountId } from '../../src/kernel/ids.ts';
import { type Day, dayNumber } from '../../src/kernel/time.ts';
import type { EventPick, PickedDays, UsageEvent } from '../../src/platform/events/port.ts';

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

export const PICKS: readonly EventPick[] = [
  { name: '登录', number: 'n' },
  { kind: 'action', module: 'crm', client: 'pc' },
  { property: { name: '~b/', value: '0.25' }, number: 'n' },
  { property: { name: 'a', value: '1' }, number: 'a' },
  { name: 'never' },
];

/** Customers with the picked events of each day, user by user; users themselves come in any order. */
export function pickedOf({ accounts, account, day: days, events, numbers, sum, last, lastAt, user }: PickedDays): unknown {
  return [...account.keys()]
    .map((row) => {
      const said = [events, numbers, sum, last, lastAt].map((column) => Number((column[row] ?? Number.NaN).toFixed(6)));
      return `${accounts[account[row] ?? 0]} ${days[row]} ${user[row] === 0 ? 'nobody' : 'somebody'} ${said}`;
    })
    .sort();
}

function propertyOf({ properties }: UsageEvent, name: string): unknown {
  return properties === '' ? undefined : (JSON.parse(properties) as Record<string, unknown>)[name];
}

function isPicked(e: UsageEvent, { name, kind, module, client, property }: EventPick): boolean {
  return (
    !e.excluded &&
    (name === undefined || e.name === name) &&
    (kind === undefined || e.kind === kind) &&
    (module === undefined || e.module === module) &&
    (client === undefined || e.client === client) &&
    (property === undefined || String(propertyOf(e, property.name)) === property.value)
  );
}

/** Picked events in the plainest words. */
export function pickedFrom(events: readonly UsageEvent[], accounts: readonly AccountId[], pick: EventPick, from: Day, to: Day): PickedDays {
  const users = distinct(events.flatMap(({ userId }) => userId ?? []));
  const rows = accounts.flatMap((accountId, account) => {
    const picked = events.filter((e) => e.accountId === accountId && e.day >= from && e.day <= to && isPicked(e, pick));
    return distinct(picked.map(({ day, userId }) => JSON.stringify([day, userId]))).map((key) => {
      const those = picked.filter(({ day, userId }) => JSON.stringify([day, userId]) === key);
      const numbers = those.flatMap((e) => {
        const number = pick.number === undefined ? undefined : propertyOf(e, pick.number);
        return typeof number === 'number' ? [{ number, at: e.occurredAt }] : [];
      });
      const last = numbers.reduce<{ number: number; at: number } | null>(
        (latest, one) => (one.at >= (latest?.at ?? 0) ? one : latest),
        null,
      );
      const { day, userId } = those[0] ?? { day: from, userId: null };
      return {
        ...{ account, day: dayNumber(day), user: userId === null ? 0 : users.indexOf(userId) + 1, events: those.length },
        ...{ numbers: numbers.length, sum: numbers.reduce((sum, { number }) => sum + number, 0) },
        ...{ last: last?.number ?? Number.NaN, lastAt: last?.at ?? Number.NaN },
      };
    });
  });
  const column = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name]);
  const int = (name: keyof (typeof rows)[number]) => Int32Array.from(column(name));
  const float = (name: keyof (typeof rows)[number]) => Float64Array.from(column(name));
  return {
    ...{ accounts, account: int('account'), day: int('day'), user: int('user'), events: float('events') },
    ...{ numbers: float('numbers'), sum: float('sum'), last: float('last'), lastAt: float('lastAt') },
  };
}

export function firstPickedOf(events: readonly UsageEvent[], pick: EventPick): Day | null {
  return events.flatMap((e) => (isPicked(e, pick) ? [e.day] : [])).sort()[0] ?? null;
}
