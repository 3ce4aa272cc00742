import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInstant, instant } from '../../../kernel/time.ts';
import { accountKind } from '../../accounts/core/kinds.ts';
import { contractLineKind } from '../../contracts/core/kinds.ts';
import type { TextRow } from './cells.ts';
import { bindColumns, type FieldSource } from './columns.ts';
import { NO_DIALECTS } from './dialects.ts';
import { type EventReading, eventRow } from './event-rows.ts';
import { type RecordReading, recordRow, wordsOfKind } from './record-rows.ts';
import { userRow } from './user-rows.ts';

const row = (...cells: string[]): TextRow => ({ line: 7, cells, problem: null });
const bind = (header: readonly string[], columns: Record<string, FieldSource | undefined>) => {
  const result = bindColumns(header, columns, {});
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join(' '));
  return result.bound;
};

describe('columns of a mapping', () => {
  test('what is not there is named with what is; what stands twice is refused; what serves nothing is listed', () => {
    expect(bindColumns(['id', 'x', 'x'], { externalId: 'ID', name: 'x' }, { attributes: ['y'] })).toEqual({
      ok: false,
      issues: [
        { path: 'columns.externalId', message: "There is no column 'ID'. The file has: id, x, x." },
        { path: 'columns.name', message: "Column 'x' stands in the header more than once. Rename one of them." },
        { path: 'attributes.y', message: "There is no column 'y'. The file has: id, x, x." },
      ],
    });
    expect(bindColumns(['id', 'x', 'x', ''], { externalId: 'id', name: undefined }, {})).toMatchObject({
      bound: { unmapped: ['x', 'x'], width: 4 },
    });
    expect(bindColumns([], { externalId: 'id' }, {})).toMatchObject({ ok: false, issues: [{ path: 'file' }] });
  });
});

