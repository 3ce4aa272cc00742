import { expect, test } from 'vitest';
import { describeEmbedded, type Engine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { SentInputOf } from '../../contract/operation.ts';
import { addDays, type Day, day } from '../../kernel/time.ts';
import { getAccount, listAccounts, saveAccount } from '../accounts/contract.ts';
import { series } from '../metrics/contract.ts';
import { myDay } from '../tasks/contract.ts';
import { listEvents } from '../usage/contract.ts';
import { demoTruth, listImports, removeDemo, runDemo, runImport } from './contract.ts';

/** 2026-11-18 in Shanghai, a Wednesday. */
const TODAY = day('2026-11-18');

async function withHouse(engine: Engine, body: (house: House, owner: Owner) => Promise<void>): Promise<void> {
  const house = await makeHouse(engine, { at: '2026-11-18T02:00:00Z' });
  try {
    await body(house, await house.setUp());
  } finally {
    await house.close();
  }
}

type Input = SentInputOf<typeof runImport>;

const ACCOUNTS: Input['mapping']['files'][number] = {
  file: 'customers.csv',
  entity: 'accounts',
  columns: { externalId: 'id', name: 'name', startsOn: 'start', endsOn: 'end', owner: 'csm' },
  attributes: ['city'],
};
const USERS: Input['mapping']['files'][number] = {
  file: 'users.csv',
  entity: 'users',
  columns: { account: 'customer', userId: 'user', createdOn: 'created' },
};
const EVENTS: Input['mapping']['files'][number] = {
  file: 'events.csv',
  entity: 'events',
  columns: { account: 'customer', userId: 'user', occurredAt: 'time', name: { value: 'login' }, module: 'module' },
  excludeWhen: { bot: '1' },
};

const CUSTOMERS_CSV = [
  'id,name,start,end,csm,city,segment',
  'c1,云帆,2026-09-01,,陈思,杭州,a',
  'c2,远山,2026-09-01,2026-10-31,陈思,,b',
  'c3,坏日期,01/09/2026,,,,c',
  'c1,云帆,2026-09-01,,陈思,杭州,a',
  'c2,另一个名字,2026-09-01,2026-10-31,陈思,,b',
  'c4,少一格',
].join('\n');
const EVENTS_CSV = [
  'customer;user;time;module;bot',
  'c1;u1;2026-11-17 09:00:00;订单;0',
  'c1;u1;2026-11-17 09:00:00;订单;0',
  'c1;u2;2026-11-17 09:30:00;订单;1',
  'nobody;u1;2026-11-17 09:00:00;订单;0',
  'c1;u3;2026-11-19 09:00:00;订单;0',
  'c1;"u4',
].join('\r\n');

const input = (
  files: readonly { name: string; text: string; mapping: Input['mapping']['files'][number] }[],
  more: Partial<Input> = {},
): Input => ({
  mapping: { source: 'crm', files: files.map(({ mapping }) => mapping) },
  files: files.map(({ name, text }) => ({ name, text })),
  ...more,
});
const BOTH = [
  { name: 'customers.csv', text: CUSTOMERS_CSV, mapping: ACCOUNTS },
  { name: 'events.csv', text: EVENTS_CSV, mapping: EVENTS },
];

describeEmbedded('imports of tables', (engine) => {
  test('settled 13, 17: good rows are kept, each bad one named by line, column, value, reason; counts add up; again changes nothing', async () => {
    await withHouse(engine, async (house, owner) => {
      const report = await house.call(runImport, input(BOTH), owner);
      await house.settle();
      expect(report).toMatchObject({ source: 'crm', asOf: TODAY, by: '王琳' });
      expect(report.files).toEqual([
        {
          ...{ file: 'customers.csv', entity: 'accounts', rows: 6, imported: 2, unchanged: 0, duplicate: 1, flagged: 0, rejected: 3 },
          unmappedColumns: ['segment'],
          findings: [{ code: 'mixed-dates', column: 'start', count: 1, samples: ['year-first 4, either-first 1'] }],
          rejects: [
            { line: 4, column: 'start', value: '01/09/2026', reason: 'Reads as DD-MM-YYYY or MM-DD-YYYY. Write days as YYYY-MM-DD.' },
            {
              line: 6,
              column: null,
              value: expect.stringContaining('另一个名字'),
              reason: expect.stringContaining('line 3 of customers.csv'),
            },
            { line: 7, column: null, value: 'c4,少一格', reason: 'The row has 2 cells, the header has 7.' },
          ],
        },
        {
          ...{ file: 'events.csv', entity: 'events', rows: 6, imported: 3, unchanged: 0, duplicate: 0, flagged: 1, rejected: 3 },
          unmappedColumns: [],
          findings: [],
          rejects: [
            { line: 5, column: 'customer', value: 'nobody', reason: 'There is no customer with this id. Import the customer first.' },
            { line: 6, column: 'time', value: '2026-11-19 09:00:00', reason: expect.stringContaining('in the future') },
            { line: 7, column: null, value: 'c1;"u4', reason: 'A quote is opened here and never closed.' },
          ],
        },
      ]);
      const { total, events } = await house.call(listEvents, { externalId: 'c1' }, owner);
      expect([total, events.map(({ excluded, kind, source }) => [kind, excluded, source])]).toEqual([
        3,
        [
          ['login', true, 'crm'],
          ['login', false, 'crm'],
          ['login', false, 'crm'],
        ],
      ]);
      const again = await house.call(runImport, input(BOTH), owner);
      expect(again.files).toMatchObject([
        { rows: 6, imported: 0, unchanged: 2, duplicate: 1, rejected: 3 },
        { rows: 6, imported: 0, duplicate: 3, flagged: 0, rejected: 3 },
      ]);
      expect((await house.call(listImports, {}, owner)).imports).toEqual([again, report]);
    });
  });

  test('settled 21, 8: owners become people, attributes are kept, an exclusive end is the day before', async () => {
    await withHouse(engine, async (house, owner) => {
      const exclusive = { ...ACCOUNTS, endsOnIs: 'exclusive' as const };
      await house.call(runImport, input([{ name: 'customers.csv', text: CUSTOMERS_CSV, mapping: exclusive }]), owner);
      expect(await house.call(getAccount, { externalId: 'c1' }, owner)).toMatchObject({
        name: '云帆',
        startsOn: '2026-09-01',
        endsOn: null,
        owner: { name: '陈思' },
        attributes: { city: '杭州' },
      });
      expect(await house.call(getAccount, { externalId: 'c2' }, owner)).toMatchObject({ endsOn: '2026-10-30' });
    });
  });

  test('ACT-01: a customer without a start day starts with its first event, also when the events come by a later import', async () => {
    await withHouse(engine, async (house, owner) => {
      const bare = { ...ACCOUNTS, columns: { externalId: 'id' }, attributes: [] };
      const events = { name: 'events.csv', text: EVENTS_CSV, mapping: EVENTS };
      await house.call(runImport, input([{ name: 'customers.csv', text: 'id\nc1\nc9\n', mapping: bare }]), owner);
      expect(await house.call(getAccount, { externalId: 'c1' }, owner)).toMatchObject({ startsOn: TODAY, name: 'c1' });
      await house.call(runImport, input([events]), owner);
      await house.settle();
      expect(await house.call(getAccount, { externalId: 'c1' }, owner)).toMatchObject({ startsOn: '2026-11-17' });
      const rows = await house.call(series, { externalId: 'c1', metrics: 'dau', from: '2026-11-16', to: TODAY }, owner);
      expect(rows.map(({ value, reason }) => value ?? reason)).toEqual(['not-started', 1, 0]);
      const idle = await house.call(series, { externalId: 'c9', metrics: 'dau', from: TODAY, to: TODAY }, owner);
      expect(idle.map(({ value }) => value)).toEqual([0]);
    });
  });

  test('ACT-03: users are registered from their day, counted once, and changed by a later import; the login ratio follows', async () => {
    await withHouse(engine, async (house, owner) => {
      const users = (text: string) => ({ name: 'users.csv', text, mapping: USERS });
      const first = 'customer,user,created\nc1,u1,2026-09-01\nc1,u2,2026-11-18\nc1,u1,2026-09-01\nnobody,u1,\nc1,,\n';
      const report = await house.call(runImport, input([...BOTH, users(first)]), owner);
      await house.settle();
      expect(report.files[2]).toMatchObject({ rows: 5, imported: 2, unchanged: 0, duplicate: 1, rejected: 2 });
      const registered = async () =>
        (await house.call(series, { externalId: 'c1', metrics: 'registered-users', from: '2026-11-17', to: TODAY }, owner)).map(
          ({ value }) => value,
        );
      const ratio = async () =>
        (await house.call(series, { externalId: 'c1', metrics: 'login-ratio', from: '2026-11-17', to: '2026-11-17' }, owner))[0]?.value;
      expect([await registered(), await ratio()]).toEqual([[1, 2], 1]);
      const later = await house.call(runImport, input([users('customer,user,created\nc1,u1,2026-09-01\nc1,u2,2026-11-17\n')]), owner);
      await house.settle();
      expect(later.files[0]).toMatchObject({ imported: 1, unchanged: 1 });
      expect([await registered(), await ratio()]).toEqual([[2, 2], 0.5]);
    });
  });

  test('settled 17: the same id with another content is a conflict, never overwritten', async () => {
    await withHouse(engine, async (house, owner) => {
      const mapping = { ...EVENTS, columns: { ...EVENTS.columns, messageId: 'id' }, excludeWhen: {} };
      const text = 'id,customer,user,time,module\ne1,c1,u1,2026-11-17,a\ne1,c1,u2,2026-11-17,a\ne1,c1,u1,2026-11-17,a\n';
      const report = await house.call(runImport, input([...BOTH.slice(0, 1), { name: 'events.csv', text, mapping }]), owner);
      expect(report.files[1]).toMatchObject({ rows: 3, imported: 1, duplicate: 1, rejected: 1 });
      expect(report.files[1]?.rejects).toMatchObject([
        { line: 3, column: 'id', value: 'e1', reason: expect.stringContaining('never overwritten') },
      ]);
    });
  });

  test('a mapping that names what is not there writes nothing and says so', async () => {
    await withHouse(engine, async (house, owner) => {
      const wrong = { ...ACCOUNTS, columns: { externalId: 'ID' }, attributes: [] };
      const csv = { name: 'customers.csv', text: CUSTOMERS_CSV };
      const refused = (more: Input) => expect(house.call(runImport, more, owner)).rejects;
      await refused(input([{ ...csv, mapping: wrong }])).toMatchObject({
        code: 'mapping-invalid',
        issues: [{ path: 'files.0.columns.externalId' }],
      });
      await refused(input([{ ...csv, text: '', mapping: ACCOUNTS }])).toMatchObject({
        code: 'mapping-invalid',
        issues: [{ path: 'files.0.file' }],
      });
      await refused(input([{ ...csv, name: 'other.csv', mapping: ACCOUNTS }])).toMatchObject({ code: 'mapping-invalid' });
      await refused(
        input([
          { ...csv, mapping: ACCOUNTS },
          { name: 'events.csv', text: EVENTS_CSV, mapping: { ...EVENTS, timeZone: 'Mars' } },
        ]),
      ).toThrow('Mars');
      await refused(input([{ ...csv, mapping: ACCOUNTS }], { asOf: '2026-11-19' })).toThrow('after today');
      expect((await house.call(listAccounts, {}, owner)).total).toBe(0);
      expect((await house.call(listImports, {}, owner)).imports).toEqual([]);
    });
  });

  test('a file with a header only has no rows; cells that look like formulas are data', async () => {
    await withHouse(engine, async (house, owner) => {
      const bare = { ...ACCOUNTS, columns: { externalId: 'id', name: 'name' }, attributes: [] };
      const empty = await house.call(runImport, input([{ name: 'customers.csv', text: 'id,name\n', mapping: bare }]), owner);
      expect(empty.files).toMatchObject([{ rows: 0, imported: 0, rejected: 0 }]);
      const formula = '"=HYPERLINK(""http://example.com"",""x"")"';
      await house.call(runImport, input([{ name: 'customers.csv', text: `id,name\n=1+1,${formula}\n`, mapping: bare }]), owner);
      expect(await house.call(getAccount, { externalId: '=1+1' }, owner)).toMatchObject({ name: '=HYPERLINK("http://example.com","x")' });
    });
  });

  test('hostile files: NUL, a cell of a megabyte, ten thousand columns, a header that stands twice; the good rows beside them are kept', async () => {
    await withHouse(engine, async (house, owner) => {
      const bare = { ...ACCOUNTS, columns: { externalId: 'id', name: 'name' }, attributes: [] };
      const run = async (text: string) =>
        (await house.call(runImport, input([{ name: 'customers.csv', text, mapping: bare }]), owner)).files[0];
      const large = 'x'.repeat(1024 * 1024);
      expect(await run(`id,name\nn1,a\0b\nn2,${large}\n"n3\n",c\nn4,"d""\n"\n`)).toMatchObject({
        rows: 4,
        imported: 3,
        rejects: [
          { line: 3, column: 'name', value: `${'x'.repeat(200)}…`, reason: 'The cell has 1048576 characters; at most 200 are kept.' },
        ],
      });
      const wide = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',');
      const report = await run(`id,name,${wide}\nw1,wide,${wide}\n`);
      expect([report?.imported, report?.unmappedColumns.length]).toEqual([1, 1000]);
      expect(await run('id,name,x,x\nt1,twice,1,2\n')).toMatchObject({ imported: 1, unmappedColumns: ['x', 'x'] });
      await expect(run('id,name,name\nt2,a,b\n')).rejects.toThrow("Column 'name' stands in the header more than once");
      await expect(run('')).rejects.toMatchObject({ code: 'mapping-invalid', message: expect.stringContaining('no header: it is empty') });
      expect(await run('id,name\nt1,twice\nid,name\n')).toMatchObject({
        unchanged: 1,
        rejects: [{ line: 3, value: 'id,name', reason: 'The header of the file stands here once more.' }],
      });
      const { accounts } = await house.call(listAccounts, {}, owner);
      expect(accounts.map(({ externalId }) => externalId).sort()).toEqual(['n1', 'n3', 'n4', 't1', 'w1']);
      expect(await house.call(getAccount, { externalId: 'n1' }, owner)).toMatchObject({ name: 'a\uFFFDb' });
    });
  });

  test('settled 15: a history that ended badly opens no task; the same usage up to today does', async () => {
    await withHouse(engine, async (house, owner) => {
      const users = Array.from({ length: 10 }, (_, index) => `c1,u${index},2025-01-01`).join('\n');
      const files = (lastDay: Day) => {
        const logins = Array.from({ length: 60 }, (_, back) => `c1;u0;${addDays(lastDay, -back)} 09:00:00;订单;0`);
        return [
          { name: 'customers.csv', text: 'id,name,start,end,csm,city\nc1,云帆,2025-01-01,,,\n', mapping: ACCOUNTS },
          { name: 'users.csv', text: `customer,user,created\n${users}\n`, mapping: USERS },
          { name: 'events.csv', text: `customer;user;time;module;bot\n${logins.join('\n')}\n`, mapping: EVENTS },
        ];
      };
      const tasks = async () => (await house.call(myDay, { whose: 'team' }, owner)).tasks.map(({ kind }) => kind);
      const history = day('2025-11-18');
      await house.call(runImport, input(files(history), { asOf: history }), owner);
      await house.settle();
      const [activity] = await house.call(series, { externalId: 'c1', metrics: 'activity-rate', from: history, to: history }, owner);
      expect([activity?.value, await tasks()]).toEqual([0.1, []]);
      await house.call(runImport, input(files(addDays(TODAY, -1))), owner);
      await house.settle();
      expect(await tasks()).toEqual(['low-activity']);
    });
  });
});

