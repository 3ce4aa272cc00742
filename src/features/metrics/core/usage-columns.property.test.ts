import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, cell } from '../../../kernel/column.ts';
import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { SILENCE_LIMITS, STORED_COLUMNS, type StoredColumn, type UsageFacts, usageColumns } from './usage-columns.ts';

interface Row {
  readonly user: number;
  readonly day: number;
  readonly login: boolean;
  readonly module: number | null;
  /** 1 for the PC, 2 for the app. */
  readonly client: 0 | 1 | 2;
  readonly seconds: number;
}

type Parts = 'user' | 'day' | 'login' | 'clients' | 'modules' | 'online';

function factsOf(rows: readonly Row[], rest: Omit<UsageFacts, Parts>): UsageFacts {
  const merged = new Map<string, { user: number; day: number; login: boolean; clients: number }>();
  for (const { user, day, login, client } of rows) {
    const known = merged.get(`${user}/${day}`);
    merged.set(`${user}/${day}`, { user, day, login: login || (known?.login ?? false), clients: client | (known?.clients ?? 0) });
  }
  const sorted = [...merged.values()].sort((a, b) => a.user - b.user || a.day - b.day);
  const used = new Map<string, { module: number; day: number; users: Set<number> }>();
  for (const { module, day, user } of rows) {
    if (module === null) continue;
    const one = used.get(`${module}/${day}`) ?? { module, day, users: new Set() };
    one.users.add(user);
    used.set(`${module}/${day}`, one);
  }
  const modules = [...used.values()]
    .sort((a, b) => a.module - b.module)
    .flatMap(({ module, day, users }) => (users.size < 3 ? [...users] : [-1]).map((user) => ({ module, day, user })));
  const lasting = rows.filter(({ seconds }) => seconds > 0);
  return {
    ...rest,
    user: Int32Array.from(sorted, (r) => r.user),
    day: Int32Array.from(sorted, (r) => r.day),
    login: Uint8Array.from(sorted, (r) => Number(r.login)),
    clients: Uint8Array.from(sorted, (r) => r.clients),
    modules: {
      module: Int32Array.from(modules, (r) => r.module),
      day: Int32Array.from(modules, (r) => r.day),
      user: Int32Array.from(modules, (r) => r.user),
    },
    online: {
      client: Uint8Array.from(lasting, (r) => r.client),
      day: Int32Array.from(lasting, (r) => r.day),
      seconds: Float64Array.from(lasting, (r) => r.seconds),
    },
  };
}

/** What a metric is made of, and in how many days. */
const MADE_OF: Record<StoredColumn, { window: number; sign?: keyof UsageFacts['mappedFrom'] }> = {
  dau: { window: 1 },
  wau: { window: 7 },
  mau: { window: 30 },
  login_users: { window: 1, sign: 'login' },
  registered_users: { window: 180 },
  modules: { window: 1, sign: 'module' },
  modules_in_use: { window: 30, sign: 'module' },
  online_seconds: { window: 1, sign: 'seconds' },
  pc_users: { window: 1, sign: 'client' },
  app_users: { window: 1, sign: 'client' },
  pc_seconds: { window: 1, sign: 'seconds' },
  app_seconds: { window: 1, sign: 'seconds' },
};

/** The definition in plain words, one cell at a time. */
function recount(rows: readonly Row[], facts: UsageFacts, metric: StoredColumn, day: number): Maybe<number> {
  const { startsOn, endsOn } = facts.live;
  if (day < startsOn) return unknown('not-started');
  if (endsOn !== null && day > endsOn) return unknown('ended');
  const isLive = (d: number) => d >= startsOn && (endsOn === null || d <= endsOn);
  const isSilent = (d: number) => !facts.deliveryDays.some((delivery) => delivery <= d && d - delivery <= 3);
  const registered = facts.registered;
  if (metric === 'registered_users' && registered !== null)
    return known(registered.filter((r) => r.from <= day && (r.to === null || day <= r.to)).length);
  const { window, sign } = MADE_OF[metric];
  const mapped = sign === undefined ? Number.NEGATIVE_INFINITY : facts.mappedFrom[sign];
  if (mapped === null || day < mapped) return unknown('not-mapped');
  const days = Array.from({ length: window }, (_, i) => day - i).filter(isLive);
  const silent = days.filter(isSilent).length;
  if (metric !== 'registered_users' && silent / days.length > 0.2) return unknown('source-silent');
  const value = valueIn(
    rows.filter((row) => days.includes(row.day)),
    metric,
  );
  return silent > 0 ? { known: true, value, partial: true } : known(value);
}