describe('rows of customers', () => {
  const header = ['id', 'name', 'start', 'end', 'kind', 'owner', 'city'];
  const columns = { id: 'id', name: 'name', startsOn: 'start', endsOn: 'end', endKind: 'kind', owner: 'owner' };
  const reading: RecordReading = {
    kind: accountKind,
    bound: bind(header, columns),
    custom: [{ column: 'city', index: 6, key: 'city', type: 'text' }],
    dialects: NO_DIALECTS,
    endsOnIs: 'inclusive',
    timeZone: 'Asia/Shanghai',
    words: wordsOfKind(accountKind, {}),
    otherwise: {},
    currency: null,
  };

  test('a full row; an empty cell says that there is none', () => {
    expect(recordRow(row(' c1 ', '云帆', '2026-01-01', '2026-06-30', 'churned', '陈思', '杭州'), reading)).toEqual({
      ok: true,
      row: {
        id: 'c1',
        words: { name: '云帆', startsOn: '2026-01-01', endsOn: '2026-06-30', endKind: 'churned', owner: '陈思' },
        custom: { city: '杭州' },
      },
    });
    expect(recordRow(row('c1', '', '', '', '', '', ''), reading)).toEqual({
      ok: true,
      row: { id: 'c1', words: { name: null, startsOn: null, endsOn: null, endKind: null, owner: null }, custom: { city: null } },
    });
  });

  test('settled 8: an exclusive end is the day before; a moment is the civil day of the workspace', () => {
    const exclusive = { ...reading, endsOnIs: 'exclusive' as const };
    expect(recordRow(row('c1', '', '', '2026-07-01', '', '', ''), exclusive)).toMatchObject({ row: { words: { endsOn: '2026-06-30' } } });
    expect(recordRow(row('c1', '', '2026-06-30T16:00:00Z', '', '', '', ''), reading)).toMatchObject({
      row: { words: { startsOn: '2026-07-01' } },
    });
    expect(recordRow(row('c1', '', '2026-07-01', '2026-07-01', '', '', ''), reading)).toMatchObject({ ok: true });
    expect(recordRow(row('c1', '', '2026-07-01', '2026-07-01', '', '', ''), exclusive)).toEqual({
      ok: false,
      rejection: { line: 7, column: 'end', value: '2026-07-01', reason: 'The last day 2026-06-30 is before the first day 2026-07-01.' },
    });
  });

  test.each([
    [row('', 'x', '', '', '', '', ''), 'id', '', 'The cell is empty.'],
    [row('c1', 'x', '16-10-2024', '', '', '', ''), 'start', '16-10-2024', 'Reads as DD-MM-YYYY or MM-DD-YYYY. Write days as YYYY-MM-DD.'],
    [
      row('c1', 'x', '', '', '', '', 'y'.repeat(2001)),
      'city',
      `${'y'.repeat(200)}…`,
      'The cell has 2001 characters; at most 2000 are kept.',
    ],
    [row('c1', 'x'), null, 'c1,x', 'The row has 2 cells, the header has 7.'],
    [
      { line: 7, cells: ['c1,"x'], problem: 'A quote is opened here and never closed.' },
      null,
      'c1,"x',
      'A quote is opened here and never closed.',
    ],
  ])('a bad row names line, column, value and reason', (bad, column, value, reason) => {
    expect(recordRow(bad, reading)).toEqual({ ok: false, rejection: { line: 7, column, value, reason } });
  });

  test('cells that a spreadsheet would run as a formula are data', () => {
    const formula = "=cmd|' /C calc'!A0";
    expect(recordRow(row('@SUM(1)', formula, '', '', '', '+1', '-2'), reading)).toMatchObject({
      ok: true,
      row: { id: '@SUM(1)', words: { name: formula, owner: '+1' }, custom: { city: '-2' } },
    });
  });

  test('a column named like a property of every object is a column', () => {
    const odd = {
      ...reading,
      bound: bind(['id', '__proto__'], { id: 'id' }),
      custom: [{ column: '__proto__', index: 1, key: '__proto__', type: 'text' as const }],
    };
    const found = recordRow(row('c1', 'x'), odd);
    expect(found.ok && JSON.stringify(found.row.custom)).toBe('{"__proto__":"x"}');
  });
});

