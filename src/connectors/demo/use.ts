import { isWorkingDay } from '../../kernel/calendar.ts';
import { CALENDAR_CN } from '../../kernel/calendar-cn.ts';
import { randomInteger, randomItem, seededRandom } from '../../kernel/random.ts';
import { addDays, type Day, dayNumber, dayOf, daysBetween, type Instant, instantIn } from '../../kernel/time.ts';
import type { Depth } from './cast.ts';
import { type Customer, SILENT_DAYS } from './customers.ts';
import { season } from './season.ts';
import { shareOfUsers } from './shapes.ts';

const SEED = 20_260_101;
/** Share of the users who also come on a day off. */
const OFF_DAY_SHARE = 0.06;
const MS_PER_MINUTE = 60_000;
/** How often a day another system of the customer calls. */
const CALLS = ['07:00', '19:00'] as const;

interface Action {
  readonly name: string;
  readonly module: string;
  /** What it means, in the reserved word of events; empty: an action as any other. */
  readonly kind: string;
}

const NEW_ORDER: Action = { name: '新建订单', module: '订单', kind: 'record' };
const APPROVAL: Action = { name: '审批通过', module: '审批', kind: 'process-finished' };
const STOCK: Action = { name: '查看库存', module: '库存', kind: '' };
const CHECK_IN: Action = { name: '外勤签到', module: '签到', kind: 'record' };
const BOARD: Action = { name: '打开看板', module: '看板', kind: '' };
const REPORT: Action = { name: '导出报表', module: '报表', kind: '' };
const MADE_FOR_THEM: Action = { name: '客户评分卡（定制）', module: '订单', kind: 'extension-use' };

/** What users do, by how deep the product is used; what stands twice is done twice as often. */
const ACTIONS: Readonly<Record<Depth, readonly [Action, ...Action[]]>> = {
  0: [{ name: '浏览首页', module: '', kind: '' }],
  1: [NEW_ORDER, NEW_ORDER, STOCK],
  2: [NEW_ORDER, NEW_ORDER, APPROVAL, APPROVAL, STOCK],
  3: [NEW_ORDER, NEW_ORDER, APPROVAL, APPROVAL, STOCK, CHECK_IN],
  4: [NEW_ORDER, NEW_ORDER, APPROVAL, APPROVAL, STOCK, CHECK_IN, MADE_FOR_THEM],
};
/** From this depth on other systems of the customer call. */
const LINKED = 3;

export interface UseInput {
  readonly anchor: Day;
  readonly historyDays: number;
  /** Nothing happens after this moment. */
  readonly now: Instant;
  readonly timeZone: string;
}

export const USE_COLUMNS = ['客户编号', '用户编号', '时间', '事件', '模块', '事件编号', 'kind'] as const;

/**
 * What the users of some customers did, a row of `USE_COLUMNS` each, made as they are read.
 *
 * @param customers  The customers.
 * @param input      From when to when.
 * @returns          The rows, customer by customer, day by day.
 */
export function* actsOf(customers: readonly Customer[], input: UseInput): Generator<readonly string[]> {
  const { anchor, historyDays } = input;
  const [first, last] = [addDays(anchor, -historyDays), dayOf(input.now, input.timeZone)];
  for (const customer of customers) {
    const until = customer.role.shape === 'silent' ? addDays(anchor, -SILENT_DAYS) : (customer.endsOn ?? last);
    for (let day = customer.startsOn > first ? customer.startsOn : first; day <= until && day <= last; day = addDays(day, 1))
      yield* dayOfCustomer(customer, day, input);
  }
}

function actionsOf({ role: { story, depth } }: Customer): readonly [Action, ...Action[]] {
  return story === 'grower' ? [...ACTIONS[depth], BOARD, REPORT] : ACTIONS[depth];
}

/** One stream of chance a customer and day: a later run makes the same day again. */
function* dayOfCustomer(customer: Customer, day: Day, { anchor, now, timeZone }: UseInput): Generator<readonly string[]> {
  const { externalId, role } = customer;
  const number = dayNumber(day);
  const random = seededRandom(SEED + 7919 * number + customer.index);
  const share = Math.min(1, shareOfUsers(role.shape, customer.detail, daysBetween(anchor, day)) * season(day));
  const chance = isWorkingDay(CALENDAR_CN, number).working ? share : share * OFF_DAY_SHARE;
  const midnight = instantIn(day, 0, timeZone);
  const actions = actionsOf(customer);
  for (const { userId, createdOn, disabledOn, zeal } of customer.users) {
    const comes = random() < chance * zeal;
    if (!comes || day < createdOn || (disabledOn !== null && day >= disabledOn)) continue;
    const at = midnight + randomInteger(random, 8 * 60 + 30, 11 * 60) * MS_PER_MINUTE;
    const key = `${externalId}/${userId}/${day}`;
    if (at <= now) yield [externalId, userId, String(at), 'login', '', key, ''];
    if (random() >= role.busy) continue;
    const { name, module, kind } = randomItem(random, actions);
    const later = at + randomInteger(random, 5, 400) * MS_PER_MINUTE;
    if (later <= now) yield [externalId, userId, String(later), name, module, `${key}/1`, kind];
  }
  if (role.depth >= LINKED) yield* callsOf(externalId, day, midnight, now);
}

function* callsOf(externalId: string, day: Day, midnight: number, now: Instant): Generator<readonly string[]> {
  for (const time of CALLS) {
    const at = midnight + Number(time.slice(0, 2)) * 60 * MS_PER_MINUTE;
    if (at <= now) yield [externalId, '', String(at), 'ERP 同步', '', `${externalId}/erp/${day}/${time}`, 'integration-call'];
  }
}