function valueIn(rows: readonly Row[], metric: StoredColumn): number {
  const distinct = (some: readonly Row[], what: 'user' | 'day' | 'module'): number => new Set(some.map((row) => row[what])).size;
  const time = (some: readonly Row[]): number => some.reduce((sum, { seconds }) => sum + seconds, 0);
  const [pc, app] = [1, 2].map((client) => rows.filter((row) => row.client === client)) as [Row[], Row[]];
  const named = rows.filter(({ module }) => module !== null);
  const modules = [...new Set(named.map(({ module }) => module))].map((one) => named.filter(({ module }) => module === one));
  switch (metric) {
    case 'login_users':
      return distinct(
        rows.filter(({ login }) => login),
        'user',
      );
    case 'modules':
      return modules.length;
    case 'modules_in_use':
      return modules.filter((own) => distinct(own, 'user') >= 3 && distinct(own, 'day') >= 5).length;
    case 'online_seconds':
      return time(rows);
    case 'pc_users':
      return distinct(pc, 'user');
    case 'app_users':
      return distinct(app, 'user');
    case 'pc_seconds':
      return time(pc);
    case 'app_seconds':
      return time(app);
    default:
      return distinct(rows, 'user');
  }
}

const [FIRST, LAST] = [-30, 220];
const days = fc.integer({ min: FIRST, max: LAST });
const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    user: fc.nat(6),
    // Close together, so that modules come into use.
    day: fc.oneof(days, fc.integer({ min: 40, max: 70 })),
    login: fc.boolean(),
    module: fc.constantFrom(0, 1, null),
    client: fc.constantFrom(0, 1, 2),
    seconds: fc.constantFrom(0, 60, 1800),
  }),
  { maxLength: 60 },
);
const since = fc.option(fc.integer({ min: -20, max: 120 }), { nil: null });
const histories = fc.record({
  rows,
  live: fc.record({ startsOn: fc.integer({ min: -20, max: 60 }), endsOn: fc.option(fc.integer({ min: 60, max: 210 }), { nil: null }) }),
  deliveryDays: fc.uniqueArray(days, { maxLength: 120 }).map((list) => Int32Array.from(list).sort()),
  mappedFrom: fc.record({ login: since, module: since, client: since, seconds: since }),
  registered: fc.option(fc.array(fc.record({ from: days, to: fc.option(days, { nil: null }) }), { maxLength: 6 }), { nil: null }),
});

const bits = (column: Column) => [
  ...new Uint8Array(column.values.buffer, column.values.byteOffset, column.values.byteLength),
  ...column.reasons,
];

describe('stored usage columns', () => {
  test('ACT-01, ACT-03, ACT-04, ACT-05, HLT-03: value, null and reason of every cell equal a naive recount', () => {
    fc.assert(
      fc.property(histories, ({ rows: list, ...rest }) => {
        const facts = factsOf(list, rest);
        const columns = usageColumns(facts, SILENCE_LIMITS, 0, 200);
        for (const metric of STORED_COLUMNS) {
          for (let day = 0; day <= 200; day++)
            expect({ metric, day, cell: cell(columns[metric], day) }).toEqual({ metric, day, cell: recount(list, facts, metric, day) });
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
    fc.assert(
      fc.property(histories, fc.nat(6), fc.integer({ min: 0, max: 200 }), ({ rows: list, ...rest }, user, day) => {
        const before = usageColumns(factsOf(list, rest), SILENCE_LIMITS, 0, 200);
        const late: Row = { user, day, login: true, module: 1, client: 2, seconds: 60 };
        const after = usageColumns(factsOf([...list, late], rest), SILENCE_LIMITS, 0, 200);
        for (const metric of STORED_COLUMNS) {
          for (let d = 0; d <= 200; d++) {
            if (d >= day && d < day + MADE_OF[metric].window) continue;
            expect({ metric, d, cell: cell(after[metric], d) }).toEqual({ metric, d, cell: cell(before[metric], d) });
          }
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});
