import { type Random, randomInteger, randomItem, seededRandom } from '../../src/kernel/random.ts';
import { CHANGES, type RawRequest } from './hostile-requests.ts';
import { anyValue, type Fragment, VALUES } from './hostile-values.ts';

/** JSON Schema, as far as the description of the API uses it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly format?: string;
  readonly minimum?: number;
  readonly minLength?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

/** An operation as `/api/v1/openapi.json` tells it. */
export interface Target {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema;
  /** Whether only a key that sends facts may call it. */
  readonly isIngest: boolean;
  /** Media types of its answer. */
  readonly answers: readonly string[];
}

export interface HostileInput {
  readonly target: Target;
  /** What is wrong with it. */
  readonly attack: string;
  readonly request: RawRequest;
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses?: Readonly<Record<number, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly 'x-access': { readonly key?: string | null };
}

export function targetsOf(description: { paths: Readonly<Record<string, Readonly<Record<string, Described>>>> }): Target[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      id: described.operationId,
      method: method.toUpperCase(),
      path,
      parameters: (described.parameters ?? []).filter((parameter) => parameter.in !== 'header'),
      body: described.requestBody?.content['application/json'].schema ?? {},
      isIngest: described['x-access'].key === 'ingest',
      answers: Object.keys(described.responses?.[200]?.content ?? {}),
    })),
  );
}

/** Every kind of attack, by name. */
export const ATTACKS: readonly string[] = [...Object.keys(VALUES), ...Object.keys(CHANGES)];

/**
 * Hostile inputs without end: each operation in turn, each time with the next attack, so that after as many rounds as there are attacks
 * every operation has met every one. An attack on a value is made in an otherwise right call, so that it gets past the first check.
 *
 * @param known  Right values by the name of their field: ids of things that are there.
 */
export function* hostileInputs(
  targets: readonly Target[],
  known: Readonly<Record<string, unknown>>,
  seed: number,
): Generator<HostileInput> {
  const random = seededRandom(seed);
  for (let round = 0; ; round++) {
    for (const [place, target] of targets.entries()) {
      const attack = ATTACKS[(place + round) % ATTACKS.length] ?? '';
      yield { target, attack, request: requestFor(target, attack, { known, random, number: `${seed}-${round}-${place}` }) };
    }
  }
}

interface Making {
  readonly known: Readonly<Record<string, unknown>>;
  readonly random: Random;
  /** Different for every input. */
  readonly number: string;
}

function requestFor(target: Target, attack: string, making: Making): RawRequest {
  const { random } = making;
  const fragment = VALUES[attack]?.(random) ?? null;
  const body = target.isIngest ? ingestExample(target, making) : exampleOf(target.body, making);
  const places = placesIn(body);
  const chosen = fragment === null ? -1 : randomInteger(random, 0, target.parameters.length + places.length - 1);
  const isInBody = chosen >= target.parameters.length;
  let path = target.path;
  const query: string[] = [];
  for (const [index, { name, in: where, schema }] of target.parameters.entries()) {
    const value =
      index === chosen && fragment !== null ? percentEncoded(fragment) : encodeURIComponent(String(exampleOf(schema, making, name)));
    if (where === 'path') path = path.replace(`{${name}}`, value);
    else query.push(`${name}=${value}`);
  }
  const hasBody = target.method !== 'GET' && target.method !== 'DELETE';
  const request: RawRequest = {
    method: target.method,
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: [['content-type', 'application/json']],
    body: hasBody ? bodyOf(body, isInBody ? (places[chosen - target.parameters.length] ?? []) : null, fragment) : Buffer.alloc(0),
  };
  return CHANGES[attack]?.(request, random) ?? request;
}

type Place = readonly (string | number)[];

/** Where values stand in a value: at the top, in its fields and elements, and in a field that it does not have. */
function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([name, one]) => placesIn(one, [...at, Array.isArray(value) ? Number(name) : name]));
  return at.length === 0 ? [...inner, ['undeclared']] : [at, ...inner];
}

const HERE = 'the hostile value goes here';

