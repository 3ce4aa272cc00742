import { InvariantError } from '../../kernel/errors.ts';
import { dayNumber } from '../../kernel/time.ts';
import { EVENT_KINDS, type UsageEvent } from './port.ts';

/*
 * Events on their way to the thread that writes them: columns instead of objects, because a thread is handed a copy, and copying one text
 * and three arrays costs a tenth of copying a thousand fields.
 */

export interface EventGroup {
  readonly count: number;
  /** All texts one after another. */
  readonly text: string;
  /** Eight an event, in the order of TEXTS: the length in `text`, or ABSENT, or SAME as in the event before. */
  readonly lengths: Int32Array;
  /** Three an event: occurredAt, recordedAt, number of the day. */
  readonly numbers: Float64Array;
  /** Three an event: kind, client, excluded. */
  readonly codes: Uint8Array;
  /** One an event. */
  readonly seconds: Int32Array;
}

export const TEXTS = 8;
export const ABSENT = -1;
export const SAME = -2;

export const CLIENTS = ['pc', 'app', 'other'] as const;
export const OTHER_KIND = EVENT_KINDS.indexOf('other');
export const LOGIN_KIND = EVENT_KINDS.indexOf('login');

const KIND_CODES: ReadonlyMap<string, number> = new Map(EVENT_KINDS.map((kind, code) => [kind, code]));

/** Puts events into columns. Throws before anything is sent when an event holds what cannot be stored. */
export function groupOf(events: readonly UsageEvent[]): EventGroup {
  const count = events.length;
  const [lengths, numbers, codes] = [new Int32Array(count * TEXTS), new Float64Array(count * 3), new Uint8Array(count * 3)];
  const seconds = new Int32Array(count);
  let text = '';
  let before: UsageEvent | null = null;
  let at = 0;
  const add = (value: string | null, earlier: string | null | undefined): void => {
    if (value !== null && value === earlier) lengths[at] = SAME;
    else if (value === null) lengths[at] = ABSENT;
    else {
      lengths[at] = value.length;
      text += value;
    }
    at += 1;
  };
  for (let index = 0; index < count; index++) {
    const event = events[index];
    if (event === undefined) continue;
    add(event.workspaceId, before?.workspaceId);
    add(event.source, before?.source);
    add(event.accountId, before?.accountId);
    add(event.userId, before?.userId);
    add(event.name, before?.name);
    add(event.module, before?.module);
    add(event.messageId, null);
    add(event.properties, null);
    numbers[3 * index] = wholeNumber(event.occurredAt, 'occurredAt');
    numbers[3 * index + 1] = wholeNumber(event.recordedAt, 'recordedAt');
    numbers[3 * index + 2] = wholeNumber(dayNumber(event.day), 'day');
    codes[3 * index] = KIND_CODES.get(event.kind) ?? OTHER_KIND;
    codes[3 * index + 1] = event.client === null ? 0 : CLIENTS.indexOf(event.client) + 1;
    codes[3 * index + 2] = event.excluded ? 1 : 0;
    seconds[index] = event.seconds;
    before = event;
  }
  return { count, text, lengths, numbers, codes, seconds };
}

function wholeNumber(value: number, name: string): number {
  if (!Number.isSafeInteger(value)) throw new InvariantError(`The ${name} of an event is ${value}.`);
  return value;
}

/** One event of a group, while it is read: the same object for all of them. */
export interface ReadEvent {
  workspaceId: string;
  source: string;
  accountId: string;
  userId: string | null;
  name: string;
  module: string | null;
  messageId: string;
  properties: string;
}

export interface GroupReader {
  readonly event: ReadEvent;
  /** Reads the next event into `event`. */
  next(): void;
  /** Reads on to the event of an index, which is not before the present one. */
  moveTo(index: number): void;
}

/** Reads the texts of a group, event after event. */
export function readerOf({ text, lengths }: EventGroup): GroupReader {
  const event: ReadEvent = {
    workspaceId: '',
    source: '',
    accountId: '',
    userId: null,
    name: '',
    module: null,
    messageId: '',
    properties: '',
  };
  let place = 0;
  let at = 0;
  let present = -1;
  const take = (earlier: string | null): string | null => {
    const length = lengths[at++] ?? ABSENT;
    if (length === SAME) return earlier;
    if (length === ABSENT) return null;
    place += length;
    return text.substring(place - length, place);
  };
  const next = (): void => {
    event.workspaceId = take(event.workspaceId) ?? '';
    event.source = take(event.source) ?? '';
    event.accountId = take(event.accountId) ?? '';
    event.userId = take(event.userId);
    event.name = take(event.name) ?? '';
    event.module = take(event.module);
    event.messageId = take(null) ?? '';
    event.properties = take(null) ?? '';
    present += 1;
  };
  return {
    event,
    next,
    moveTo(index) {
      while (present < index) next();
    },
  };
}
