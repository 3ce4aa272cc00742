import type { FileMapping } from '../../features/imports/contract-mapping.ts';
import { type Random, randomInteger, randomItem, seededRandom } from '../../kernel/random.ts';
import { addDays, type Day, daysBetween } from '../../kernel/time.ts';
import { type MadeTable, madeTable } from '../table.ts';
import type { Shape } from './shapes.ts';

/** What is known of an invented customer before anything is kept about it by hand. */
export interface RecordedCustomer {
  readonly externalId: string;
  readonly index: number;
  readonly name: string;
  readonly owner: string;
  readonly shape: Shape;
  readonly startsOn: Day;
  readonly seats: number;
}

export interface RecordTable {
  readonly file: FileMapping;
  readonly table: MadeTable;
}

type Entity = Exclude<FileMapping['entity'], 'accounts' | 'users' | 'events'>;

/** A record of an invented customer: values by field, in the words of files. */
interface Made {
  readonly entity: Entity;
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

const SEED = 20_260_701;
const SURNAMES = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '蒋', '沈', '韩', '杨', '许', '何', '吕'] as const;
const GIVEN = ['晨', '岚', '文博', '思雨', '子衡', '若彤', '嘉禾', '明远', '书宁', '亦凡', '静怡', '浩然', '梓涵', '立群'] as const;
const PLATFORM = 'demo-platform';
const BOARD = 'demo-board';

const PRODUCTS: readonly Made[] = [
  { entity: 'product', id: PLATFORM, fields: { name: '流程平台', complexity: 'COMPLEX' } },
  { entity: 'product', id: BOARD, fields: { name: '数据看板', complexity: 'SIMPLE' } },
  ...['审批', '订单', '报表', '看板'].map(
    (name, at): Made => ({
      entity: 'module',
      id: `demo-module-${at + 1}`,
      fields: { name, product: name === '看板' || name === '报表' ? BOARD : PLATFORM, core: at < 2 ? 'TRUE' : 'FALSE' },
    }),
  ),
];

const ISSUES: readonly [string, ...string[]] = [
  '移动端审批单丢附件',
  '订单回写慢',
  '月报导出超时',
  '批量停用离职账号',
  '权限改了不生效',
  '希望能导出明细',
];
const TOPICS: readonly [string, ...string[]] = ['使用情况回访', '新功能介绍', '季度回顾', '推广进展', '续约前沟通'];

/** What stands behind the fall of a customer whose use collapsed, in turn. */
const CAUSES = ['decider-left', 'promise-broken', 'issue-left', 'answer-bad'] as const;
type Cause = (typeof CAUSES)[number];

function causeOf({ shape, index }: RecordedCustomer): Cause | null {
  return shape === 'collapsed' ? (CAUSES[index % CAUSES.length] ?? null) : null;
}

/** What kind of customer it is, in the words of files. */
export function profileOf({
  index,
  seats,
  shape,
}: Pick<RecordedCustomer, 'index' | 'seats' | 'shape'>): readonly (readonly [string, string])[] {
  const random = seededRandom(SEED + 100_000 + index);
  return [
    ['customerType', 'B2B'],
    ['tier', seats > 200 ? 'STRATEGIC' : seats > 55 ? 'ENTERPRISE' : 'NON_FOCUS'],
    ['employees', String(seats * randomInteger(random, 4, 12))],
    ['stage', shape === 'new' ? 'IMPLEMENT' : shape === 'growing' ? 'ROLLOUT' : 'STABLE'],
    ['whyUs', randomItem(random, ['审批流程能自己改', '和 ERP 接得上', '同行在用', '实施快'] as const)],
  ];
}

/**
 * Invents what people would have written down about invented customers: contracts and their lines, units, contacts, issues, touches, survey
 * answers, promises and notes. Behind each fall of use stands a cause; who goes well gives no cause to warn. The same input gives the same.
 *
 * @param customers  The customers.
 * @param anchor     The day the data are built towards: nothing lies after it but what is planned.
 * @returns          A table a kind.
 */
export function demoRecords(customers: readonly RecordedCustomer[], anchor: Day): readonly RecordTable[] {
  const made = [...PRODUCTS, ...customers.flatMap((customer) => recordsOf(customer, anchor))];
  const entities = [...new Set(made.map(({ entity }) => entity))];
  return entities.map((entity) =>
    tableOf(
      entity,
      made.filter((one) => one.entity === entity),
    ),
  );
}

function tableOf(entity: Entity, made: readonly Made[]): RecordTable {
  const fields = [...new Set(made.flatMap((one) => Object.keys(one.fields)))];
  const file = `demo-${entity}.csv`;
  return {
    file: { file, entity, columns: { id: 'id', ...Object.fromEntries(fields.map((field) => [field, field])) } },
    table: madeTable(file, ['id', ...fields], function* () {
      for (const [index, { id, fields: said }] of made.entries())
        yield { line: index + 2, cells: [id, ...fields.map((field) => said[field] ?? '')], problem: null };
    }),
  };
}

