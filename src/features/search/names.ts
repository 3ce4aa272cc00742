import { setTimeout as wait, setImmediate as yieldToOthers } from 'node:timers/promises';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { fieldsOfRecords } from '../../platform/records/read-records.ts';
import type { SeriesStore } from '../../platform/series/port.ts';
import { contactKind } from '../accounts/core/kinds.ts';
import { searchText } from '../accounts/core/name-keys.ts';
import { type NamedAccount, namesOfAll, soundOf } from '../accounts/reads.ts';
import { type Haystack, haystackOf } from './core/match.ts';

interface NamedContact {
  readonly id: string;
  readonly accountId: AccountId;
  readonly name: string;
  readonly jobTitle: string | null;
  readonly text: string;
}

/** What a workspace's names are, whoever may see them: whoever answers with one asks that first. */
export interface Names {
  readonly customers: Haystack<NamedAccount>;
  readonly contacts: Haystack<NamedContact>;
  readonly byId: ReadonlyMap<AccountId, NamedAccount>;
}

interface Held {
  names: Names;
  readAt: number;
  /** Milliseconds for which they count as fresh. */
  freshFor: number;
  reading: Promise<void> | null;
}

/** Rows read at once: longer statements would keep others waiting. */
const CHUNK = 4_000;
/** Names are read again at most for a twentieth of the time, and at most once a second. */
const PAUSE = 20;
const LEAST_FRESH_MS = 1_000;
/** So long a search waits for newer names before it looks through the old ones. */
const PATIENCE_MS = 25;
/** Workspaces kept. */
const WORKSPACES = 8;
const NONE: Names = { customers: haystackOf<NamedAccount>([]), contacts: haystackOf<NamedContact>([]), byId: new Map() };

const houses = new WeakMap<SeriesStore, Map<WorkspaceId, Held>>();

/** The names of the workspace: at the first search read, later from memory, and read again behind it when they have become old. */
export async function namesHeld(ctx: Ctx): Promise<Names> {
  const house = houses.get(ctx.series) ?? new Map<WorkspaceId, Held>();
  houses.set(ctx.series, house);
  const known = house.get(ctx.workspace.id);
  const held: Held = known ?? { names: NONE, readAt: 0, freshFor: 0, reading: null };
  house.delete(ctx.workspace.id);
  house.set(ctx.workspace.id, held);
  const [oldest] = house.keys();
  if (house.size > WORKSPACES && oldest !== undefined) house.delete(oldest);
  const first = held.readAt === 0;
  if (held.reading === null && (first || performance.now() - held.readAt > held.freshFor)) held.reading = read(ctx, held);
  if (held.reading !== null) await (first ? held.reading : Promise.race([held.reading, wait(PATIENCE_MS)]));
  return held.names;
}

async function read(ctx: Ctx, held: Held): Promise<void> {
  const begun = performance.now();
  try {
    const customers = await namesOfAll(ctx, CHUNK);
    const contacts = await contactNames(ctx);
    held.names = {
      customers: haystackOf(customers),
      contacts: haystackOf(contacts),
      byId: new Map(customers.map((one) => [one.accountId, one])),
    };
    held.readAt = performance.now();
    held.freshFor = Math.max(LEAST_FRESH_MS, (held.readAt - begun) * PAUSE);
  } catch (error) {
    if (held.readAt === 0) throw error;
    // What is held is old, not wrong; the next search tries again.
    ctx.log.warn({ error }, 'The names for searching could not be read again.');
  } finally {
    held.reading = null;
  }
}

async function contactNames(ctx: Ctx): Promise<readonly NamedContact[]> {
  const found: NamedContact[] = [];
  for (let after = ''; ; ) {
    const rows = await fieldsOfRecords(ctx, contactKind, ['name', 'jobTitle'], after, CHUNK);
    for (const { id, accountId, values } of rows) {
      const [name, jobTitle = null] = values;
      if (accountId !== null && typeof name === 'string')
        found.push({ id, accountId, name, jobTitle, text: searchText(name, soundsOf(name), id) });
    }
    after = rows.at(-1)?.id ?? '';
    if (rows.length < CHUNK) return found.sort((a, b) => (a.text < b.text ? -1 : 1));
    await yieldToOthers();
  }
}

const sounds = new Map<string, readonly string[]>();

/** The syllables of a person's name, character by character: there are few thousand of them, and people many. */
export function soundsOf(name: string): readonly string[] {
  return [...name].flatMap((character) => {
    const known = sounds.get(character);
    if (known !== undefined) return known;
    const sound = soundOf(character);
    sounds.set(character, sound);
    return sound;
  });
}
