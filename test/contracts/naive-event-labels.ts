import type { Lot, RelabelScope, Split, UsageEvent } from '../../src/platform/events/port.ts';

/* What the port says about the meanings of events, in the plainest words. */

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

function propertyOf(event: UsageEvent, property: string): unknown {
  const all = event.properties === '' ? {} : (JSON.parse(event.properties) as Record<string, unknown>);
  return Object.hasOwn(all, property) ? all[property] : null;
}

export function firstProperty(event: UsageEvent, properties: readonly string[]): string | null {
  for (const property of properties) {
    const value = propertyText(event, property);
    if (value !== null && value !== '') return value;
  }
  return null;
}

/** The value of a property that is a text, a number or a boolean, as JSON has it. */
function propertyText(event: UsageEvent, property: string): string | null {
  const value = propertyOf(event, property);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : null;
}

function splitValues(event: UsageEvent, splits: readonly Split[]): (string | null)[] {
  return splits.map(({ property, values }) => {
    const value = propertyText(event, property);
    if (values === 'any') return typeof propertyOf(event, property) === 'string' && value !== '' ? '' : null;
    return value !== null && values.includes(value) ? value : null;
  });
}

const lotKey = (event: UsageEvent, splits: readonly Split[]): string =>
  JSON.stringify([event.name, splitValues(event, splits), event.kind, event.module, event.client]);

export function lotsOf(wanted: readonly UsageEvent[], splits: readonly Split[]): Lot[] {
  const keyed = wanted.map((event) => ({ event, key: lotKey(event, splits) }));
  return distinct(keyed.map(({ key }) => key)).map((key) => {
    const own = keyed.filter((one) => one.key === key).map(({ event }) => event);
    const [name, values, kind, module, client] = JSON.parse(key) as [
      string,
      (string | null)[],
      UsageEvent['kind'],
      string | null,
      UsageEvent['client'],
    ];
    return {
      name,
      values,
      kind,
      module,
      client,
      events: own.length,
      excluded: own.filter(({ excluded }) => excluded).length,
      accounts: distinct(own.map(({ accountId }) => accountId)).length,
      lastDay: own.map(({ day }) => day).reduce((a, b) => (a > b ? a : b)),
      lastRecordedAt: own.map(({ recordedAt }) => recordedAt).reduce((a, b) => (a > b ? a : b)),
    };
  });
}

/** The same object when nothing changes. The first relabel that fits counts. */
export function relabelled(event: UsageEvent, { splits, relabels, from, to }: RelabelScope): UsageEvent {
  if (event.kind === 'other' || (from !== undefined && event.day < from) || (to !== undefined && event.day > to)) return event;
  const values = JSON.stringify(splitValues(event, splits));
  const fitting = relabels.find((one) => one.name === event.name && JSON.stringify(one.values) === values);
  if (fitting === undefined) return event;
  const { seconds, ...labels } = fitting.to;
  const after = { ...event, ...labels, ...(seconds === undefined ? {} : { seconds: secondsSaid(event, seconds) }) };
  const same = after.kind === event.kind && after.module === event.module && after.client === event.client;
  return same && after.seconds === event.seconds ? event : after;
}

/** A number, or a text that is one, of the property `seconds` or else of the one named. */
function secondsSaid(event: UsageEvent, property: string | null): number {
  for (const name of ['seconds', property]) {
    const value = name === null ? null : propertyOf(event, name);
    const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    if (typeof number === 'number') return Math.round(Math.min(86_400, Math.max(0, number)));
  }
  return 0;
}
