import { type Random, randomInteger, randomItem, seededRandom } from '../../kernel/random.ts';
import { addDays, type Day } from '../../kernel/time.ts';
import type { Customer } from './customers.ts';
import { answersOf, issuesOf, promisesOf, touchesOf } from './demo-care.ts';
import { contractsOf, firstSeats, PRODUCTS } from './demo-contracts.ts';
import { type Made, type RecordTable, tablesOf } from './made.ts';

const SEED = 20_260_701;
const SURNAMES = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '蒋', '沈', '韩', '杨', '许', '何', '吕'] as const;
const GIVEN = ['晨', '岚', '文博', '思雨', '子衡', '若彤', '嘉禾', '明远', '书宁', '亦凡', '静怡', '浩然', '梓涵', '立群'] as const;
const REASONS = ['审批流程能自己改', '和 ERP 接得上', '同行在用', '实施快'] as const;

/**
 * What kind of customer it is, in the words of files.
 *
 * @param customer  The customer.
 * @returns         Fields and what they hold.
 */
export function profileOf(customer: Customer): readonly (readonly [string, string])[] {
  const { index, users, role } = customer;
  const random = seededRandom(SEED + 100_000 + index);
  const seats = firstSeats(customer);
  return [
    ['customerType', 'B2B'],
    ['tier', seats > 130 ? 'STRATEGIC' : seats > 40 ? 'ENTERPRISE' : 'NON_FOCUS'],
    ['employees', String(users.length * randomInteger(random, 4, 12))],
    ['stage', role.shape === 'new' || role.shape === 'barely' ? 'IMPLEMENT' : role.story === 'grower' ? 'ROLLOUT' : 'STABLE'],
    ['whyUs', randomItem(random, REASONS)],
  ];
}

/**
 * Invents what people would have written down about invented customers: contracts and their lines, units, contacts, issues, touches, survey
 * answers, promises and notes. Behind each fall of use stands a cause. The same input gives the same.
 *
 * @param customers  The customers.
 * @param anchor     The day the data are built towards: nothing lies after it but what is planned.
 * @returns          A table a kind.
 */
export function demoRecords(customers: readonly Customer[], anchor: Day): readonly RecordTable[] {
  return tablesOf([...PRODUCTS, ...customers.flatMap((customer) => recordsOf(customer, anchor))]);
}

function recordsOf(customer: Customer, anchor: Day): readonly Made[] {
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

function unitsOf({ externalId: account, users }: Customer, random: Random): readonly Made[] {
  const unit = (at: number, name: string, unitKind: string, parent: number | null, share: number): Made => ({
    entity: 'org-unit',
    id: `${account}-u${at}`,
    fields: {
      account,
      name,
      unitKind,
      ...(parent === null ? {} : { parent: `${account}-u${parent}` }),
      headcount: String(Math.round(users.length * share * (1 + random()))),
    },
  });
  const small = [unit(1, '总部', 'GROUP', null, 6), unit(2, '运营部', 'DEPARTMENT', 1, 1), unit(3, '信息部', 'DEPARTMENT', 1, 0.3)];
  return users.length < 100 ? small : [...small, unit(4, '华东分公司', 'BRANCH', 1, 2), unit(5, '华东运营部', 'DEPARTMENT', 4, 0.8)];
}

function contactsOf(customer: Customer, random: Random, anchor: Day): readonly Made[] {
  const { externalId: account, role, startsOn, index } = customer;
  const names = new Set<string>();
  while (names.size < 4) names.add(`${randomItem(random, SURNAMES)}${randomItem(random, GIVEN)}`);
  const [decider = '', lead = '', purchaser = '', user = ''] = names;
  const troubled = role.shape === 'collapsed' || role.shape === 'drifting' || role.shape === 'fading' || role.story === 'avoided';
  const contact = (at: number, name: string, fields: Readonly<Record<string, string>>): Made => ({
    entity: 'contact',
    id: `${account}-c${at}`,
    fields: { account, name, phone: `199000${String(index).padStart(3, '0')}${String(at).padStart(2, '0')}`, ...fields },
  });
  return [
    contact(1, decider, {
      jobTitle: '副总经理',
      roles: 'DECIDER',
      attitude: troubled ? '0' : '1',
      influence: '5',
      unit: `${account}-u1`,
      joinedOn: addDays(startsOn, -randomInteger(random, 300, 900)),
      ...(role.story === 'lost-champion' ? { leftOn: addDays(anchor, -randomInteger(random, 35, 60)) } : {}),
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