function bodyOf(body: unknown, place: Place | null, fragment: Fragment | null): Buffer {
  if (place === null || fragment === null) return Buffer.from(JSON.stringify(body));
  const [before = '', after = ''] = JSON.stringify(put(body, place, HERE)).split(JSON.stringify(HERE));
  return Buffer.concat([Buffer.from(before), Buffer.from(fragment as string), Buffer.from(after)]);
}

function put(value: unknown, [first, ...rest]: Place, what: unknown): unknown {
  if (first === undefined) return what;
  if (Array.isArray(value)) return value.map((one, index) => (index === first ? put(one, rest, what) : one));
  const object = (value ?? {}) as Record<string, unknown>;
  return { ...object, [first]: put(object[first], rest, what) };
}

/** A fragment as a parameter: the text itself where it is one, else its JSON. */
function percentEncoded(fragment: Fragment): string {
  let bytes = Buffer.from(fragment as string);
  if (typeof fragment === 'string') {
    try {
      const value: unknown = JSON.parse(fragment);
      if (typeof value === 'string') bytes = Buffer.from(value);
    } catch {
      // What is no JSON goes as it is.
    }
  }
  return bytes.toString('hex').replaceAll(/../g, '%$&');
}

/** A value that the declaration takes. */
function exampleOf(schema: Schema, making: Making, name = ''): unknown {
  const { known, random } = making;
  if (Object.hasOwn(known, name)) return known[name];
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[randomInteger(random, 0, schema.enum.length - 1)];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return exampleOf(choices[randomInteger(random, 0, choices.length - 1)] ?? {}, making, name);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['any']);
  switch (types[randomInteger(random, 0, types.length - 1)]) {
    case 'object':
      return exampleObject(schema, making);
    case 'array':
      return [exampleOf(schema.items ?? {}, making)];
    case 'string':
      return schema.format === 'date' ? '2026-11-02' : `${'example '.repeat(Math.ceil((schema.minLength ?? 1) / 8))}${making.number}`;
    case 'integer':
      return Math.max(1, schema.minimum ?? 1);
    case 'number':
      return Math.max(0.5, schema.minimum ?? 0.5);
    case 'boolean':
      return random() < 0.5;
    case 'null':
      return null;
    default:
      return schema.properties === undefined ? anyValue(random) : exampleObject(schema, making);
  }
}

function exampleObject({ properties = {}, required = [], additionalProperties }: Schema, making: Making): Record<string, unknown> {
  const entries = Object.entries(properties)
    .filter(([name]) => required.includes(name) || making.random() < 0.8)
    .map(([name, schema]) => [name, exampleOf(schema, making, name)] as const);
  const free = typeof additionalProperties === 'object' ? [['free', exampleOf(additionalProperties, making)] as const] : [];
  return Object.fromEntries([...entries, ...free]);
}

/** What Segment's clients send: the declaration leaves items open, because each is judged by itself. */
function ingestExample({ id }: Target, { known, random, number }: Making): unknown {
  const call = id.split('.')[1] ?? '';
  const item = (type: string, place: number) => ({
    type,
    messageId: `hostile-${number}-${place}`,
    userId: `user-${randomInteger(random, 0, 50)}`,
    anonymousId: 'a1',
    timestamp: '2026-11-17T02:00:00.000Z',
    context: { groupId: known.externalId, page: { url: 'x' } },
    ...(type === 'track' ? { event: randomItem(random, ['login', 'Invoice Approved']) } : {}),
    ...(type === 'page' || type === 'screen' ? { name: 'Home' } : {}),
    ...(type === 'alias' ? { previousId: 'a1' } : {}),
    ...(type === 'group' ? { groupId: known.externalId } : {}),
    ...(type === 'identify' || type === 'group'
      ? { traits: { name: 'A name', createdAt: '2026-01-01T00:00:00Z', plan: { tier: 1 } } }
      : { properties: { kind: 'record', module: 'billing', client: 'pc', seconds: 3, value: 1, list: [1, { a: 2 }] } }),
  });
  if (call !== 'batch') return item(call, 0);
  const types = ['track', 'identify', 'group', 'page', 'alias'];
  return { batch: types.map(item), sentAt: '2026-11-18T01:59:59.000Z', context: { groupId: known.externalId } };
}
