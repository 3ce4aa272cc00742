import { type Random, randomInteger, randomItem } from '../../kernel/random.ts';
import { addDays, type Day, daysBetween } from '../../kernel/time.ts';
import { type Customer, TERM_DAYS, usersOn } from './customers.ts';
import type { Made } from './made.ts';
import { shareOfUsers } from './shapes.ts';

const PLATFORM = 'demo-platform';
const BOARD = 'demo-board';
const MODULES = [
  { name: '审批', product: PLATFORM, core: true },
  { name: '订单', product: PLATFORM, core: true },
  { name: '报表', product: BOARD, core: false },
  { name: '看板', product: BOARD, core: false },
  { name: '库存', product: PLATFORM, core: false },
  { name: '签到', product: PLATFORM, core: false },
];

/** What the invented vendor sells. */
export const PRODUCTS: readonly Made[] = [
  { entity: 'product', id: PLATFORM, fields: { name: '流程平台', complexity: 'COMPLEX' } },
  { entity: 'product', id: BOARD, fields: { name: '数据看板', complexity: 'SIMPLE' } },
  ...MODULES.map(
    ({ name, product, core }, at): Made => ({
      entity: 'module',
      id: `demo-module-${at + 1}`,
      fields: { name, product, core: core ? 'TRUE' : 'FALSE' },
    }),
  ),
];

/** A customer that uses less than this share of what it once did takes fewer seats at its renewal. */
const FALLEN = 0.9;
const SEATS_KEPT = 0.7;
/** Seats are sold in fives. */
const STEP = 5;
const LEAVING = ['PRICE', 'VALUE', 'COMPETITOR', 'BUSINESS', 'PRODUCT'] as const;

/** One term of a contract. */
interface Term {
  readonly at: number;
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly seats: number;
  readonly price: number;
}

/**
 * The seats a customer has bought for its first term.
 *
 * @param customer  The customer.
 * @returns         Seats.
 */
export function firstSeats(customer: Customer): number {
  const { role, users, startsOn } = customer;
  const counted = role.story === 'grower' ? Math.max(STEP, usersOn(customer, addDays(startsOn, 60))) : users.length;
  return seatsFor(counted, role.seatUse);
}

/** The last seat is sold before it is needed: whoever is nearly full has few left, whoever is not has room. */
function seatsFor(users: number, use: number): number {
  const seats = users / use;
  return use > 0.9 ? Math.ceil(seats) : Math.ceil(seats / STEP) * STEP;
}

/**
 * The contracts of an invented customer: a term a year, renewed with more, as many or fewer seats as its use asks for, until it goes.
 *
 * @param customer  The customer.
 * @param random    A stream of its own.
 * @param anchor    No term begins after it.
 * @returns         Contracts, their lines, and why it went.
 */
export function contractsOf(customer: Customer, random: Random, anchor: Day): readonly Made[] {
  const { externalId: account, startsOn, endsOn, role } = customer;
  const price = randomInteger(random, 12, 36) * 100;
  const goLiveOn = addDays(startsOn, randomInteger(random, 20, 60));
  const live = role.story !== 'slow-go-live' && goLiveOn <= anchor ? { goLiveOn } : {};
  const terms = termsOf(customer, price, endsOn ?? anchor);
  const made = terms.flatMap((term) => termRecords(customer, term, live, random));
  const added = role.story === 'grower' ? [boardOf(customer, anchor), ...addedSeats(customer, terms, anchor)] : [];
  return [...made, ...added, ...goneOf(account, endsOn, terms.at(-1), random)];
}

function termsOf(customer: Customer, price: number, until: Day): readonly Term[] {
  const { role, startsOn } = customer;
  const terms: Term[] = [];
  for (let on = startsOn; on <= until; on = addDays(on, TERM_DAYS)) {
    const before = terms.at(-1);
    const wanted = before === undefined ? firstSeats(customer) : renewed(customer, before, on, until);
    const at = terms.length + 1;
    // From the third term on it costs a little more.
    terms.push({
      at,
      startsOn: on,
      endsOn: addDays(on, TERM_DAYS - 1),
      seats: wanted,
      price: at > 2 && role.story === 'steady' ? price + 60 : price,
    });
  }
  return terms;
}

