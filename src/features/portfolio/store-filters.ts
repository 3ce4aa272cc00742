import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { CustomField } from '../../kernel/custom-field.ts';
import type { PersonId, TeamId } from '../../kernel/ids.ts';
import { addDays, type Day } from '../../kernel/time.ts';
import { searchTerms } from '../accounts/core/name-keys.ts';
import { type Condition, fieldOf, type Sort, type Value } from './core/conditions.ts';
import { CUSTOM, type Field, type FieldName } from './core/fields.ts';
import { accountCards as c } from './tables.ts';

/** What conditions are read against: the day, who asks, and who there is. */
export interface Asking {
  readonly today: Day;
  /** Null for a program. */
  readonly me: PersonId | null;
  readonly custom: readonly CustomField[];
  /** The people with access, by name. */
  readonly people: readonly { readonly id: PersonId; readonly name: string; readonly teamId: TeamId | null }[];
}

/** Values of `owner` that are no person's id. */
export const ME = 'me';
export const NOBODY = 'nobody';

const COLUMN: Readonly<Record<FieldName, AnyPgColumn | SQL>> = {
  name: c.name,
  externalId: c.externalId,
  state: c.state,
  band: c.band,
  bandBefore: c.bandBefore,
  score: c.score,
  change: c.change,
  coverage: c.coverage,
  drifting: c.drifting,
  driftingSince: c.driftingSince,
  tier: c.tier,
  stage: c.stage,
  level: c.level,
  quadrant: c.quadrant,
  arr: c.arrMinor,
  atRisk: c.atRiskMinor,
  risk: c.risk,
  riskBand: c.riskBand,
  seatsBought: c.seatsBought,
  seatsActivated: c.seatsActivated,
  activeUsers: c.activeUsers,
  steady: c.steady,
  renewsOn: c.renewsOn,
  owner: c.ownerId,
  team: c.ownerId,
  touchedOn: c.touchedOn,
  touchedBy: c.touchedBy,
  warnings: sql`(${c.warningsCritical} + ${c.warningsHigh} + ${c.warningsNormal})`,
  warningsCritical: c.warningsCritical,
  tasks: c.tasksOpen,
  customerType: c.customerType,
  industry: c.industry,
  region: c.region,
  startsOn: c.startsOn,
  endsOn: c.endsOn,
};

/** Numbers as people write them; anything else a field once held is none. */
const NUMBER = '^-?[0-9]{1,30}([.][0-9]{1,30})?$';

/** What a field holds. Names come from a closed list, and keys of fields of our own travel as parameters. */
function heldBy(name: string, { type }: Field): SQL {
  if (!name.startsWith(CUSTOM)) return sql`${COLUMN[name as FieldName]}`;
  const text = sql`(${c.custom} ->> ${name.slice(CUSTOM.length)})`;
  if (type === 'number') return sql`(case when ${text} ~ ${NUMBER} then ${text}::numeric end)`;
  if (type === 'flag') return sql`(case ${text} when 'true' then true when 'false' then false end)`;
  return text;
}

/** All that is asked, as one condition. The caller has checked every condition by `problemOf`. */
export function whereOf(conditions: readonly Condition[], search: string, asking: Asking): SQL | undefined {
  const all = conditions.map((condition) => sqlOf(condition, asking));
  const terms = searchTerms(search);
  if (terms.length > 0)
    all.push(
      sql`(${sql.join(
        terms.map((term) => sql`${c.searchText} like ${containing(term)}`),
        sql` or `,
      )})`,
    );
  return all.length === 0 ? undefined : sql.join(all, sql` and `);
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function sqlOf({ field: name, op, values }: Condition, asking: Asking): SQL {
  const field = fieldOf(name, asking.custom);
  if (field === null) return sql`false`;
  if (field.type === 'person' || field.type === 'team') return ownedBy(field.type, op, values, asking);
  const value = heldBy(name, field);
  const [first] = values;
  switch (op) {
    case 'in':
      return sql`${value}::text = any(${texts(values)})`;
    case 'out':
      return sql`(${value} is null or ${value}::text <> all(${texts(values)}))`;
    case 'contains':
      return sql`lower(${value}) like ${containing(String(first).toLowerCase())}`;
    case 'least':
      return sql`${value} >= ${Number(first)}::float8`;
    case 'most':
      return sql`${value} <= ${Number(first)}::float8`;
    case 'ahead':
      return sql`(${value} >= ${asking.today} and ${value} <= ${addDays(asking.today, Number(first))})`;
    case 'ago':
      return sql`(${value} <= ${asking.today} and ${value} >= ${addDays(asking.today, -Number(first))})`;
    case 'older':
      return sql`(${value} is null or ${value} < ${addDays(asking.today, -Number(first))})`;
    case 'from':
      return sql`${value} >= ${String(first)}`;
    case 'to':
      return sql`${value} <= ${String(first)}`;
    case 'is':
      // No value is neither.
      return first === true ? sql`${value}` : sql`not ${value}`;
    case 'known':
      return sql`${value} is not null`;
    case 'unknown':
      return sql`${value} is null`;
  }
}

function texts(values: readonly Value[]): SQL {
  return sql`${sql.param(values.map(String))}::text[]`;
}

/** Whose access has ended owns nothing: their customers are nobody's (settled 21). */
function ownedBy(type: 'person' | 'team', op: Condition['op'], values: readonly Value[], { me, people }: Asking): SQL {
  const withAccess = people.map(({ id }) => id);
  const nobodys = sql`(${c.ownerId} is null or ${c.ownerId} <> all(${texts(withAccess)}))`;
  if (op === 'unknown') return nobodys;
  if (op === 'known') return sql`not ${nobodys}`;
  const owners =
    type === 'team'
      ? people.filter(({ teamId }) => teamId !== null && values.includes(teamId)).map(({ id }) => id)
      : withAccess.filter((id) => values.includes(id) || (id === me && values.includes(ME)));
  const among = sql`coalesce(${c.ownerId} = any(${texts(owners)}), false)`;
  const held = type === 'person' && values.includes(NOBODY) ? sql`(${among} or ${nobodys})` : among;
  return op === 'out' ? sql`not ${held}` : held;
}

/** How rows are sorted: closed words in their own order, names as they sound, what is not known last. */
export function orderOf(sorts: readonly Sort[], asking: Asking): readonly SQL[] {
  return sorts.flatMap(({ field: name, down }) => {
    const field = fieldOf(name, asking.custom);
    if (field === null) return [];
    const by = keyOf(name, field, asking);
    return [down ? sql`${by} desc nulls last` : sql`${by} asc nulls last`];
  });
}

function keyOf(name: string, field: Field, { people }: Asking): SQL {
  if (name === 'name') return sql`${c.sortKey}`;
  if (name === 'level') return sql`${c.level}`;
  const value = heldBy(name, field);
  if (field.type === 'person' || field.type === 'team') {
    const key =
      field.type === 'team' ? (one: (typeof people)[number]) => one.teamId ?? '\uffff' : (one: (typeof people)[number]) => one.name;
    const sorted = people.toSorted((a, b) => key(a).localeCompare(key(b), 'zh-Hans-CN-u-co-pinyin'));
    return sql`array_position(${texts(sorted.map(({ id }) => id))}, ${value})`;
  }
  return field.type === 'choice' ? sql`array_position(${texts(field.choices ?? [])}, ${value}::text)` : value;
}
