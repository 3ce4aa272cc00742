import { BAD, fieldOf, type Thing, thingIn } from './fields.ts';
import { type Call, type Meaning, meaningOf, NAMED_MEANINGS } from './kinds.ts';
import { matchesName } from './name-pattern.ts';

/** Calls that are told apart by a mapping: the others say who somebody is, and mean nothing else. */
export const MAPPED_CALLS = ['track', 'page', 'screen'] as const;
export type MappedCall = (typeof MAPPED_CALLS)[number];
export const CLIENTS = ['pc', 'app', 'other'] as const;
export type Client = (typeof CLIENTS)[number];

/** Under this name the properties of a page or screen say which of the two it is; an event without it is a track. */
export const CALL_PROPERTY = '$call';
export const LONGEST_MODULE = 120;
/** A day: nobody uses a product for longer without coming back to it. */
const LONGEST_SECONDS = 86_400;

/** What a rule of a mapping asks of an event, and what it then says. Null asks or says nothing. */
export interface MappingRule {
  readonly type: MappedCall | null;
  /** The name of the event; `*` stands for any text. */
  readonly name: string;
  /** A property, not one within another, that must have this value; numbers and booleans as they are written. */
  readonly where: { readonly property: string; readonly equals: string } | null;
  readonly kind: Exclude<Meaning, 'other'> | null;
  readonly module: string | null;
  readonly client: Client | null;
  /** The property that holds for how many seconds it went on. */
  readonly seconds: string | null;
  /** The property that holds what a gauge shows. */
  readonly value: string | null;
}

/** What an event means. */
export interface Labels {
  readonly kind: Meaning;
  readonly module: string | null;
  readonly client: Client | null;
}

/** A mapping, ready to be asked about every event. */
export interface Mapping {
  /** What an event means. */
  labels(call: Call, name: string, properties: Thing | null): Labels;
  /** The numbers it carries; null where none is named or there is no number. */
  measures(call: Call, name: string, properties: Thing | null): { readonly seconds: number | null; readonly value: number | null };
  /** For how many whole seconds it went on; 0 when it does not say. */
  seconds(call: Call, name: string, properties: Thing | null): number;
  /** The property that holds them by the rules, unless the sender names them; null for none. */
  secondsProperty(call: Call, name: string, properties: Thing | null): string | null;
  /** Which rules, by their place, can speak of an event of this name. */
  rulesOf(name: string): readonly number[];
}

/** Names whose rules are remembered, before all are forgotten: a sender may invent any number of names. */
const REMEMBERED = 10_000;

/**
 * Makes a mapping of its rules. Each of kind, module, client, seconds and value comes from the first rule that fits the event and
 * says it; so a rule for one name and a rule for a family of names add up. What the sender says in the properties `kind`, `module`,
 * `client`, `seconds` and `value` wins; what nobody says is built in: the login names, else an action.
 *
 * @param rules  The rules in their order.
 * @returns      The mapping.
 * @source       Settled 2.
 * @example      compileMapping([{ type: null, name: 'order.*', where: null, kind: 'record', module: 'orders', client: null, seconds: null, value: null }]).labels('track', 'order.new', null) // => { kind: 'record', module: 'orders', client: null }
 */
export function compileMapping(rules: readonly MappingRule[]): Mapping {
  let known = new Map<string, readonly number[]>();
  const rulesOf = (name: string): readonly number[] => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const fitting = rules.flatMap((rule, index) => (matchesName(rule.name, name) ? [index] : []));
    if (known.size >= REMEMBERED) known = new Map();
    known.set(name, fitting);
    return fitting;
  };
  const first = <Part extends keyof MappingRule>(
    part: Part,
    call: Call,
    name: string,
    properties: Thing | null,
  ): MappingRule[Part] | null => {
    for (const index of rulesOf(name)) {
      const rule = rules[index];
      if (rule !== undefined && rule[part] !== null && fits(rule, call, properties)) return rule[part];
    }
    return null;
  };
  return {
    rulesOf,
    labels(call, name, properties) {
      if (!isMapped(call)) return { kind: meaningOf(call, name, undefined), module: null, client: clientSaid(properties) };
      const said = fieldOf(properties, 'kind');
      return {
        kind: isNamed(said) ? said : (first('kind', call, name, properties) ?? meaningOf(call, name, undefined)),
        module: moduleSaid(properties) ?? first('module', call, name, properties),
        client: clientSaid(properties) ?? first('client', call, name, properties) ?? (call === 'screen' ? 'app' : null),
      };
    },
    measures(call, name, properties) {
      const number = (part: 'seconds' | 'value'): number | null =>
        numberIn(fieldOf(properties, part)) ?? numberIn(fieldOf(properties, first(part, call, name, properties) ?? ''));
      return { seconds: number('seconds'), value: number('value') };
    },
    seconds(call, name, properties) {
      if (properties === null || !isMapped(call)) return 0;
      const said = secondsIn(fieldOf(properties, 'seconds'));
      if (said !== null) return said;
      const property = first('seconds', call, name, properties);
      return property === null ? 0 : (secondsIn(fieldOf(properties, property)) ?? 0);
    },
    secondsProperty: (call, name, properties) => first('seconds', call, name, properties),
  };
}

function isMapped(call: Call): call is MappedCall {
  return call === 'track' || call === 'page' || call === 'screen';
}