function renewed(customer: Customer, before: Term, on: Day, anchor: Day): number {
  const { role, detail } = customer;
  const share = shareOfUsers(role.shape, detail, daysBetween(anchor, on)) / detail.level;
  if (role.shape === 'fading' || role.shape === 'drifting' || role.shape === 'collapsed')
    return share < FALLEN ? Math.max(STEP, Math.round((before.seats * SEATS_KEPT) / STEP) * STEP) : before.seats;
  if (role.story !== 'grower') return before.seats;
  return Math.max(before.seats, seatsFor(usersOn(customer, on) * 1.1, role.seatUse));
}

function termRecords(customer: Customer, { at, startsOn, endsOn, seats, price }: Term, live: object, random: Random): readonly Made[] {
  const { externalId: account } = customer;
  return [
    {
      entity: 'contract',
      id: `${account}-k${at}`,
      fields: {
        account,
        number: `HT-${startsOn.slice(0, 4)}-${account.slice(-3)}`,
        name: at === 1 ? '年度订阅' : '年度订阅（续约）',
        signedOn: addDays(startsOn, -randomInteger(random, 5, 25)),
        startsOn,
        endsOn,
        tcv: String(seats * price),
        billingPeriod: 'YEAR',
        renewalType: 'EXPLICIT',
        noticeDays: '60',
      },
    },
    lineOf(account, `l${at}`, {
      contract: `${account}-k${at}`,
      product: PLATFORM,
      name: '流程平台',
      plan: seats > 200 ? '旗舰版' : '标准版',
      seats: String(seats),
      arr: String(seats * price),
      startsOn,
      endsOn,
      ...live,
    }),
  ];
}

function lineOf(account: string, id: string, fields: Readonly<Record<string, string>>): Made {
  return { entity: 'contract-line', id: `${account}-${id}`, fields: { account, trial: 'FALSE', ...fields } };
}

/** A second product, some months after the first. */
function boardOf({ externalId: account, startsOn }: Customer, anchor: Day): Made {
  const later = addDays(startsOn, Math.min(120, Math.max(1, daysBetween(startsOn, anchor) - 30)));
  const fields = { contract: `${account}-k1`, product: BOARD, name: '数据看板', plan: '标准版', arr: String(20 * 900) };
  return lineOf(account, 'b1', { ...fields, startsOn: later });
}

/** Seats added within a term, where the users have outgrown it. */
function addedSeats(customer: Customer, terms: readonly Term[], anchor: Day): readonly Made[] {
  return terms.flatMap(({ at, startsOn, endsOn, seats, price }) => {
    const middle = addDays(startsOn, (TERM_DAYS - 1) / 2);
    if (middle > anchor) return [];
    const missing = seatsFor(usersOn(customer, endsOn > anchor ? anchor : endsOn), customer.role.seatUse) - seats;
    if (missing <= 0) return [];
    const fields = { contract: `${customer.externalId}-k${at}`, product: PLATFORM, name: '流程平台（加购席位）', plan: '标准版' };
    return [
      lineOf(customer.externalId, `x${at}`, {
        ...fields,
        ...{ seats: String(missing), arr: String(missing * price), startsOn: middle, endsOn },
      }),
    ];
  });
}

function goneOf(account: string, endsOn: Day | null, last: Term | undefined, random: Random): readonly Made[] {
  if (endsOn === null || last === undefined) return [];
  const reason = randomItem(random, LEAVING);
  const fields = { account, on: addDays(endsOn, 1), arrLost: String(last.seats * last.price), reason, comment: '到期没有续。' };
  return [{ entity: 'churn-record', id: `${account}-q1`, fields }];
}
