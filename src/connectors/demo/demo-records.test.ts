import { expect, test } from 'vitest';
import { day } from '../../kernel/time.ts';
import { demoRecords, type RecordedCustomer } from './demo-records.ts';
import { SHAPES } from './shapes.ts';

const ANCHOR = day('2026-11-18');
/** One of each shape, and three more whose use collapsed. */
const CUSTOMERS = [...SHAPES, 'collapsed' as const, 'collapsed' as const, 'collapsed' as const].map(
  (shape, index): RecordedCustomer => ({
    externalId: `demo-00${index + 1}`,
    name: `客户 ${index}`,
    owner: '陈思远',
    startsOn: day(shape === 'new' ? '2026-10-28' : '2026-01-05'),
    seats: index === 0 ? 320 : 55,
    ...{ shape, index },
  }),
);

const rowsOf = () =>
  demoRecords(CUSTOMERS, ANCHOR).flatMap(({ file, table }) =>
    [...table.rows()].map(({ cells }) => ({
      entity: file.entity,
      ...Object.fromEntries(table.header.map((name, at) => [name, cells[at] ?? ''])),
    })),
  ) as readonly Record<string, string>[];

test('the same customers give the same records; every reference names one that is there', () => {
  const rows = rowsOf();
  expect(rowsOf()).toEqual(rows);
  const ids = new Set([...rows.map(({ entity, id }) => `${entity} ${id}`), ...CUSTOMERS.map(({ externalId }) => `account ${externalId}`)]);
  expect(ids.size).toBe(rows.length + CUSTOMERS.length);
  const references = {
    account: 'account',
    unit: 'org-unit',
    parent: 'org-unit',
    contract: 'contract',
    product: 'product',
    contact: 'contact',
  };
  for (const row of rows)
    for (const [field, kind] of Object.entries(references))
      if (row[field]) expect(ids, `${row.id} ${field}`).toContain(`${kind} ${row[field]}`);
});

test('nothing has happened after the anchor; only behind a fall stands a cause', () => {
  for (const row of rowsOf())
    for (const field of ['on', 'raisedAt', 'answeredOn', 'signedOn', 'goLiveOn', 'leftOn', 'promisedOn'])
      expect((row[field] ?? '').slice(0, 10) <= ANCHOR, `${row.id} ${field} ${row[field]}`).toBe(true);
  const rows = rowsOf();
  const overdue = rows.filter(({ entity, dueOn = '' }) => entity === 'commitment' && dueOn < ANCHOR);
  const left = rows.filter(({ entity, leftOn }) => entity === 'contact' && leftOn);
  const bad = rows.filter(({ entity, score }) => entity === 'survey-answer' && Number(score) < 7);
  const collapsed = new Set(CUSTOMERS.filter(({ shape }) => shape === 'collapsed').map(({ externalId }) => externalId));
  const caused = [...overdue, ...left, ...bad];
  // The fourth cause, an issue left open, is not among the places of these four.
  expect(caused.length).toBe(4);
  expect(caused.every(({ account = '' }) => collapsed.has(account))).toBe(true);
});