function recordsOf(customer: RecordedCustomer, anchor: Day): readonly Made[] {
  const random = seededRandom(SEED + customer.index);
  const people = contactsOf(customer, random, anchor);
  return [
    ...unitsOf(customer, random),
    ...people,
    ...contractsOf(customer, random, anchor),
    ...issuesOf(customer, random, anchor),
    ...touchesOf(customer, random, anchor),
    ...answersOf(customer, random, anchor),
    ...promisesOf(customer, anchor),
  ];
}

function unitsOf({ externalId: account, seats }: RecordedCustomer, random: Random): readonly Made[] {
  const unit = (at: number, name: string, unitKind: string, parent: number | null, share: number): Made => ({
    entity: 'org-unit',
    id: `${account}-u${at}`,
    fields: {
      account,
      name,
      unitKind,
      ...(parent === null ? {} : { parent: `${account}-u${parent}` }),
      headcount: String(Math.round(seats * share * (1 + random()))),
    },
  });
  const small = [unit(1, '总部', 'GROUP', null, 6), unit(2, '运营部', 'DEPARTMENT', 1, 1), unit(3, '信息部', 'DEPARTMENT', 1, 0.3)];
  return seats < 100 ? small : [...small, unit(4, '华东分公司', 'BRANCH', 1, 2), unit(5, '华东运营部', 'DEPARTMENT', 4, 0.8)];
}

function contactsOf(customer: RecordedCustomer, random: Random, anchor: Day): readonly Made[] {
  const { externalId: account, shape, startsOn, index } = customer;
  const names = new Set<string>();
  while (names.size < 4) names.add(`${randomItem(random, SURNAMES)}${randomItem(random, GIVEN)}`);
  const [decider = '', lead = '', purchaser = '', user = ''] = names;
  const troubled = shape === 'collapsed' || shape === 'drifting';
  const contact = (at: number, name: string, fields: Readonly<Record<string, string>>): Made => ({
    entity: 'contact',
    id: `${account}-c${at}`,
    fields: { account, name, phone: `1990000${String(index).padStart(2, '0')}${String(at).padStart(2, '0')}`, ...fields },
  });
  return [
    contact(1, decider, {
      jobTitle: '副总经理',
      roles: 'DECIDER',
      attitude: troubled ? '0' : '1',
      influence: '5',
      unit: `${account}-u1`,
      joinedOn: addDays(startsOn, -randomInteger(random, 300, 900)),
      ...(causeOf(customer) === 'decider-left' ? { leftOn: addDays(anchor, -randomInteger(random, 35, 60)) } : {}),
    }),
    contact(2, lead, {
      jobTitle: '运营经理',
      roles: 'ROLLOUT_LEAD、KEY_USER',
      attitude: troubled ? '1' : '2',
      influence: '4',
      unit: `${account}-u2`,
      email: `${account}@example.com`,
    }),
    contact(3, purchaser, {
      jobTitle: '采购主管',
      roles: 'PURCHASER',
      attitude: troubled ? '-1' : '0',
      influence: '3',
      unit: `${account}-u1`,
    }),
    contact(4, user, { jobTitle: '信息工程师', roles: 'IT', attitude: '1', influence: '2', unit: `${account}-u3` }),
  ];
}

function contractsOf({ externalId: account, seats, startsOn, shape }: RecordedCustomer, random: Random, anchor: Day): readonly Made[] {
  const bought = Math.ceil(seats / 10) * 10;
  const price = randomInteger(random, 12, 36) * 100;
  const goLiveOn = addDays(startsOn, randomInteger(random, 20, 60));
  const contract: Made = {
    entity: 'contract',
    id: `${account}-k1`,
    fields: {
      account,
      number: `HT-${startsOn.slice(0, 4)}-${account.slice(-3)}`,
      name: '年度订阅',
      signedOn: addDays(startsOn, -randomInteger(random, 5, 25)),
      startsOn,
      endsOn: addDays(startsOn, 364),
      tcv: String(bought * price),
      billingPeriod: 'YEAR',
      renewalType: 'EXPLICIT',
      noticeDays: '60',
    },
  };
  const line = (at: number, fields: Readonly<Record<string, string>>): Made => ({
    entity: 'contract-line',
    id: `${account}-l${at}`,
    fields: { account, contract: `${account}-k1`, startsOn, endsOn: addDays(startsOn, 364), trial: 'FALSE', ...fields },
  });
  const live = goLiveOn <= anchor ? { goLiveOn } : {};
  const platform = line(1, {
    product: PLATFORM,
    name: '流程平台',
    plan: seats > 200 ? '旗舰版' : '标准版',
    seats: String(bought),
    arr: String(bought * price),
    ...live,
  });
  if (shape !== 'growing') return [contract, platform];
  const later = addDays(startsOn, Math.min(120, Math.max(1, daysBetween(startsOn, anchor) - 30)));
  return [
    contract,
    platform,
    line(2, { product: BOARD, name: '数据看板', plan: '标准版', seats: '20', arr: String(20 * 900), startsOn: later }),
  ];
}