describeEmbedded('sample data', (engine) => {
  test('24 invented customers, labelled and with owners: tasks for each that has collapsed, and for no other', async () => {
    await withHouse(engine, async (house, owner) => {
      const report = await house.call(runDemo, {}, owner);
      await house.settle();
      expect(report.source).toBe('自造数据');
      expect(report.files.every(({ rows, imported, rejected }) => rejected === 0 && imported === rows)).toBe(true);
      const { accounts } = await house.call(listAccounts, {}, owner);
      expect(accounts.length).toBe(24);
      expect(accounts.every(({ attributes, owner: csm }) => attributes.数据 === '自造数据' && csm !== null)).toBe(true);
      const { tasks } = await house.call(myDay, { whose: 'team' }, owner);
      expect(tasks.length >= 4 && tasks.length <= 16).toBe(true);
      const collapsed = accounts.filter(({ attributes }) => attributes.走势 === '骤降').map(({ externalId }) => externalId);
      // Behind a fall may stand a cause with a task of its own.
      expect([...new Set(tasks.map(({ account }) => account.externalId))].sort()).toEqual(collapsed.sort());
    });
  }, 90_000);

  test('again changes nothing, a day later it adds that day; real customers are not mixed in', async () => {
    await withHouse(engine, async (house, owner) => {
      const first = await house.call(runDemo, { customers: 3 }, owner);
      const again = await house.call(runDemo, { customers: 3 }, owner);
      expect(again.files.every(({ imported, rejected }) => imported + rejected === 0)).toBe(true);
      house.clock.set('2026-11-19T12:00:00Z');
      const later = await house.call(runDemo, { customers: 3 }, owner);
      const events = (report: typeof first) => report.files.find(({ entity }) => entity === 'events');
      expect(later.files.every(({ rejected }) => rejected === 0)).toBe(true);
      expect(events(later)).toMatchObject({ duplicate: events(first)?.rows });
      expect(events(later)?.imported).toBeGreaterThan(0);
      const truth = await house.call(demoTruth, { customers: 3 }, owner);
      expect([truth.label, truth.anchor, truth.customers.length]).toEqual(['自造数据', TODAY, 3]);
      await expect(house.call(runDemo, { size: 'whole' }, owner)).rejects.toMatchObject({ code: 'conflict' });
      await house.call(saveAccount, { externalId: 'demo-001', name: '改过名字' }, owner);
      await house.settle();
      // Everything goes, also what somebody has changed since.
      const back = await house.call(removeDemo, {}, owner);
      expect(back).toMatchObject({ refusedTotal: 0, events: (events(first)?.imported ?? 0) + (events(later)?.imported ?? 0) });
      await house.settle();
      expect([(await house.call(listAccounts, {}, owner)).accounts, await house.call(myDay, { whose: 'team' }, owner)]).toMatchObject([
        [],
        { tasks: [] },
      ]);
      await expect(house.call(removeDemo, {}, owner)).rejects.toMatchObject({ code: 'not-found' });
      await house.call(runImport, input(BOTH), owner);
      await expect(house.call(runDemo, { customers: 3 }, owner)).rejects.toMatchObject({ code: 'conflict' });
    });
  });
});
