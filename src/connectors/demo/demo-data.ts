import type { ImportMapping } from '../../features/imports/contract-mapping.ts';
import { isWorkingDay } from '../../kernel/calendar.ts';
import { CALENDAR_CN } from '../../kernel/calendar-cn.ts';
import { type Random, randomInteger, randomItem, seededRandom } from '../../kernel/random.ts';
import { addDays, type Day, dayNumber, dayOf, daysBetween, type Instant, instantIn } from '../../kernel/time.ts';
import { type MadeTable, madeTable } from '../table.ts';
import { type Company, inventCompanies, OWNERS } from './companies.ts';
import { demoRecords, profileOf } from './demo-records.ts';
import { SHAPE_OF_TURN, SHAPE_WORDS, type Shape, type ShapeDetail, shareOfUsers } from './shapes.ts';

/** The source of invented data; every figure made of it is labelled with this word. */
export const DEMO_SOURCE = '自造数据';
/** The source of the invented customers whose data stopped coming. */
const SILENT_SOURCE = '自造数据（断传）';

/** Days of use before the anchor. */
const HISTORY_DAYS = 180;
/** The silent source sends nothing in this many days before the anchor. */
const SILENT_DAYS = 12;
const SEED = 20_260_101;
/** Share of the users who also come on a day off. */
const OFF_DAY_SHARE = 0.06;
/** Share of logins that are followed by an action worth an event. */
const ACTION_SHARE = 0.1;
const MS_PER_MINUTE = 60_000;
/** Which customer of a round is large. */
const LARGE_TURN = 10;

interface Action {
  readonly name: string;
  readonly module: string;
}

const ACTIONS: readonly [Action, ...Action[]] = [
  { name: '打开看板', module: '看板' },
  { name: '导出报表', module: '报表' },
  { name: '新建订单', module: '订单' },
  { name: '审批通过', module: '审批' },
];

export interface DemoInput {
  readonly customers: number;
  /** The day the shapes are built towards: of the first run. A later run with the same anchor adds the days since, and nothing else. */
  readonly anchor: Day;
  /** Nothing happens after this moment. */
  readonly now: Instant;
  readonly timeZone: string;
}

/** What was put into the data on purpose, to hold judgements against. Judgement never reads it. */
export interface DemoTruth {
  readonly externalId: string;
  readonly name: string;
  readonly shape: Shape;
  /** The day on which use changes by intention; null where it does not. */
  readonly changesOn: Day | null;
  readonly users: number;
}

/** A table together with what it holds and where it claims to come from. */
export interface DemoPart {
  readonly source: string;
  readonly file: ImportMapping['files'][number];
  readonly table: MadeTable;
}

interface Customer extends Company {
  readonly externalId: string;
  readonly index: number;
  readonly owner: string;
  readonly shape: Shape;
  readonly detail: ShapeDetail;
  readonly startsOn: Day;
  readonly users: readonly User[];
}

interface User {
  readonly userId: string;
  readonly createdOn: Day;
  readonly disabledOn: Day | null;
  /** How much likelier than others this one logs in. */
  readonly zeal: number;
}

/**
 * Invents customers, their users and half a year of use. The same input gives the same data.
 *
 * @param input  How many customers, and what time it is.
 * @returns      Tables for the import, rows made as they are read; and the truth about what was put into them.
 */
export function demoData(input: DemoInput): { readonly parts: readonly DemoPart[]; readonly truth: readonly DemoTruth[] } {
  const customers = inventCustomers(input);
  const ofSource = (silent: boolean): readonly Customer[] => customers.filter(({ shape }) => (shape === 'silent') === silent);
  const sources = [
    { source: DEMO_SOURCE, file: 'events.csv', customers: ofSource(false) },
    { source: SILENT_SOURCE, file: 'events-silent.csv', customers: ofSource(true) },
  ].filter((one) => one.customers.length > 0);
  return {
    parts: [
      accountsPart(customers),
      usersPart(customers),
      ...recordParts(customers, input.anchor),
      ...sources.map((one) => eventsPart(one, input)),
    ],
    truth: customers.map(({ externalId, name, shape, detail, users }) => ({
      externalId,
      name,
      shape,
      changesOn:
        shape === 'steady' || shape === 'growing' ? null : addDays(input.anchor, -(shape === 'silent' ? SILENT_DAYS : detail.turn)),
      users: users.length,
    })),
  };
}

function inventCustomers({ customers, anchor }: DemoInput): readonly Customer[] {
  const companies = inventCompanies(seededRandom(SEED), customers);
  return companies.map((company, index) => {
    const random = seededRandom(SEED + 1000 * (index + 1));
    const shape = SHAPE_OF_TURN[index % SHAPE_OF_TURN.length] ?? 'steady';
    const detail = { level: 0.48 + 0.26 * random(), turn: turnOf(shape, random) };
    const startsOn = addDays(anchor, shape === 'new' ? -detail.turn : -randomInteger(random, HISTORY_DAYS, 2 * HISTORY_DAYS));
    const externalId = `demo-${String(index + 1).padStart(3, '0')}`;
    return {
      ...company,
      externalId,
      index,
      owner: OWNERS[index % OWNERS.length] ?? '',
      shape,
      detail,
      startsOn,
      users: inventUsers(random, index, startsOn, anchor),
    };
  });
}

