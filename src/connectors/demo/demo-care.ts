import { type Random, randomInteger, randomItem } from '../../kernel/random.ts';
import { addDays, type Day, daysBetween } from '../../kernel/time.ts';
import type { Customer } from './customers.ts';
import type { Made } from './made.ts';

const ISSUES: readonly [string, ...string[]] = [
  '移动端审批单丢附件',
  '订单回写慢',
  '月报导出超时',
  '批量停用离职账号',
  '权限改了不生效',
  '希望能导出明细',
  '签到定位偏差',
  '库存数和 ERP 对不上',
  '想给审批加会签',
];
const TOPICS: readonly [string, ...string[]] = ['使用情况回访', '新功能介绍', '季度回顾', '推广进展', '续约前沟通'];
/** Issues of customers that have been there for long: one in so many days. */
const DAYS_AN_ISSUE = 75;

/** What a customer has lived through by the anchor, or by its end. */
interface Lived {
  readonly last: Day;
  readonly days: number;
}

function livedBy({ startsOn, endsOn }: Customer, anchor: Day): Lived {
  const last = endsOn ?? anchor;
  return { last, days: daysBetween(startsOn, last) };
}

/**
 * The issues that an invented customer raised.
 *
 * @param customer  The customer.
 * @param random    A stream of its own.
 * @param anchor    Nothing is raised after it.
 * @returns         Issues.
 */
export function issuesOf(customer: Customer, random: Random, anchor: Day): readonly Made[] {
  const { role } = customer;
  const { last, days } = livedBy(customer, anchor);
  const gone = customer.endsOn !== null;
  const silent = role.story === 'quiet-decline';
  const troubled = role.story === 'issue-left';
  const recent = role.shape === 'new' ? 1 : randomInteger(random, 1, 4);
  const ages = Array.from({ length: recent }, (_, at) =>
    at === 0 && !gone && !silent
      ? troubled
        ? randomInteger(random, 33, 48)
        : randomInteger(random, 1, 10)
      : randomInteger(random, 20, 150),
  );
  const old = Array.from({ length: Math.floor(Math.max(0, days - 150) / DAYS_AN_ISSUE) }, (_, at) =>
    randomInteger(random, 150 + at * DAYS_AN_ISSUE, 149 + (at + 1) * DAYS_AN_ISSUE),
  );
  return [...ages, ...old].flatMap((age, at) => {
    // A quiet customer says nothing any more, long before it is gone.
    const ago = silent ? age + 110 : age;
    if (ago >= days) return at === 0 && !silent && !gone ? [issueOf(customer, at, random, { raised: last, isOpen: true, troubled })] : [];
    return [issueOf(customer, at, random, { raised: addDays(last, -ago), isOpen: at === 0 && !gone && !silent, troubled })];
  });
}

function issueOf(
  { externalId: account, owner }: Customer,
  at: number,
  random: Random,
  { raised, isOpen, troubled }: { raised: Day; isOpen: boolean; troubled: boolean },
): Made {
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
      raisedAt: `${raised}T01:00:00Z`,
      ...(isOpen
        ? {}
        : { solvedAt: `${solved}T08:00:00Z`, closedAt: `${solved}T09:00:00Z`, satisfaction: String(randomInteger(random, 7, 10)) }),
      firstReplyMinutes: String(randomInteger(random, 5, 240)),
      owner,
    },
  };
}

/** An approach so many days before the anchor: to the one who decides or to the one who rolls out, and what came of it. */
interface Approach {
  readonly ago: number;
  readonly toDecider: boolean;
  readonly result: 'REACHED' | 'REFUSED' | 'UNANSWERED';
}

function approachesOf({ role }: Customer, random: Random, days: number): readonly Approach[] {
  const reached = (ago: number, toDecider: boolean): Approach => ({ ago, toDecider, result: 'REACHED' });
  const first = randomInteger(random, 3, 12);
  if (role.story === 'avoided')
    return [
      { ago: 6, toDecider: true, result: 'UNANSWERED' },
      { ago: 21, toDecider: true, result: 'REFUSED' },
      reached(30, false),
      { ago: 44, toDecider: true, result: 'UNANSWERED' },
      ...everyMonth(70, days).map((ago, at) => reached(ago, at % 2 === 0)),
    ];
  if (role.story === 'cold') return everyMonth(72 + first, days).map((ago, at) => reached(ago, at % 2 === 0));
  const fallen = role.shape === 'collapsed';
  return [first, first + 21, first + 44, ...everyMonth(first + 70, days)].map((ago, at) =>
    // The one who decides is seen at every other touch, so that nobody is long out of sight.
    fallen && at === 0 ? { ago, toDecider: false, result: 'UNANSWERED' } : reached(ago, at % 2 === (fallen ? 1 : 0)),
  );
}

function everyMonth(from: number, days: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil((days - from) / 33)) }, (_, at) => from + at * 33);
}