function fits({ type, where }: MappingRule, call: Call, properties: Thing | null): boolean {
  if (type !== null && type !== call) return false;
  return where === null || propertyText(fieldOf(properties, where.property)) === where.equals;
}

function isNamed(said: unknown): said is Exclude<Meaning, 'other'> {
  return typeof said === 'string' && NAMED_MEANINGS.has(said);
}

function moduleSaid(properties: Thing | null): string | null {
  const said = fieldOf(properties, 'module');
  return typeof said === 'string' && said !== '' && said.length <= LONGEST_MODULE ? said : null;
}

function clientSaid(properties: Thing | null): Client | null {
  const said = fieldOf(properties, 'client');
  if (said === undefined) return null;
  return CLIENTS.find((client) => client === said) ?? null;
}

function numberIn(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

const DECIMAL = /^ *[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})? *$/;

/**
 * For how many whole seconds something went on: a number or a decimal text, rounded, at least none and at most a day.
 *
 * @param value  Anything.
 * @returns      The seconds; null when it is no number.
 * @source       ACT-04; platform/events/log-seconds.ts reads kept events the same way.
 * @example      [secondsIn('90.5'), secondsIn(-1), secondsIn('long')] // => [91, 0, null]
 */
export function secondsIn(value: unknown): number | null {
  const isNumber = typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && DECIMAL.test(value);
  return isNumber ? Math.max(0, Math.min(LONGEST_SECONDS, Math.round(Number(value)))) : null;
}

/**
 * The value of a property as a rule compares it.
 *
 * @param value  Anything.
 * @returns      The text; numbers and booleans as JSON writes them; null for anything else.
 * @example      propertyText(true) // => 'true'
 */
export function propertyText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? JSON.stringify(value) : null;
}

/**
 * Which call a kept event was.
 *
 * @param properties  Its properties.
 * @returns           Track, unless the properties say that it was a page or a screen.
 * @example           callKept({ $call: 'page' }) // => 'page'
 */
export function callKept(properties: Thing | null): MappedCall {
  const said = fieldOf(properties, CALL_PROPERTY);
  return said === 'page' || said === 'screen' ? said : 'track';
}

/** What must have been seen, or named by a person, before its absence is a known zero (decision 0005). */
export const COUNTED_SIGNS = ['login', 'module', 'client', 'seconds'] as const;
export type CountedSign = (typeof COUNTED_SIGNS)[number];

/**
 * One value for each counted sign.
 *
 * @param give  Gives the value of a sign.
 * @returns     The values.
 * @example     bySign((sign) => sign.length) // => { login: 5, module: 6, client: 6, seconds: 7 }
 */
export function bySign<T>(give: (sign: CountedSign) => T): Readonly<Record<CountedSign, T>> {
  return { login: give('login'), module: give('module'), client: give('client'), seconds: give('seconds') };
}

/**
 * Of which signs a person said how to know them; then a day without any is a known zero (decision 0005).
 *
 * @param rules  The rules.
 * @returns      The signs that one of them names.
 * @example      signsNamed([]) // => []
 */
export function signsNamed(rules: readonly MappingRule[]): readonly CountedSign[] {
  return COUNTED_SIGNS.filter((sign) => rules.some((rule) => (sign === 'login' ? rule.kind === 'login' : rule[sign] !== null)));
}

/**
 * What an event means whose properties are kept as text.
 *
 * @param mapping  The mapping.
 * @param call     The call, where it is known; a kept page or screen says it in its properties.
 * @param name     Its name.
 * @param json     Its properties as JSON text, '' for none.
 * @returns        The labels, and the seconds.
 * @example        labelsKept(compileMapping([]), 'track', 'login', '') // => { kind: 'login', module: null, client: null, seconds: 0 }
 */
export function labelsKept(mapping: Mapping, call: Call, name: string, json: string): Labels & { readonly seconds: number } {
  return labelsOf(mapping, call, name, propertiesIn(json));
}

/**
 * What an event means.
 *
 * @param mapping     The mapping.
 * @param call        The call, where it is known; a kept page or screen says it in its properties.
 * @param name        Its name.
 * @param properties  Its properties; null for none.
 * @returns           The labels, and the seconds.
 * @example           labelsOf(compileMapping([]), 'track', 'login', null) // => { kind: 'login', module: null, client: null, seconds: 0 }
 */
export function labelsOf(mapping: Mapping, call: Call, name: string, properties: Thing | null): Labels & { readonly seconds: number } {
  const is = call === 'track' ? callKept(properties) : call;
  return { ...mapping.labels(is, name, properties), seconds: mapping.seconds(is, name, properties) };
}

/**
 * Properties that are kept as text.
 *
 * @param json  JSON text of an object, or ''.
 * @returns     The object; null for none.
 * @example     propertiesIn('') // => null
 */
export function propertiesIn(json: string): Thing | null {
  const read = json === '' ? null : thingIn(JSON.parse(json));
  return read === BAD ? null : read;
}

/**
 * Adds reserved properties to properties.
 *
 * @param properties  Properties; null for none.
 * @param module      The module to add; null adds nothing. It replaces what stood there.
 * @param client      The client, likewise.
 * @returns           The properties with them.
 * @example           withWords({ plan: 'gold' }, 'crm', null) // => { plan: 'gold', module: 'crm' }
 */
export function withWords(properties: Thing | null, module: string | null, client: Client | null): Thing | null {
  if (module === null && client === null) return properties;
  return { ...properties, ...(module === null ? null : { module }), ...(client === null ? null : { client }) };
}
