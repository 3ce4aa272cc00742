import { type Day, dayOf, type Instant, isDay, parseInstant } from '../../../kernel/time.ts';
import { BAD, fieldOf, idIn, type Thing, thingIn } from './fields.ts';

/** Traits of a company that Segment names, kept as attributes. Others stay in the event. */
const KEPT_TRAITS = ['industry', 'plan', 'employees', 'website', 'phone', 'email', 'description'] as const;
const LONGEST_VALUE = 2000;

/** What a `group` call says about its customer. */
export interface CustomerTraits {
  readonly name?: string;
  readonly createdOn?: Day;
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Reads what a `group` call says about its customer.
 *
 * @param json      The traits as JSON text, '' for none.
 * @param timeZone  The workspace's zone.
 * @returns         Name, day of creation and attributes, each only where it was said and can be read.
 * @source          Segment, "Spec: Group", reserved traits.
 * @example         customerTraits('{"name":"Acme"}', 'UTC') // => { name: 'Acme' }
 */
export function customerTraits(json: string, timeZone: string): CustomerTraits {
  const traits = traitsIn(json);
  const name = idIn(fieldOf(traits, 'name'));
  const createdOn = dayIn(fieldOf(traits, 'createdAt'), timeZone);
  const attributes = KEPT_TRAITS.flatMap((trait) => {
    const value = fieldOf(traits, trait);
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
    return text === '' || text.length > LONGEST_VALUE ? [] : [[trait, text] as const];
  });
  return {
    ...(name === null || name === BAD ? {} : { name }),
    ...(createdOn === null ? {} : { createdOn }),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
  };
}

/**
 * From which day an `identify` call registers its user.
 *
 * @param json        The traits as JSON text, '' for none.
 * @param occurredAt  When the call was made.
 * @param timeZone    The workspace's zone.
 * @returns           The day of the trait `createdAt` where it can be read and is no later than the call; else the day of the call.
 *                    `stated`: the sender said it.
 * @source            Segment, "Spec: Identify", reserved traits.
 * @example           registeredFrom('{"createdAt":"2026-01-01"}', instant('2026-02-01T00:00:00Z'), 'UTC') // => { from: '2026-01-01', stated: true }
 */
export function registeredFrom(json: string, occurredAt: Instant, timeZone: string): { from: Day; stated: boolean } {
  const seen = dayOf(occurredAt, timeZone);
  const created = dayIn(fieldOf(traitsIn(json), 'createdAt'), timeZone);
  return created === null || created > seen ? { from: seen, stated: false } : { from: created, stated: true };
}

function traitsIn(json: string): Thing | null {
  const traits = json === '' ? null : thingIn(JSON.parse(json));
  return traits === BAD ? null : traits;
}

function dayIn(value: unknown, timeZone: string): Day | null {
  if (typeof value !== 'string') return null;
  if (isDay(value)) return value;
  const instant = parseInstant(value);
  return instant === null ? null : dayOf(instant, timeZone);
}