/** Days before the anchor. A collapse lies far enough back for four weeks of little use. */
function turnOf(shape: Shape, random: Random): number {
  if (shape === 'collapsed') return randomInteger(random, 40, 75);
  if (shape === 'recovering') return randomInteger(random, 100, 120);
  return shape === 'new' ? randomInteger(random, 18, 25) : 120;
}

/** Few users make sample data come quickly; one customer in a round of shapes is large. */
function inventUsers(random: Random, index: number, startsOn: Day, anchor: Day): readonly User[] {
  const count = index % SHAPE_OF_TURN.length === LARGE_TURN ? randomInteger(random, 300, 400) : randomInteger(random, 50, 65);
  const age = Math.max(1, daysBetween(startsOn, anchor));
  return Array.from({ length: count }, (_, index) => {
    const early = random() < 0.9;
    const createdOn = addDays(startsOn, early ? 0 : Math.floor(random() * age));
    const leaves = random() < 0.03;
    const stays = Math.max(1, daysBetween(createdOn, anchor));
    return {
      userId: `u${String(index + 1).padStart(3, '0')}`,
      createdOn,
      disabledOn: leaves ? addDays(createdOn, 1 + Math.floor(random() * stays)) : null,
      zeal: 0.5 + random(),
    };
  });
}

function accountsPart(customers: readonly Customer[]): DemoPart {
  const rows = customers.map((customer) => ({ ...customer, profile: profileOf({ ...customer, seats: customer.users.length }) }));
  const fields = rows[0]?.profile.map(([field]) => field) ?? [];
  const header = ['客户编号', '名称', '开始日', '负责人', '数据', '走势', '行业', ...fields];
  return {
    source: DEMO_SOURCE,
    file: {
      file: 'accounts.csv',
      entity: 'account',
      columns: {
        ...{ id: '客户编号', name: '名称', startsOn: '开始日', owner: '负责人', industry: '行业' },
        ...Object.fromEntries(fields.map((field) => [field, field])),
      },
      custom: { 数据: 'text', 走势: 'text' },
    },
    table: tableOf('accounts.csv', header, function* () {
      for (const { externalId, name, startsOn, owner, shape, industry, profile } of rows)
        yield [externalId, name, startsOn, owner, DEMO_SOURCE, SHAPE_WORDS[shape], industry, ...profile.map(([, value]) => value)];
    }),
  };
}

/** What people would have written down about them. */
function recordParts(customers: readonly Customer[], anchor: Day): readonly DemoPart[] {
  const known = customers.map((customer) => ({ ...customer, seats: customer.users.length }));
  return demoRecords(known, anchor).map((part) => ({ source: DEMO_SOURCE, ...part }));
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
  input: DemoInput,
): DemoPart {
  return {
    source,
    file: {
      file,
      entity: 'events',
      columns: { account: '客户编号', userId: '用户编号', occurredAt: '时间', name: '事件', module: '模块', messageId: '事件编号' },
      excludeWhen: {},
    },
    table: tableOf(file, ['客户编号', '用户编号', '时间', '事件', '模块', '事件编号'], function* () {
      const last = dayOf(input.now, input.timeZone);
      for (const customer of customers) {
        const from = customer.startsOn > addDays(input.anchor, -HISTORY_DAYS) ? customer.startsOn : addDays(input.anchor, -HISTORY_DAYS);
        const to = customer.shape === 'silent' ? addDays(input.anchor, -SILENT_DAYS) : last;
        for (let day = from; day <= to; day = addDays(day, 1)) yield* eventsOfDay(customer, day, input);
      }
    }),
  };
}

/** One stream of chance a customer and day: a later run makes the same day again. */
function* eventsOfDay(customer: Customer, day: Day, { anchor, now, timeZone }: DemoInput): Generator<readonly string[]> {
  const number = dayNumber(day);
  const random = seededRandom(SEED + 7919 * number + customer.index);
  const share = shareOfUsers(customer.shape, customer.detail, daysBetween(anchor, day));
  const chance = isWorkingDay(CALENDAR_CN, number).working ? share : share * OFF_DAY_SHARE;
  const midnight = instantIn(day, 0, timeZone);
  for (const { userId, createdOn, disabledOn, zeal } of customer.users) {
    const comes = random() < chance * zeal;
    if (!comes || day < createdOn || (disabledOn !== null && day >= disabledOn)) continue;
    const at = midnight + randomInteger(random, 8 * 60 + 30, 11 * 60) * MS_PER_MINUTE;
    const key = `${customer.externalId}/${userId}/${day}`;
    if (at <= now) yield [customer.externalId, userId, String(at), 'login', '', key];
    if (random() >= ACTION_SHARE) continue;
    const action = randomItem(random, ACTIONS);
    const later = at + randomInteger(random, 5, 400) * MS_PER_MINUTE;
    if (later <= now) yield [customer.externalId, userId, String(later), action.name, action.module, `${key}/1`];
  }
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
