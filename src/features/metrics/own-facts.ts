import type { AccountId } from '../../kernel/ids.ts';
import type { FieldValue, RecordContent } from '../../kernel/record.ts';
import { type Day, dayFromNumber, dayNumber, dayOf, type Instant, isDay, parseInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { EventPick } from '../../platform/events/port.ts';
import { bodiesOfAccounts, kindsKept } from '../../platform/records/read-records.ts';
import type { OwnDefinition } from './core/definition.ts';
import type { PickedFacts } from './core/own-columns.ts';
import { type EventFormula, isPair, type RecordFormula } from './core/own-metric.ts';
import { rowsByAccount } from './facts.ts';
import { PICK_RECORDS } from './own-records.ts';

type FactsOf = (accountId: AccountId) => PickedFacts;

/** The day before which no log goes back. */
const EVER = '1970-01-01' as Day;
const DAY_MS = 86_400_000;

/** What metrics of the workspace's own are made of, for some customers. */
export async function pickedFacts(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  metrics: readonly OwnDefinition[],
  from: number,
  to: number,
): Promise<(accountId: AccountId) => Readonly<Record<string, PickedFacts>>> {
  const found: (readonly [string, FactsOf])[] = [];
  for (const { id, own } of metrics) {
    const { formula } = own;
    if (isPair(formula)) continue;
    const facts =
      formula.kind === 'events' ? await eventFacts(ctx, accountIds, formula, from, to) : await recordFactsOf(ctx, accountIds, formula);
    found.push([id, facts]);
  }
  return (accountId) => Object.fromEntries(found.map(([id, facts]) => [id, facts(accountId)]));
}

function pickOf({ name, eventKind, module, client, property, number }: EventFormula): EventPick {
  return {
    ...(name ? { name } : {}),
    ...(eventKind === undefined ? {} : { kind: eventKind }),
    ...(module === undefined ? {} : { module }),
    ...(client === undefined ? {} : { client }),
    ...(property === undefined ? {} : { property }),
    ...(number ? { number } : {}),
  };
}

async function eventFacts(ctx: Ctx, accountIds: readonly AccountId[], formula: EventFormula, from: number, to: number): Promise<FactsOf> {
  const pick = pickOf(formula);
  const first = await ctx.events.firstPicked(ctx.workspace.id, pick);
  const since = first === null ? null : dayNumber(first);
  const begin = formula.aggregate === 'since' ? EVER : dayFromNumber(from - formula.windowDays + 1);
  const days = await ctx.events.pickedDays(ctx.workspace.id, since === null ? [] : accountIds, pick, begin, dayFromNumber(to));
  const rows = rowsByAccount(days);
  return (accountId) => {
    const own = rows.get(accountId) ?? ([0, 0] as const);
    return {
      since,
      rows: {
        day: days.day.subarray(...own),
        user: days.user.subarray(...own),
        events: days.events.subarray(...own),
        numbers: days.numbers.subarray(...own),
        sum: days.sum.subarray(...own),
        last: days.last.subarray(...own),
        lastAt: days.lastAt.subarray(...own),
      },
    };
  };
}

async function recordFactsOf(ctx: Ctx, accountIds: readonly AccountId[], formula: RecordFormula): Promise<FactsOf> {
  const kind = PICK_RECORDS.find(({ name }) => name === formula.record);
  const isKept = kind !== undefined && (await kindsKept(ctx, [kind])).has(kind.name);
  const bodies = kind === undefined || !isKept ? new Map() : await bodiesOfAccounts(ctx, [kind], accountIds);
  return (accountId) => {
    const own = (bodies.get(accountId) ?? []) as readonly { readonly content: RecordContent }[];
    const picked = own.flatMap(({ content }) => pickedRecord(content, formula, ctx.workspace.timeZone) ?? []).sort((a, b) => a.at - b.at);
    const numbers = picked.map(({ number }) => number);
    return {
      since: isKept ? Number.NEGATIVE_INFINITY : null,
      rows: {
        day: Int32Array.from(picked, ({ day }) => day),
        user: new Int32Array(picked.length),
        events: new Float64Array(picked.length).fill(1),
        numbers: Float64Array.from(numbers, (number) => (number === null ? 0 : 1)),
        sum: Float64Array.from(numbers, (number) => number ?? 0),
        last: Float64Array.from(numbers, (number) => number ?? Number.NaN),
        lastAt: Float64Array.from(picked, ({ at, number }) => (number === null ? Number.NaN : at)),
      },
    };
  };
}

/** The day and the number of a record; null for one that is not picked, or of which nobody said when it was. */
function pickedRecord(
  content: RecordContent,
  formula: RecordFormula,
  zone: string,
): { day: number; at: number; number: number | null } | null {
  const { on, where, number } = formula;
  if (where !== undefined && !holds(content[where.field], where.value)) return null;
  const when = content[on];
  const at = typeof when !== 'string' ? null : isDay(when) ? dayNumber(when) * DAY_MS : parseInstant(when);
  if (at === null || typeof when !== 'string') return null;
  const day = dayNumber(isDay(when) ? when : dayOf(at as Instant, zone));
  const value = number === undefined ? null : content[number];
  return { day, at, number: typeof value === 'number' ? value : null };
}

function holds(value: FieldValue | undefined, wanted: string): boolean {
  return Array.isArray(value) ? value.includes(wanted) : value !== undefined && String(value) === wanted;
}
