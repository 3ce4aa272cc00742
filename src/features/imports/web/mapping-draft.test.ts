import { describe, expect, test } from 'vitest';
import { columnUse, type Draft, draftFields, missingFields, withDateOrder, withEndReading, withUse, withWord } from './mapping-draft.ts';

const LINES: Draft = {
  file: 'lines.csv',
  entity: 'contract-line',
  columns: { id: 'no', account: 'customer', startsOn: 'from' },
  custom: { upgrade: 'flag' },
};

describe('the mapping of a file as a person changes it', () => {
  test('a column is a field, a field of the workspace, or nothing', () => {
    expect(['from', 'upgrade', 'other'].map((header) => columnUse(LINES, header).as)).toEqual(['field', 'custom', 'none']);
    const events: Draft = {
      file: 'e.csv',
      entity: 'events',
      columns: { account: { via: 'contract-line', column: 'sub' }, occurredAt: 'at', name: { value: 'use' } },
      excludeWhen: {},
    };
    expect([columnUse(events, 'sub'), columnUse(events, 'at')]).toEqual([
      { as: 'field', field: 'account' },
      { as: 'field', field: 'occurredAt' },
    ]);
  });

  test('a field goes over to another column, and a column to another use', () => {
    const moved = withUse(LINES, 'start', { as: 'field', field: 'startsOn' });
    expect(moved.columns).toEqual({ id: 'no', account: 'customer', startsOn: 'start' });
    const own = withUse(moved, 'customer', { as: 'custom', type: 'text' });
    expect([own.columns, 'custom' in own && own.custom]).toEqual([
      { id: 'no', startsOn: 'start' },
      { upgrade: 'flag', customer: 'text' },
    ]);
    expect(missingFields(own)).toEqual(['account']);
    expect(withUse(own, 'upgrade', { as: 'none' })).not.toHaveProperty('custom.upgrade');
  });

  test('words, day order and end days are said by column', () => {
    const said = withEndReading(withDateOrder(withWord(LINES, 'billingPeriod', 'annually', 'YEAR'), 'from', 'day-first'), 'exclusive');
    expect(said).toMatchObject({
      values: { billingPeriod: { annually: 'YEAR' } },
      dates: { from: 'day-first' },
      endsOnIs: 'exclusive',
    });
    expect(withWord(said, 'billingPeriod', 'annually', null)).toMatchObject({ values: { billingPeriod: {} } });
  });

  test('every kind says its fields; users and events what must be there', () => {
    expect(draftFields('contract-line').map(({ name }) => name)).toContain('seats');
    expect(draftFields('events').filter(({ required }) => required)).toHaveLength(3);
    expect(missingFields({ file: 'u.csv', entity: 'users', columns: { account: 'a', userId: 'u' } })).toEqual([]);
  });
});
