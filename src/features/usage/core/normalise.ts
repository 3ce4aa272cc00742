import { type Instant, parseInstant } from '../../../kernel/time.ts';
import { BAD, fieldOf, idIn, jsonOf, LONGEST_TEXT, type Thing, thingIn } from './fields.ts';
import { CALLS, type Call, type Meaning } from './kinds.ts';
import { CALL_PROPERTY, callKept, compileMapping, type Mapping } from './mapping.ts';
import type { Reason } from './reasons.ts';

/** HTTP takes what happened up to this many days ago: three years (settled 15). */
export const OLDEST_DAYS = 1096;
/** And up to this far ahead of our clock. */
export const FURTHEST_AHEAD_MS = 15 * 60 * 1000;
/** Longest JSON text of the properties or traits of an item, in UTF-16 units. */
export const LONGEST_PROPERTIES = 32_768;

const MS_PER_DAY = 86_400_000;
const LONGEST_SUBJECT = 60;

/** What is the same for all items of a batch. */
export interface Batch {
  readonly receivedAt: Instant;
  /** When the sender's clock said the batch left; null when it did not say. */
  readonly sentAt: Instant | null;
  /** The customer named for the whole batch. */
  readonly groupId: string | null;
  /** Says what events mean; without one, what is built in. */
  readonly mapping?: Mapping;
  /** Makes an id for an item that has none: from its content, so that sending it again gives the same, or at random. */
  readonly idFor: (content: string | null) => string;
}

const BUILT_IN = compileMapping([]);

/** An item as it came: the fields that are looked for in each. No object inherits one of these names, so they need no `fieldOf`. */
type Raw = Thing & {
  readonly [Name in
    | 'type'
    | 'messageId'
    | 'userId'
    | 'anonymousId'
    | 'previousId'
    | 'groupId'
    | 'context'
    | 'properties'
    | 'traits'
    | 'event'
    | 'name'
    | 'timestamp'
    | 'originalTimestamp'
    | 'sentAt']?: unknown;
};

/** An item that was understood. Its customer is still to be found. */
export interface UsageItem {
  readonly call: Call;
  readonly messageId: string;
  /** The user in the sender's words, or the anonymous one. */
  readonly userId: string | null;
  /** Names under which an earlier `group` call may have told the customer, best first. */
  readonly aliases: readonly string[];
  /** Of an `alias` call: the user that is the same person. */
  readonly previousId: string | null;
  /** The user is signed in, not anonymous: an `identify` registers them. */
  readonly signedIn: boolean;
  readonly groupId: string | null;
  readonly name: string;
  readonly kind: Meaning;
  readonly module: string | null;
  readonly client: 'pc' | 'app' | 'other' | null;
  /** For how many seconds it went on; 0 when it does not say. */
  readonly seconds: number;
  readonly occurredAt: Instant;
  /** Properties or traits as JSON text, '' for none. */
  readonly properties: string;
}

export interface Refusal {
  readonly status: 'rejected';
  readonly code: Reason;
  readonly subject: string;
  readonly messageId: string | null;
}

export type Judged = { readonly status: 'understood' | 'too-old'; readonly item: UsageItem } | Refusal;

/**
 * Judges one item of a batch by itself: whatever it holds, it costs nothing but itself.
 *
 * @param raw    The item as it came: anything.
 * @param batch  What holds for the whole batch.
 * @returns      The item with one meaning for each field; or that it is too old to be taken by this way (it is kept aside); or why it is
 *               refused, with the field or value at fault.
 * @source       Segment, "HTTP Tracking API"; settled 2, 14, 15.
 * @example      normalise({ type: 'track', event: 'login', userId: 'u', messageId: 'm' }, { receivedAt: instant('2026-01-01T00:00:00Z'), sentAt: null, groupId: 'acme', idFor: () => 'made' }).item.kind // => 'login'
 */
export function normalise(raw: unknown, batch: Batch): Judged {
  const thing: Raw | typeof BAD | null = thingIn(raw);
  if (thing === null || thing === BAD) return refused('shape', 'item', null);
  const messageId = idIn(thing.messageId);
  if (messageId === BAD) return refused('shape', 'messageId', null);
  const call = callOf(thing);
  if (call === null) return refused('unknown-type', shown(thing.type), messageId);
  const who = whoOf(thing, call, batch);
  if (typeof who === 'string') return refused('shape', who, messageId);
  const what = whatOf(thing, call, batch.mapping ?? BUILT_IN);
  if (typeof what === 'string') return refused('shape', what, messageId);
  if (who.userId === null && needsUser(what.kind, call)) return refused('no-user', '', messageId);
  const occurredAt = timeOf(thing, batch);
  if (typeof occurredAt === 'object') return refused('bad-time', occurredAt.unreadable, messageId);
  if (occurredAt > batch.receivedAt + FURTHEST_AHEAD_MS) return refused('too-far-ahead', '', messageId);
  const { userId, aliases, previousId, signedIn, groupId } = who;
  const { name, kind, module, client, seconds, properties } = what;
  // Field by field: spreading costs more than everything else here.
  const item: UsageItem = {
    call,
    messageId: messageId ?? batch.idFor(contentOf(thing)),
    userId,
    aliases,
    previousId,
    signedIn,
    groupId,
    name,
    kind,
    module,
    client,
    seconds,
    occurredAt,
    properties,
  };
  return { status: occurredAt < batch.receivedAt - OLDEST_DAYS * MS_PER_DAY ? 'too-old' : 'understood', item };
}