function issuesOf(customer: RecordedCustomer, random: Random, anchor: Day): readonly Made[] {
  const { externalId: account, shape, owner } = customer;
  const troubled = causeOf(customer) === 'issue-left';
  const count = shape === 'new' ? 1 : randomInteger(random, 1, 4);
  return Array.from({ length: count }, (_, at): Made => {
    const isOpen = at === 0;
    const raised = addDays(
      anchor,
      isOpen ? -(troubled ? randomInteger(random, 33, 48) : randomInteger(random, 1, 10)) : -randomInteger(random, 20, 150),
    );
    const solved = addDays(raised, randomInteger(random, 1, 9));
    return {
      entity: 'issue',
      id: `${account}-i${at + 1}`,
      fields: {
        account,
        title: randomItem(random, ISSUES),
        type: randomItem(random, ['BUG', 'QUESTION', 'REQUEST'] as const),
        status: isOpen ? (troubled ? 'DOING' : 'NEW') : 'CLOSED',
        priority: isOpen && troubled ? 'HIGH' : randomItem(random, ['MEDIUM', 'LOW'] as const),
        channel: randomItem(random, ['WECHAT', 'CHAT', 'PHONE400'] as const),
        raisedAt: `${raised}T02:00:00Z`,
        ...(isOpen
          ? {}
          : { solvedAt: `${solved}T08:00:00Z`, closedAt: `${solved}T09:00:00Z`, satisfaction: String(randomInteger(random, 7, 10)) }),
        firstReplyMinutes: String(randomInteger(random, 5, 240)),
        owner,
      },
    };
  });
}

function touchesOf({ externalId: account, shape, owner, startsOn }: RecordedCustomer, random: Random, anchor: Day): readonly Made[] {
  const days = daysBetween(startsOn, anchor);
  const first = randomInteger(random, 3, 12);
  const back = [first, first + 21, first + 44, first + 70].filter((ago) => ago < days);
  return back.map((ago, at): Made => {
    const refused = shape === 'collapsed' && at === 0;
    // The one who decides is seen at every other touch, so that nobody is long out of sight.
    const toDecider = at % 2 === (shape === 'collapsed' ? 1 : 0);
    return {
      entity: 'touch',
      id: `${account}-t${at + 1}`,
      fields: {
        account,
        on: addDays(anchor, -ago),
        way: randomItem(random, ['CALL', 'ONLINE', 'VISIT'] as const),
        result: refused ? 'UNANSWERED' : 'REACHED',
        trigger: refused ? 'ALERT' : 'SCHEDULE',
        topic: randomItem(random, TOPICS),
        contact: `${account}-c${toDecider ? 1 : 2}`,
        person: owner,
        notes: refused ? '打了两次没有人接，留了言。' : '',
      },
    };
  });
}

function answersOf(customer: RecordedCustomer, random: Random, anchor: Day): readonly Made[] {
  const { externalId: account, shape, startsOn } = customer;
  const answeredOn = addDays(anchor, -randomInteger(random, 20, 80));
  if (answeredOn <= startsOn) return [];
  const score =
    causeOf(customer) === 'answer-bad'
      ? randomInteger(random, 3, 6)
      : shape === 'drifting' || shape === 'collapsed'
        ? 7
        : randomInteger(random, 8, 10);
  return [
    {
      entity: 'survey-answer',
      id: `${account}-s1`,
      fields: {
        account,
        survey: `${answeredOn.slice(0, 4)} 下半年 NPS`,
        type: 'NPS',
        score: String(score),
        scale: '0-10',
        answeredOn,
        contact: `${account}-c2`,
        comment: score < 7 ? '审批慢，问题反馈了没有下文。' : score > 8 ? '省了不少纸。' : '',
      },
    },
  ];
}

function promisesOf(customer: RecordedCustomer, anchor: Day): readonly Made[] {
  const { externalId: account, owner, name } = customer;
  const broken = causeOf(customer) === 'promise-broken';
  const ours: Made = {
    entity: 'commitment',
    id: `${account}-m1`,
    fields: {
      account,
      side: 'OURS',
      content: broken ? '支持在待办里直接审批' : '上门培训一次',
      type: broken ? 'FEATURE' : 'SERVICE',
      status: broken ? 'DOING' : 'OPEN',
      promisedOn: addDays(anchor, -90),
      dueOn: addDays(anchor, broken ? -12 : 40),
      owner,
    },
  };
  const note: Made = {
    entity: 'note',
    id: `${account}-n1`,
    fields: { account, text: `自造数据：${name}和这里的人、合同、问题都是编的，看样子用。`, on: addDays(anchor, -30), author: owner },
  };
  return [ours, note];
}