describe('rows of contract lines', () => {
  const header = ['id', 'customer', 'start', 'end', 'seats', 'fee', 'ccy', 'billing', 'trial', 'vip', 'size'];
  const columns = {
    ...{ id: 'id', account: 'customer', startsOn: 'start', endsOn: 'end', seats: 'seats' },
    ...{ arr: 'fee', currency: 'ccy', billingPeriod: 'billing', trial: 'trial' },
  };
  const reading: RecordReading = {
    kind: contractLineKind,
    bound: bind(header, columns),
    custom: [
      { column: 'vip', index: 9, key: 'vip', type: 'flag' },
      { column: 'size', index: 10, key: 'size', type: 'number' },
    ],
    dialects: { dates: new Map([['start', { order: 'day-first', digits: null }]]), numbers: new Map([['fee', 'comma']]) },
    endsOnIs: 'exclusive',
    timeZone: 'UTC',
    words: wordsOfKind(contractLineKind, { billingPeriod: { 两年一付: 'YEAR' } }),
    otherwise: {},
    currency: null,
  };
  const line = (change: Record<string, string> = {}) => {
    const cells = {
      id: 'L1',
      customer: 'c1',
      start: '05/06/2026',
      end: '2027-06-05',
      seats: '1,000',
      fee: '1.234,5',
      ccy: 'RMB',
      billing: '年付',
      trial: '否',
      vip: 'Y',
      size: '12.5万',
    };
    return row(...Object.values({ ...cells, ...change }));
  };

  test('every type of field, in the dialect of its column', () => {
    expect(recordRow(line(), reading)).toEqual({
      ok: true,
      row: {
        id: 'L1',
        words: {
          ...{ account: 'c1', startsOn: '2026-06-05', endsOn: '2027-06-04', seats: 1000, arr: 123_450, currency: 'CNY' },
          ...{ billingPeriod: 'YEAR', trial: false },
        },
        custom: { vip: true, size: 125_000 },
      },
    });
    expect(recordRow(line({ billing: '两年一付' }), reading)).toMatchObject({ row: { words: { billingPeriod: 'YEAR' } } });
    expect(recordRow(line({ ccy: '', fee: '€5' }), reading)).toMatchObject({ row: { words: { currency: 'EUR', arr: 500 } } });
  });

  test.each([
    [{ seats: '-5' }, 'seats', '-5', 'Must be at least 0.'],
    [{ seats: '2,5' }, 'seats', '2,5', 'Must be a whole number.'],
    [{ ccy: 'ABC' }, 'ccy', 'ABC', "'ABC' is no currency of ISO 4217. Write CNY."],
    [{ fee: '$5' }, 'fee', '$5', 'The amount is in USD, and the record says CNY.'],
    [{ billing: '随缘' }, 'billing', '随缘', "Nobody has said what '随缘' stands for. Map it under 'values', or say 'otherwise'."],
    [{ trial: '也许' }, 'trial', '也许', 'Neither yes nor no. Write TRUE or FALSE, 是 or 否.'],
    [{ customer: '' }, 'customer', '', 'The cell is empty.'],
    [{ vip: '?' }, 'vip', '?', 'Neither yes nor no. Write TRUE or FALSE, 是 or 否.'],
    [{ size: 'big' }, 'size', 'big', 'Not a number that can be read. Write 1234.56.'],
  ])('bad input is named: %o', (change, column, value, reason) => {
    expect(recordRow(line(change), reading)).toEqual({ ok: false, rejection: { line: 7, column, value, reason } });
  });

  test('a word that nobody mapped may be left out, or become another; amounts are rounded to the cent; both are told', () => {
    expect(recordRow(line({ billing: '随缘' }), { ...reading, otherwise: { billingPeriod: 'none' } })).toMatchObject({
      row: { words: { billingPeriod: null }, notes: [{ code: 'unknown-word', column: 'billing', value: '随缘' }] },
    });
    expect(recordRow(line({ billing: '随缘' }), { ...reading, otherwise: { billingPeriod: 'MONTH' } })).toMatchObject({
      row: { words: { billingPeriod: 'MONTH' } },
    });
    expect(recordRow(line({ fee: '0,005' }), reading)).toMatchObject({
      row: { words: { arr: 1 }, notes: [{ code: 'rounded', column: 'fee', value: '0,005' }] },
    });
  });

  test('a line that ends before it starts is kept as it is said, and told', () => {
    expect(recordRow(line({ end: '2026-06-05' }), reading)).toMatchObject({
      row: { words: { startsOn: '2026-06-05', endsOn: '2026-06-04' }, notes: [{ code: 'ends-before-start' }] },
    });
  });
});

describe('rows of users', () => {
  const bound = bind(['a', 'u', 'from', 'to'], { account: 'a', userId: 'u', createdOn: 'from', disabledOn: 'to' });

  test('a user with days, one without, and one disabled before being created', () => {
    expect(userRow(row('acme', 'u1', '2026-01-01', '2026-02-01'), bound, 'UTC')).toEqual({
      ok: true,
      row: { account: 'acme', userId: 'u1', createdOn: '2026-01-01', disabledOn: '2026-02-01' },
    });
    expect(userRow(row('acme', 'u1', '', ''), bound, 'UTC')).toMatchObject({ row: { createdOn: null, disabledOn: null } });
    expect(userRow(row('acme', 'u1', '2026-02-01', '2026-01-01'), bound, 'UTC')).toMatchObject({
      rejection: { column: 'to', reason: 'Disabled on 2026-01-01, before being created on 2026-02-01.' },
    });
    expect(userRow(row('acme', '', '', ''), bound, 'UTC')).toMatchObject({ rejection: { column: 'u', reason: 'The cell is empty.' } });
  });
});

