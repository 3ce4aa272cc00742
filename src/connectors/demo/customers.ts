import { type Random, randomInteger, seededRandom } from '../../kernel/random.ts';
import { addDays, type Day, daysBetween } from '../../kernel/time.ts';
import type { Cast, Role } from './cast.ts';
import { type Company, inventCompanies, OWNERS } from './companies.ts';
import type { Shape, ShapeDetail } from './shapes.ts';

const SEED = 20_260_101;
/** The silent source sends nothing in this many days before the anchor. */
export const SILENT_DAYS = 12;
/** The last of the users came so many days before the anchor. */
const SETTLED_DAYS = 25;
/** A term lasts a year. */
export const TERM_DAYS = 365;

/** An end user of an invented customer. */
export interface User {
  readonly userId: string;
  readonly createdOn: Day;
  readonly disabledOn: Day | null;
  /** How much likelier than others this one logs in. */
  readonly zeal: number;
}

/** An invented customer with the part it plays. */
export interface Customer extends Company {
  readonly externalId: string;
  readonly index: number;
  readonly owner: string;
  readonly role: Role;
  readonly detail: ShapeDetail;
  readonly startsOn: Day;
  /** The last day; null while it goes on. */
  readonly endsOn: Day | null;
  readonly users: readonly User[];
}

/**
 * Invents the customers of a cast: names, owners, first days and end users. The same cast and anchor give the same.
 *
 * @param cast    Their roles.
 * @param anchor  The day the stories are built towards.
 * @returns       A customer a role.
 */
export function inventCustomers({ roles }: Cast, anchor: Day): readonly Customer[] {
  const companies = inventCompanies(seededRandom(SEED), roles.length);
  return roles.map((role, index) => {
    const random = seededRandom(SEED + 1000 * (index + 1));
    const company = companies[index] ?? { name: '', industry: '', region: '' };
    const detail = { level: 0.48 + 0.26 * random(), turn: turnOf(role.shape, random) };
    const { startsOn, endsOn } = spanOf(role, detail.turn, random, anchor);
    const externalId = `demo-${String(index + 1).padStart(3, '0')}`;
    return {
      ...company,
      ...{ externalId, index, role, detail, startsOn, endsOn },
      owner: OWNERS[index % OWNERS.length] ?? '',
      users: inventUsers(role, random, startsOn, anchor),
    };
  });
}

/** Days before the anchor. A collapse lies far enough back for four weeks of little use. */
function turnOf(shape: Shape, random: Random): number {
  if (shape === 'collapsed') return randomInteger(random, 40, 75);
  if (shape === 'recovering') return randomInteger(random, 100, 120);
  return shape === 'new' ? randomInteger(random, 18, 25) : 120;
}

function spanOf({ story, shape, age }: Role, turn: number, random: Random, anchor: Day): Pick<Customer, 'startsOn' | 'endsOn'> {
  const days = shape === 'new' ? turn : randomInteger(random, age[0], age[1]);
  if (story !== 'ended') return { startsOn: addDays(anchor, -days), endsOn: null };
  // It ended with its term, some weeks ago.
  const endsOn = addDays(anchor, -randomInteger(random, 30, 90));
  const terms = Math.max(1, Math.floor(days / TERM_DAYS));
  return { startsOn: addDays(endsOn, 1 - terms * TERM_DAYS), endsOn };
}

function inventUsers({ users: [fewest, most], early: share }: Role, random: Random, startsOn: Day, anchor: Day): readonly User[] {
  const count = randomInteger(random, fewest, most);
  const comes = Math.max(1, daysBetween(startsOn, anchor) - SETTLED_DAYS);
  return Array.from({ length: count }, (_, index) => {
    const early = random() < share;
    const createdOn = addDays(startsOn, early ? 0 : Math.floor(random() * comes));
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

/**
 * How many end users an invented customer has on a day.
 *
 * @param customer  The customer.
 * @param day       A day.
 * @returns         Created by then and not disabled.
 */
export function usersOn({ users }: Customer, day: Day): number {
  return users.filter(({ createdOn, disabledOn }) => createdOn <= day && (disabledOn === null || disabledOn > day)).length;
}