function refused(code: Reason, subject: string, messageId: string | null): Refusal {
  return { status: 'rejected', code, subject, messageId };
}

function callOf(thing: Raw): Call | null {
  const type = thing.type;
  return CALLS.find((call) => call === type) ?? null;
}

/** Value of a field as a person may see it; a whole object is only called by its type. */
function shown(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : typeof value;
  // Cut by whole characters: half a pair of surrogates can be stored nowhere.
  return text.length <= LONGEST_SUBJECT ? text : `${[...text.slice(0, LONGEST_SUBJECT)].slice(0, -1).join('')}…`;
}

type Who = Pick<UsageItem, 'userId' | 'aliases' | 'previousId' | 'signedIn' | 'groupId'>;

/** The user and the customer named, or the name of the field at fault. */
function whoOf(thing: Raw, call: Call, batch: Batch): Who | string {
  const userId = idIn(thing.userId);
  if (userId === BAD) return 'userId';
  const anonymousId = idIn(thing.anonymousId);
  if (anonymousId === BAD) return 'anonymousId';
  const previousId = call === 'alias' ? idIn(thing.previousId) : null;
  if (previousId === BAD) return 'previousId';
  const groupId = groupOf(thing, call, batch);
  if (typeof groupId === 'object' && groupId !== null) return groupId.fault;
  const aliases = namesOf(userId, anonymousId, previousId);
  return { userId: userId ?? anonymousId, aliases, previousId, signedIn: userId !== null, groupId };
}

/** Those of three names that there are; most items have one. */
function namesOf(first: string | null, second: string | null, third: string | null): readonly string[] {
  if (second === null && third === null) return first === null ? [] : [first];
  return [first, second, third].filter((name) => name !== null);
}

function groupOf(thing: Raw, call: Call, batch: Batch): string | null | { fault: string } {
  const own = idIn(thing.groupId);
  if (own === BAD) return { fault: 'groupId' };
  if (call === 'group') return own ?? { fault: 'groupId' };
  const context = thingIn(thing.context);
  const named = context === BAD ? null : idIn(fieldOf(context, 'groupId'));
  if (named === BAD) return { fault: 'context.groupId' };
  if (named !== null || own !== null) return named ?? own;
  const properties = thingIn(thing.properties);
  const said = properties === BAD ? null : idIn(fieldOf(properties, 'groupId'));
  return said === BAD ? batch.groupId : (said ?? batch.groupId);
}

type What = Pick<UsageItem, 'name' | 'kind' | 'module' | 'client' | 'seconds' | 'properties'>;

/** Name and meaning, or the name of the field at fault. */
function whatOf(thing: Raw, call: Call, mapping: Mapping): What | string {
  const holder = call === 'identify' || call === 'group' ? 'traits' : 'properties';
  const rest = thingIn(holder === 'traits' ? thing.traits : thing.properties);
  if (rest === BAD) return holder;
  // What was kept of a page or screen must still tell which it was when the mapping changes.
  const kept = call === 'page' || call === 'screen' ? { ...rest, [CALL_PROPERTY]: call } : rest;
  const properties = jsonOf(kept, LONGEST_PROPERTIES);
  if (properties === BAD) return holder;
  const name = nameOf(thing, call);
  if (name === null) return call === 'track' ? 'event' : 'name';
  const is = call === 'track' ? callKept(rest) : call;
  const { kind, module, client } = mapping.labels(is, name, rest);
  return { name, kind, module, client, seconds: mapping.seconds(is, name, rest), properties };
}

/** Track calls must have a name; pages and screens may; the others are called by their type. */
function nameOf(thing: Raw, call: Call): string | null {
  if (call === 'identify' || call === 'group' || call === 'alias') return call;
  const value = call === 'track' ? thing.event : thing.name;
  if (call !== 'track' && (value === undefined || value === null || value === '')) return call;
  return typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_TEXT ? value.trim() : null;
}

/** What systems do among themselves is nobody's; a `group` call can speak of a customer alone. */
function needsUser(kind: Meaning, call: Call): boolean {
  return call !== 'group' && kind !== 'integration-call' && kind !== 'extension-use' && kind !== 'gauge';
}

/** When it happened by our clock. The sender's clock may be wrong by any amount; the time between two of its readings is right. */
function timeOf(thing: Raw, batch: Batch): Instant | { unreadable: string } {
  const said = thing.timestamp ?? thing.originalTimestamp;
  if (said === undefined || said === null) return batch.receivedAt;
  const timestamp = typeof said === 'string' ? parseInstant(said) : null;
  if (timestamp === null) return { unreadable: shown(said) };
  const own = thing.sentAt;
  const sentAt = (typeof own === 'string' ? parseInstant(own) : null) ?? batch.sentAt;
  return sentAt === null ? timestamp : ((batch.receivedAt - (sentAt - timestamp)) as Instant);
}

/** What makes an item without an id the same when it is sent again; null when it does not even say when it happened. */
function contentOf(thing: Raw): string | null {
  if (typeof (thing.timestamp ?? thing.originalTimestamp) !== 'string') return null;
  const parts = [
    'type',
    'timestamp',
    'originalTimestamp',
    'userId',
    'anonymousId',
    'groupId',
    'event',
    'name',
    'properties',
    'traits',
    'context',
  ];
  const content = jsonOf({ parts: parts.map((part) => fieldOf(thing, part) ?? null) }, Number.POSITIVE_INFINITY);
  return content === BAD ? null : content;
}
