import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, cell } from '../../../kernel/column.ts';
import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { SILENCE_LIMITS, STORED_COLUMNS, type StoredColumn, type UsageFacts, usageColumns } from './usage-columns.ts';

interface Row {
  readonly user: number;
  readonly day: number;
  readonly login: boolean;
}

function factsOf(rows: readonly Row[], rest: Omit<UsageFacts, 'user' | 'day' | 'login'>): UsageFacts {
  const merged = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.user}/${row.day}`;
    merged.set(key, { ...row, login: row.login || (merged.get(key)?.login ?? false) });
  }
  const sorted = [...merged.values()].sort((a, b) => a.user - b.user || a.day - b.day);
  return {
    ...rest,
    user: Int32Array.from(sorted, (r) => r.user),
    day: Int32Array.from(sorted, (r) => r.day),
    login: Uint8Array.from(sorted, (r) => Number(r.login)),
  };
}

/** The definition in plain words, one cell at a time. */
function recount(facts: UsageFacts, metric: StoredColumn, day: number): Maybe<number> {
  const { startsOn, endsOn } = facts.live;
  if (day < startsOn) return unknown('not-started');
  if (endsOn !== null && day > endsOn) return unknown('ended');
  const isLive = (d: number) => d >= startsOn && (endsOn === null || d <= endsOn);
  const isSilent = (d: number) => !facts.deliveryDays.some((delivery) => delivery <= d && d - delivery <= 3);
  const registered = facts.registered;
  if (metric === 'registered_users' && registered !== null)
    return known(registered.filter((r) => r.from <= day && (r.to === null || day <= r.to)).length);
  if (metric === 'login_users' && (facts.loginsMappedFrom === null || day < facts.loginsMappedFrom)) return unknown('not-mapped');
  const window = { dau: 1, wau: 7, mau: 30, login_users: 1, registered_users: 180 }[metric];
  const days = Array.from({ length: window }, (_, i) => day - i).filter(isLive);
  const silent = days.filter(isSilent).length;
  if (metric !== 'registered_users' && silent / days.length > 0.2) return unknown('source-silent');
  const users = new Set<number>();
  facts.day.forEach((on, row) => {
    if (days.includes(on) && (metric !== 'login_users' || facts.login[row] === 1)) users.add(facts.user[row] ?? -1);
  });
  return silent > 0 ? { known: true, value: users.size, partial: true } : known(users.size);
}

const [FIRST, LAST] = [-30, 220];
const days = fc.integer({ min: FIRST, max: LAST });
const rows = fc.array(fc.record({ user: fc.nat(6), day: days, login: fc.boolean() }), { maxLength: 60 });
const histories = fc.record({
  rows,
  live: fc.record({ startsOn: fc.integer({ min: -20, max: 60 }), endsOn: fc.option(fc.integer({ min: 60, max: 210 }), { nil: null }) }),
  deliveryDays: fc.uniqueArray(days, { maxLength: 120 }).map((list) => Int32Array.from(list).sort()),
  loginsMappedFrom: fc.option(fc.integer({ min: -20, max: 120 }), { nil: null }),
  registered: fc.option(fc.array(fc.record({ from: days, to: fc.option(days, { nil: null }) }), { maxLength: 6 }), { nil: null }),
});

const bits = (column: Column) => [
  ...new Uint8Array(column.values.buffer, column.values.byteOffset, column.values.byteLength),
  ...column.reasons,
];

describe('stored usage columns', () => {
  test('ACT-01, ACT-03: value, null and reason of every cell equal a naive recount', () => {
    fc.assert(
      fc.property(histories, ({ rows: list, ...rest }) => {
        const facts = factsOf(list, rest);
        const columns = usageColumns(facts, SILENCE_LIMITS, 0, 200);
        for (const metric of STORED_COLUMNS) {
          for (let day = 0; day <= 200; day++)
            expect({ metric, day, cell: cell(columns[metric], day) }).toEqual({ metric, day, cell: recount(facts, metric, day) });
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('settled 43: started on any later day, every cell is the same to the last bit', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 199 }), ({ rows: list, ...rest }, start) => {
        const facts = factsOf(list, rest);
        const [whole, tail] = [usageColumns(facts, SILENCE_LIMITS, 0, 200), usageColumns(facts, SILENCE_LIMITS, start, 200)];
        for (const metric of STORED_COLUMNS) {
          const { values, reasons } = whole[metric];
          expect(bits(tail[metric])).toEqual(bits({ from: start, values: values.slice(start), reasons: reasons.slice(start) }));
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test('a late event changes only the days whose window holds it: dau d, wau d…d+6, mau d…d+29, inferred users d…d+179', () => {
    const reach = { dau: 0, wau: 6, mau: 29, login_users: 0, registered_users: 179 };
    fc.assert(
      fc.property(histories, fc.nat(6), fc.integer({ min: 0, max: 200 }), ({ rows: list, ...rest }, user, day) => {
        const before = usageColumns(factsOf(list, rest), SILENCE_LIMITS, 0, 200);
        const after = usageColumns(factsOf([...list, { user, day, login: true }], rest), SILENCE_LIMITS, 0, 200);
        for (const metric of STORED_COLUMNS) {
          for (let d = 0; d <= 200; d++) {
            if (d >= day && d <= day + reach[metric]) continue;
            expect({ metric, d, cell: cell(after[metric], d) }).toEqual({ metric, d, cell: cell(before[metric], d) });
          }
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});
