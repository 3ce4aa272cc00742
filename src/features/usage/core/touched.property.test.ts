import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountId } from '../../../kernel/ids.ts';
import { silenceEnds, touched } from './touched.ts';

const LAST = 30;
const days = fc.uniqueArray(fc.nat(LAST), { maxLength: 25 });
const isFresh = (delivered: ReadonlySet<number>, limit: number, day: number): boolean =>
  Array.from({ length: limit + 1 }, (_, back) => day - back).some((one) => delivered.has(one));

describe('which days new events touch (decision 0004)', () => {
  test('whatever the freshness limit, no day before the one found changes between silent and fresh; null means none does', () => {
    fc.assert(
      fc.property(days, days, fc.integer({ min: 1, max: 6 }), (before, delivered, limit) => {
        const known = new Set(before);
        const fresh = delivered.filter((day) => !known.has(day));
        const after = new Set([...before, ...fresh]);
        const from = silenceEnds(known, fresh, LAST) ?? Number.POSITIVE_INFINITY;
        for (let day = 0; day <= LAST; day++) if (day < from) expect(isFresh(after, limit, day)).toBe(isFresh(known, limit, day));
      }),
      { numRuns: 3000 },
    );
  });

  test('a source that delivers every day touches nobody else', () => {
    const known = new Set<number>();
    const touches = Array.from({ length: 10 }, (_, day) => {
      const end = silenceEnds(known, [day], day);
      known.add(day);
      return end;
    });
    expect(touches).toEqual([0, ...Array(9).fill(null)]);
  });

  test('every customer whose facts or freshness changed is announced from its first such day, and others with days to spare only', () => {
    const accounts = ['a', 'b', 'c', 'd'] as AccountId[];
    const events = fc.array(fc.record({ account: fc.constantFrom(...accounts), source: fc.constantFrom('s', 't'), day: fc.nat(LAST) }), {
      maxLength: 12,
    });
    type Log = { account: AccountId; source: string; day: number }[];
    const sourcesIn = (log: Log, account: AccountId): string[] => [
      ...new Set(log.filter((e) => e.account === account).map((e) => e.source)),
    ];
    const deliveriesIn = (log: Log, sources: readonly string[]): Set<number> =>
      new Set(log.filter((e) => sources.length === 0 || sources.includes(e.source)).map((e) => e.day));
    fc.assert(
      fc.property(events, events, fc.integer({ min: 1, max: 5 }), (old, added, limit) => {
        const all: Log = [...old, ...added];
        const ends = new Map<string, number>();
        for (const source of ['s', 't']) {
          const known = deliveriesIn(
            old.filter((e) => e.source === source),
            [],
          );
          const fresh = [
            ...deliveriesIn(
              added.filter((e) => e.source === source),
              [],
            ),
          ].filter((day) => !known.has(day));
          const end = silenceEnds(known, fresh, LAST);
          if (end !== null) ends.set(source, end);
        }
        const first = new Map<AccountId, number>();
        for (const e of added) first.set(e.account, Math.min(first.get(e.account) ?? Number.POSITIVE_INFINITY, e.day));
        const from = touched(
          {
            events: first,
            gainedSource: accounts.filter((account) => sourcesIn(all, account).length > sourcesIn(old, account).length),
            silenceEnds: ends,
            knownFrom: null,
          },
          {
            all: accounts,
            sourcesOf: new Map(
              accounts.flatMap((account) => (sourcesIn(all, account).length === 0 ? [] : [[account, sourcesIn(all, account)]])),
            ),
          },
        );
        for (const account of accounts) {
          const [before, after] = [deliveriesIn(old, sourcesIn(old, account)), deliveriesIn(all, sourcesIn(all, account))];
          for (let day = 0; day <= LAST; day++) {
            const changed =
              isFresh(before, limit, day) !== isFresh(after, limit, day) || added.some((e) => e.account === account && e.day === day);
            if (changed) expect(from.get(account) ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(day);
          }
        }
        if (added.length === 0) expect(from.size).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  test('a first login makes the ratios of all customers known from its day on', () => {
    const all = ['a', 'b'] as AccountId[];
    const touch = { events: new Map([['a' as AccountId, 3]]), gainedSource: [], silenceEnds: new Map(), knownFrom: 7 };
    expect(touched(touch, { all, sourcesOf: new Map() })).toEqual(
      new Map([
        ['a', 3],
        ['b', 7],
      ]),
    );
  });
});
