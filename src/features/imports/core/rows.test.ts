import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInstant, instant } from '../../../kernel/time.ts';
import { type AccountReading, accountRow } from './account-rows.ts';
import type { TextRow } from './cells.ts';
import { bindColumns, type FieldSource } from './columns.ts';
import { type EventReading, eventRow } from './event-rows.ts';
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
  const columns = { externalId: 'id', name: 'name', startsOn: 'start', endsOn: 'end', endKind: 'kind', owner: 'owner' };
  const reading: AccountReading = {
    bound: bind(header, columns),
    attributes: [{ column: 'city', index: 6 }],
    endsOnIs: 'inclusive',
    timeZone: 'Asia/Shanghai',
  };

  test('a full row; an empty cell says nothing, except that an empty end goes on and an empty attribute is gone', () => {
    expect(accountRow(row(' c1 ', '云帆', '2026-01-01', '2026-06-30', 'churned', '陈思', '杭州'), reading)).toEqual({
      ok: true,
      row: {
        externalId: 'c1',
        name: '云帆',
        startsOn: '2026-01-01',
        endsOn: '2026-06-30',
        endKind: 'churned',
        owner: '陈思',
        attributes: { city: '杭州' },
      },
    });
    expect(accountRow(row('c1', '', '', '', '', '', ''), reading)).toEqual({
      ok: true,
      row: { externalId: 'c1', endsOn: null, endKind: null, attributes: { city: '' } },
    });
  });

  test('settled 8: an exclusive end is the day before; a moment is the civil day of the workspace', () => {
    const exclusive = { ...reading, endsOnIs: 'exclusive' as const };
    expect(accountRow(row('c1', '', '', '2026-07-01', '', '', ''), exclusive)).toMatchObject({ row: { endsOn: '2026-06-30' } });
    expect(accountRow(row('c1', '', '2026-06-30T16:00:00Z', '', '', '', ''), reading)).toMatchObject({ row: { startsOn: '2026-07-01' } });
    expect(accountRow(row('c1', '', '2026-07-01', '2026-07-01', '', '', ''), reading)).toMatchObject({ ok: true });
    expect(accountRow(row('c1', '', '2026-07-01', '2026-07-01', '', '', ''), exclusive)).toEqual({
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
    expect(accountRow(bad, reading)).toEqual({ ok: false, rejection: { line: 7, column, value, reason } });
  });

  test('cells that a spreadsheet would run as a formula are data', () => {
    const formula = "=cmd|' /C calc'!A0";
    expect(accountRow(row('@SUM(1)', formula, '', '', '', '+1', '-2'), reading)).toMatchObject({
      ok: true,
      row: { externalId: '@SUM(1)', name: formula, owner: '+1', attributes: { city: '-2' } },
    });
  });

  test('an attribute named like a property of every object is an attribute', () => {
    const odd = { ...reading, bound: bind(['id', '__proto__'], { externalId: 'id' }), attributes: [{ column: '__proto__', index: 1 }] };
    const found = accountRow(row('c1', 'x'), odd);
    expect(found.ok && JSON.stringify(found.row.attributes)).toBe('{"__proto__":"x"}');
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
        properties: '{"bulk":"0","no":"5"}',
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
        expect(found).toMatchObject({ ok: true, row: { account, userId, module: null, occurredAt: ms, properties: '' } });
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
