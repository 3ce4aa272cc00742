import { InvariantError } from '../../kernel/errors.ts';
import { dayNumber } from '../../kernel/time.ts';
import { EVENT_KINDS, type UsageEvent } from './port.ts';

/*
 * Events on their way to the thread that writes them: columns instead of objects, because a thread is handed a copy, and copying one text
 * costs a tenth of copying a thousand fields.
 */

export interface EventGroup {
  readonly count: number;
  /** All texts one after another. */
  readonly text: string;
  /** Sixteen an event: where each of its eight texts begins and ends in `text`, in the order of TEXTS; ABSENT twice for none. */
  readonly places: Int32Array;
  /** Three an event: occurredAt, recordedAt, number of the day. */
  readonly numbers: Float64Array;
  /** Three an event: kind, client, excluded. */
  readonly codes: Uint8Array;
  /** One an event. */
  readonly seconds: Int32Array;
}

/** The texts of an event. */
export const TEXTS = { workspaceId: 0, source: 1, accountId: 2, userId: 3, name: 4, module: 5, messageId: 6, properties: 7 } as const;
const PLACES = 2 * Object.keys(TEXTS).length;
const ABSENT = -1;

export const CLIENTS = ['pc', 'app', 'other'] as const;
export const OTHER_KIND = EVENT_KINDS.indexOf('other');
export const LOGIN_KIND = EVENT_KINDS.indexOf('login');
export const GAUGE_KIND = EVENT_KINDS.indexOf('gauge');

const KIND_CODES: ReadonlyMap<string, number> = new Map(EVENT_KINDS.map((kind, code) => [kind, code]));

/** Puts events into columns. Throws before anything is sent when an event holds what cannot be stored. */
export function groupOf(events: readonly UsageEvent[]): EventGroup {
  const { places, numbers, codes, seconds } = columnsFor(events.length);
  let text = '';
  let before: UsageEvent | null = null;
  let at = 0;
  /** A text that the event before has too stands there once. */
  const add = (value: string | null, earlier: string | null | undefined): void => {
    if (value === null) places[at] = places[at + 1] = ABSENT;
    else if (value === earlier) {
      places[at] = places[at - PLACES] ?? 0;
      places[at + 1] = places[at - PLACES + 1] ?? 0;
    } else {
      places[at] = text.length;
      text += value;
      places[at + 1] = text.length;
    }
    at += 2;
  };
  for (let index = 0; index < events.length; index++) {
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
    numbers[3 * index + 2] = event.day === before?.day ? (numbers[3 * index - 1] ?? 0) : wholeNumber(dayNumber(event.day), 'day');
    codes[3 * index] = KIND_CODES.get(event.kind) ?? OTHER_KIND;
    codes[3 * index + 1] = event.client === null ? 0 : CLIENTS.indexOf(event.client) + 1;
    codes[3 * index + 2] = event.excluded ? 1 : 0;
    seconds[index] = event.seconds;
    before = event;
  }
  return { count: events.length, text, places, numbers, codes, seconds };
}

/** All in one buffer: each that changes hands costs something. */
function columnsFor(count: number): Pick<EventGroup, 'places' | 'numbers' | 'codes' | 'seconds'> {
  const [placesAt, secondsAt] = [24 * count, 24 * count + 4 * PLACES * count];
  const codesAt = secondsAt + 4 * count;
  const buffer = new ArrayBuffer(codesAt + 3 * count);
  return {
    numbers: new Float64Array(buffer, 0, 3 * count),
    places: new Int32Array(buffer, placesAt, PLACES * count),
    seconds: new Int32Array(buffer, secondsAt, count),
    codes: new Uint8Array(buffer, codesAt, 3 * count),
  };
}

function wholeNumber(value: number, name: string): number {
  if (!Number.isSafeInteger(value)) throw new InvariantError(`The ${name} of an event is ${value}.`);
  return value;
}

export type TextPlace = (typeof TEXTS)[keyof typeof TEXTS];

/** Where a text of an event begins; ABSENT, which is less than any place, for none. */
export function startOf({ places }: EventGroup, index: number, text: TextPlace): number {
  return places[PLACES * index + 2 * text] ?? ABSENT;
}

export function endOf({ places }: EventGroup, index: number, text: TextPlace): number {
  return places[PLACES * index + 2 * text + 1] ?? ABSENT;
}

/** A text of an event; null for none. */
export function textOf(group: EventGroup, index: number, text: TextPlace): string | null {
  const start = startOf(group, index, text);
  return start < 0 ? null : group.text.substring(start, endOf(group, index, text));
}