describe('rows of events', () => {
  const header = ['account', 'user', 'module', 'time', 'bulk', 'bot', 'no'];
  const reading: EventReading = {
    bound: bind(header, { account: 'account', userId: 'user', module: 'module', occurredAt: 'time', name: { value: 'change' } }),
    timeZone: 'UTC',
    excludeWhen: [
      { index: 4, value: '1' },
      { index: 5, value: '1' },
    ],
    properties: [
      { column: 'bulk', index: 4 },
      { column: 'no', index: 6 },
    ],
    latest: instant('2026-12-31T00:00:00Z'),
  };
  const at = (time: string, bulk = '0', bot = '0') => eventRow(row('acme', 'u1', 'docs', time, bulk, bot, '5'), reading);

  test('a full row: cells without a field are kept as properties', () => {
    expect(at('2026-01-31 17:00:00')).toEqual({
      ok: true,
      row: {
        account: 'acme',
        userId: 'u1',
        name: 'change',
        module: 'docs',
        client: null,
        occurredAt: instant('2026-01-31T17:00:00Z'),
        messageId: null,
        excluded: false,
        properties: { bulk: '0', no: '5' },
      },
    });
  });

  test('settled 13: any excluding value flags the row', () => {
    expect([at('2026-01-31'), at('2026-01-31', '1'), at('2026-01-31', '0', '1')].map((found) => found.ok && found.row.excluded)).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('settled 15: before 1970 and in the future is refused; the first moments of 1970 are not', () => {
    expect(at('1969-12-31 23:59:59')).toMatchObject({ rejection: { column: 'time', reason: 'The time lies before 1970.' } });
    expect(at('1970-01-01')).toMatchObject({ ok: true, row: { occurredAt: 0 } });
    expect(at('2027-01-01')).toMatchObject({ rejection: { reason: 'The time lies in the future: later than 2026-12-31T00:00:00.000Z.' } });
  });

  test('clients by the words people use', () => {
    const bound = bind(['account', 't', 'c'], { account: 'account', occurredAt: 't', client: 'c', name: { value: 'login' } });
    const clients = ['Web', 'iOS', 'kiosk', ''].map((client) => {
      const found = eventRow(row('a', '2026-01-01', client), { ...reading, bound, excludeWhen: [], properties: [] });
      return found.ok && found.row.client;
    });
    expect(clients).toEqual(['pc', 'app', 'other', null]);
  });

  test('too much in columns without a field is refused, not cut', () => {
    const wide = Array.from({ length: 40 }, (_, index) => `c${index}`);
    const bound = bind(['account', 't', ...wide], { account: 'account', occurredAt: 't', name: { value: 'x' } });
    const properties = wide.map((column, index) => ({ column, index: index + 2 }));
    const found = eventRow(row('a', '2026-01-01', ...wide.map(() => 'x'.repeat(1000))), { ...reading, bound, excludeWhen: [], properties });
    expect(found).toMatchObject({ ok: false, rejection: { column: null } });
  });

  test('property: a row that is written from an event reads back as it, whatever its texts are', () => {
    const name = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() === text);
    const moment = fc.integer({ min: 0, max: reading.latest });
    fc.assert(
      fc.property(name, name, moment, (account, userId, ms) => {
        const time = formatInstant(ms as typeof reading.latest);
        const found = eventRow(row(account, userId, '', time, '', '', ''), reading);
        expect(found).toMatchObject({ ok: true, row: { account, userId, module: null, occurredAt: ms, properties: null } });
      }),
    );
  });

  test('property: any row of texts is read or refused with its line', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 6, maxLength: 8 }), (cells) => {
        const found = eventRow(row(...cells), reading);
        if (!found.ok) expect([found.rejection.line, found.rejection.reason.length > 0]).toEqual([7, true]);
      }),
    );
  });
});
