import { DEMO_LABEL } from '../../features/imports/contract.ts';
import type { ImportMapping } from '../../features/imports/contract-mapping.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import { type MadeTable, madeTable } from '../table.ts';
import type { Cast } from './cast.ts';
import { type Customer, inventCustomers } from './customers.ts';
import { demoRecords, profileOf } from './demo-records.ts';
import { SHAPE_WORDS } from './shapes.ts';
import { type DemoTruth, truthOf } from './truth.ts';
import { actsOf, USE_COLUMNS } from './use.ts';

export const DEMO_SOURCE = DEMO_LABEL;
/** The source of the invented customers whose data stopped coming. */
const SILENT_SOURCE = '自造数据（断传）';
export const DEMO_SOURCES = [DEMO_SOURCE, SILENT_SOURCE] as const;

export interface DemoInput {
  readonly cast: Cast;
  /** The day the stories are built towards: of the first run. A later run with the same anchor adds the days since, and nothing else. */
  readonly anchor: Day;
  /** Nothing happens after this moment. */
  readonly now: Instant;
  readonly timeZone: string;
}

/** A table together with what it holds and where it claims to come from. */
export interface DemoPart {
  readonly source: string;
  readonly file: ImportMapping['files'][number];
  readonly table: MadeTable;
}

/**
 * Invents the customers of a cast, with everything that is known of them. The same input gives the same data.
 *
 * @param input  Who plays, and what time it is.
 * @returns      Tables for the import, rows made as they are read.
 */
export function demoData({ cast, anchor, ...time }: DemoInput): readonly DemoPart[] {
  const customers = inventCustomers(cast, anchor);
  const ofSource = (silent: boolean): readonly Customer[] => customers.filter(({ role }) => (role.shape === 'silent') === silent);
  const sources = [
    { source: DEMO_SOURCE, file: 'events.csv', customers: ofSource(false) },
    { source: SILENT_SOURCE, file: 'events-silent.csv', customers: ofSource(true) },
  ].filter((one) => one.customers.length > 0);
  return [
    accountsPart(customers),
    usersPart(customers),
    ...demoRecords(customers, anchor).map((part) => ({ source: DEMO_SOURCE, ...part })),
    ...sources.map((one) => eventsPart(one, { anchor, historyDays: cast.historyDays, ...time })),
  ];
}

/**
 * What was put into the data on purpose.
 *
 * @param cast    Who plays.
 * @param anchor  The day the stories are built towards.
 * @returns       A truth a customer.
 */
export function demoTruth(cast: Cast, anchor: Day): readonly DemoTruth[] {
  return inventCustomers(cast, anchor).map((customer) => truthOf(customer, anchor));
}

function accountsPart(customers: readonly Customer[]): DemoPart {
  const rows = customers.map((customer) => ({ ...customer, profile: profileOf(customer) }));
  const fields = rows[0]?.profile.map(([field]) => field) ?? [];
  const header = ['客户编号', '名称', '开始日', '结束日', '负责人', '数据', '走势', '行业', '地区', ...fields];
  return {
    source: DEMO_SOURCE,
    file: {
      file: 'accounts.csv',
      entity: 'account',
      columns: {
        ...{ id: '客户编号', name: '名称', startsOn: '开始日', endsOn: '结束日', owner: '负责人', industry: '行业', region: '地区' },
        ...Object.fromEntries(fields.map((field) => [field, field])),
      },
      custom: { 数据: 'text', 走势: 'text' },
    },
    table: tableOf('accounts.csv', header, function* () {
      for (const { externalId, name, startsOn, endsOn, owner, role, industry, region, profile } of rows)
        yield [
          ...[externalId, name, startsOn, endsOn ?? '', owner, DEMO_SOURCE, SHAPE_WORDS[role.shape], industry, region],
          ...profile.map(([, value]) => value),
        ];
    }),
  };
}

function usersPart(customers: readonly Customer[]): DemoPart {
  return {
    source: DEMO_SOURCE,
    file: {
      file: 'users.csv',
      entity: 'users',
      columns: { account: '客户编号', userId: '用户编号', createdOn: '开通日', disabledOn: '停用日' },
    },
    table: tableOf('users.csv', ['客户编号', '用户编号', '开通日', '停用日'], function* () {
      for (const { externalId, users } of customers)
        for (const { userId, createdOn, disabledOn } of users) yield [externalId, userId, createdOn, disabledOn ?? ''];
    }),
  };
}

function eventsPart(
  { source, file, customers }: { source: string; file: string; customers: readonly Customer[] },
  input: Parameters<typeof actsOf>[1],
): DemoPart {
  const [account, userId, occurredAt, name, module, messageId] = USE_COLUMNS;
  return {
    source,
    // The last column is no field: it is kept as the property whose reserved name says what an event means.
    file: { file, entity: 'events', columns: { account, userId, occurredAt, name, module, messageId }, excludeWhen: {} },
    table: tableOf(file, USE_COLUMNS, () => actsOf(customers, input)),
  };
}

function tableOf(name: string, header: readonly string[], make: () => Iterable<readonly string[]>): MadeTable {
  return madeTable(name, header, function* () {
    let line = 1;
    for (const cells of make()) {
      line += 1;
      yield { line, cells, problem: null };
    }
  });
}