/**
 * How often we approached an invented customer, and whether it was reached.
 *
 * @param customer  The customer.
 * @param random    A stream of its own.
 * @param anchor    Nothing happens after it.
 * @returns         Touches.
 */
export function touchesOf(customer: Customer, random: Random, anchor: Day): readonly Made[] {
  const { externalId: account, owner } = customer;
  const { last, days } = livedBy(customer, anchor);
  return approachesOf(customer, random, days)
    .filter(({ ago }) => ago < days)
    .map(({ ago, toDecider, result }, at): Made => {
      const missed = result !== 'REACHED';
      return {
        entity: 'touch',
        id: `${account}-t${at + 1}`,
        fields: {
          account,
          on: addDays(last, -ago),
          way: missed ? 'CALL' : randomItem(random, ['CALL', 'ONLINE', 'VISIT'] as const),
          result,
          trigger: missed ? 'ALERT' : 'SCHEDULE',
          topic: randomItem(random, TOPICS),
          contact: `${account}-c${toDecider ? 1 : 2}`,
          person: owner,
          notes: result === 'REFUSED' ? '说最近忙，改天再约。' : missed ? '打了两次没有人接，留了言。' : '',
        },
      };
    });
}

/**
 * What the people of an invented customer answered when they were asked.
 *
 * @param customer  The customer.
 * @param random    A stream of its own.
 * @param anchor    Nobody answers after it.
 * @returns         Answers: NPS each half-year, and CSAT of some.
 */
export function answersOf(customer: Customer, random: Random, anchor: Day): readonly Made[] {
  const { externalId: account, role, index } = customer;
  const { last, days } = livedBy(customer, anchor);
  const first = randomInteger(random, 20, 80);
  const fallen = role.shape === 'drifting' || role.shape === 'fading' || role.shape === 'collapsed' || role.story === 'avoided';
  const rounds = Array.from({ length: 4 }, (_, at) => first + at * 182).filter((ago) => ago < days);
  const nps = rounds.map((ago, at): Made => {
    const unhappy = at === 0 && role.story === 'answer-bad';
    const score = unhappy ? randomInteger(random, 3, 6) : at === 0 && fallen ? 7 : randomInteger(random, 8, 10);
    const answeredOn = addDays(last, -ago);
    const survey = `${answeredOn.slice(0, 4)} ${answeredOn.slice(5, 7) < '07' ? '上' : '下'}半年 NPS`;
    const comment = unhappy ? '审批慢，问题反馈了没有下文。' : score > 8 ? '省了不少纸。' : '';
    return answer(account, `s${at + 1}`, { survey, type: 'NPS', score: String(score), scale: '0-10', answeredOn, comment });
  });
  if (index % 3 !== 0 || days < 60) return nps;
  const score = String(fallen ? randomInteger(random, 2, 3) : randomInteger(random, 4, 5));
  const answeredOn = addDays(last, -randomInteger(random, 5, 50));
  return [...nps, answer(account, 'sc1', { survey: '服务满意度', type: 'CSAT', score, scale: '1-5', answeredOn, comment: '' })];
}

function answer(account: string, id: string, fields: Readonly<Record<string, string>>): Made {
  return { entity: 'survey-answer', id: `${account}-${id}`, fields: { account, contact: `${account}-c2`, ...fields } };
}

/**
 * What we promised an invented customer, and a word about it.
 *
 * @param customer  The customer.
 * @param anchor    Nothing is promised after it.
 * @returns         Promises and a note.
 */
export function promisesOf(customer: Customer, anchor: Day): readonly Made[] {
  const { externalId: account, owner, name, role, endsOn, startsOn } = customer;
  const broken = role.story === 'promise-broken';
  const gone = endsOn !== null;
  const promisedOn = addDays(anchor, -90);
  const ours: Made = {
    entity: 'commitment',
    id: `${account}-m1`,
    fields: {
      account,
      side: 'OURS',
      content: broken ? '支持在待办里直接审批' : '上门培训一次',
      type: broken ? 'FEATURE' : 'SERVICE',
      status: gone ? 'CANCELLED' : broken ? 'DOING' : 'OPEN',
      promisedOn: promisedOn < startsOn ? startsOn : promisedOn,
      dueOn: addDays(anchor, broken ? -12 : 40),
      owner,
    },
  };
  const kept: Made = {
    entity: 'commitment',
    id: `${account}-m2`,
    fields: {
      account,
      ...{ side: 'OURS', content: '导入历史数据', type: 'SERVICE', status: 'KEPT', owner },
      ...{ promisedOn: startsOn, dueOn: addDays(startsOn, 45), keptOn: addDays(startsOn, 38) },
    },
  };
  const note: Made = {
    entity: 'note',
    id: `${account}-n1`,
    fields: { account, text: `自造数据：${name}和这里的人、合同、问题都是编的，看样子用。`, on: addDays(anchor, -30), author: owner },
  };
  return addDays(startsOn, 38) <= anchor && role.story !== 'slow-go-live' ? [ours, kept, note] : [ours, note];
}
