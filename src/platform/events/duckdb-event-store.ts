import { type DuckDBAppender, type DuckDBDataChunk, type DuckDBValue, listValue } from '@duckdb/node-api';
import { InvariantError } from '../../kernel/errors.ts';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { type Day, dayFromNumber, dayNumber, type Instant } from '../../kernel/time.ts';
import type { Backed } from '../backup/port.ts';
import { type DuckDb, inTransaction, listTypes, oneByOne, openDuckDb } from '../duckdb/open-duckdb.ts';
import { backupEvents, digestOfEvents, fillEvents } from './event-files.ts';
import { type Fingerprint, type FingerprintSet, fingerprint, fingerprintSet } from './fingerprint.ts';
import { groupedAppend, type Outcome } from './grouped-append.ts';
import type { Erased, EventFilter, EventKind, EventStore, EventsSince, UsageEvent, UserDays, Whose } from './port.ts';
import { type Content, sameContent } from './same-content.ts';

/*
 * One table in one file. Appends that arrive while a commit runs share the next one, so there is no timer: a single caller waits
 * for one commit, many callers share it. `seq` grows by one an event in the order of commits; erasing never gives a number twice.
 */
const TABLES = `
  create table if not exists usage_events (
    seq bigint not null, workspace_id varchar not null, source varchar not null, message_id varchar not null, id_low uinteger not null, id_high uinteger not null,
    account_id varchar not null, user_id varchar, name varchar not null, kind varchar not null, module varchar, client varchar,
    occurred_at bigint not null, day integer not null, recorded_at bigint not null, excluded boolean not null, properties varchar not null
  );
  create table if not exists usage_events_erased (below_seq bigint not null)`;

interface State {
  readonly db: DuckDb;
  kept: FingerprintSet;
  appender: DuckDBAppender;
  nextSeq: number;
}

/** Opens the event log in a file, or `:memory:`. The caller is the one owner of the file in this process. */
export async function openDuckDbEventStore(path: string): Promise<EventStore & Backed> {
  const db = await openDuckDb(path);
  await db.writer.run(TABLES);
  const state: State = {
    db,
    kept: await keptFingerprints(db),
    appender: await db.writer.createAppender('usage_events'),
    nextSeq: await firstFreeSeq(db),
  };
  const inTurn = oneByOne();
  const append = groupedAppend((events) => inTurn(() => appendGroup(state, events)));
  return {
    append,
    userDays: (workspaceId, accountIds, from, to) => userDays(db, workspaceId, accountIds, from, to),
    deliveries: (workspaceId) => deliveries(db, workspaceId),
    sourcesOf: (workspaceId, accountIds) => sourcesOf(db, workspaceId, accountIds),
    firstDayOfKind: (workspaceId) => firstDayOfKind(db, workspaceId),
    changedSince: (workspaceId, cursor) => changedSince(db, workspaceId, cursor),
    find: (workspaceId, filter) => find(db, workspaceId, filter),
    erase: (workspaceId, whose) => inTurn(() => erase(state, workspaceId, whose)),
    backup: (folder) => backupEvents(db, folder),
    restore: (folder) => inTurn(() => restore(state, folder)),
    digest: () => digestOfEvents(db),
    async close() {
      await inTurn(async () => state.appender.closeSync());
      await db.close();
    },
  };
}

async function keptFingerprints(db: DuckDb): Promise<FingerprintSet> {
  const kept = fingerprintSet();
  for (const chunk of await db.rows('select id_low, id_high from usage_events')) {
    const [low, high] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
    for (let row = 0; row < chunk.rowCount; row++) kept.add({ low: Number(low.getItem(row)), high: Number(high.getItem(row)) });
  }
  return kept;
}

async function firstFreeSeq(db: DuckDb): Promise<number> {
  const rows = values(
    await db.rows(
      'select greatest((select coalesce(max(seq), 0) from usage_events), (select coalesce(max(below_seq), 0) from usage_events_erased))::double',
    ),
  );
  return Number(rows[0]?.[0] ?? 0) + 1;
}

/** Writes one group: all of its new events, or none. */
async function appendGroup(state: State, events: readonly UsageEvent[]): Promise<readonly Outcome[]> {
  const ids = events.map((event) => fingerprint(event.workspaceId, event.messageId));
  const known = await lookUp(state, events, ids);
  const fresh: number[] = [];
  const outcomes = events.map((event, index): Outcome => {
    const earlier = known.get(identity(event.workspaceId, event.messageId));
    if (earlier !== undefined) return sameContent(earlier, event) ? 'duplicate' : 'conflict';
    known.set(identity(event.workspaceId, event.messageId), event);
    fresh.push(index);
    return 'accepted';
  });
  if (fresh.length === 0) return outcomes;
  try {
    await inTransaction(state.db.writer, async () => {
      let seq = state.nextSeq;
      for (const index of fresh) {
        const [event, id] = [events[index], ids[index]];
        if (event !== undefined && id !== undefined) appendRow(state.appender, seq++, event, id);
      }
      state.appender.flushSync();
    });
  } catch (error) {
    // A failed flush keeps its rows in the appender and would write them with the next group, although the sender was told no.
    await renewAppender(state);
    throw error;
  }
  // Only what is committed is known: a failed group leaves no id behind.
  state.nextSeq += fresh.length;
  for (const index of fresh) {
    const id = ids[index];
    if (id !== undefined) state.kept.add(id);
  }
  return outcomes;
}

async function renewAppender(state: State): Promise<void> {
  try {
    state.appender.clear();
    state.appender.closeSync();
  } catch {
    // It is given up in any case.
  }
  state.appender = await state.db.writer.createAppender('usage_events');
}

function identity(workspaceId: string, messageId: string): string {
  return `${workspaceId}\u0000${messageId}`;
}

/** What is kept already under these ids. Asks the disk only about ids whose fingerprint was seen. */
async function lookUp(state: State, events: readonly UsageEvent[], ids: readonly Fingerprint[]): Promise<Map<string, Content>> {
  const seen = events.flatMap((event, index) => {
    const id = ids[index];
    return id !== undefined && state.kept.has(id) ? [{ messageId: event.messageId, low: id.low }] : [];
  });
  const known = new Map<string, Content>();
  if (seen.length === 0) return known;
  const bound = {
    lows: listValue([...new Set(seen.map(({ low }) => low))]),
    ids: listValue([...new Set(seen.map(({ messageId }) => messageId))]),
  };
  const sql = `select workspace_id, message_id, account_id, user_id, name, occurred_at::double, properties from usage_events
    where id_low in (select unnest($lows)) and message_id in (select unnest($ids))`;
  for (const row of values(await (await state.db.writer.run(sql, bound, listTypes(bound))).fetchAllChunks())) {
    const [workspaceId, messageId, accountId, userId, name, occurredAt, properties] = row;
    known.set(identity(String(workspaceId), String(messageId)), {
      accountId: String(accountId) as AccountId,
      userId: textOrNull(userId),
      name: String(name),
      occurredAt: Number(occurredAt) as Instant,
      properties: String(properties),
    });
  }
  return known;
}

function appendRow(appender: DuckDBAppender, seq: number, event: UsageEvent, id: Fingerprint): void {
  const text = (value: string | null): void => (value === null ? appender.appendNull() : appender.appendVarchar(value));
  appender.appendBigInt(BigInt(seq));
  for (const value of [event.workspaceId, event.source, event.messageId]) text(value);
  appender.appendUInteger(id.low);
  appender.appendUInteger(id.high);
  for (const value of [event.accountId, event.userId, event.name, event.kind, event.module, event.client]) text(value);
  appender.appendBigInt(BigInt(event.occurredAt));
  appender.appendInteger(dayNumber(event.day));
  appender.appendBigInt(BigInt(event.recordedAt));
  appender.appendBoolean(event.excluded);
  appender.appendVarchar(event.properties);
  appender.endRow();
}

async function userDays(db: DuckDb, workspace: WorkspaceId, accountIds: readonly AccountId[], from: Day, to: Day): Promise<UserDays> {
  const accounts = [...new Set(accountIds)];
  const chunks = await db.rows(
    `with wanted as (select unnest($accounts) as account_id, generate_subscripts($accounts, 1) - 1 as position)
     select position::integer, dense_rank() over (partition by position order by user_id)::integer - 1, day, bool_or(kind = 'login')
     from usage_events join wanted using (account_id)
     where workspace_id = $workspace and day between $from and $to and kind <> 'other' and not excluded and user_id is not null
     group by position, user_id, day order by position, user_id, day`,
    { accounts: listValue(accounts), workspace, from: dayNumber(from), to: dayNumber(to) },
  );
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const [account, user, day, login] = [new Int32Array(rows), new Int32Array(rows), new Int32Array(rows), new Uint8Array(rows)];
  let at = 0;
  for (const chunk of chunks) {
    const [accountOf, userOf, dayOf, loginOf] = [0, 1, 2, 3].map((column) => chunk.getColumnVector(column));
    for (let row = 0; row < chunk.rowCount; row++, at++) {
      account[at] = Number(accountOf?.getItem(row));
      user[at] = Number(userOf?.getItem(row));
      day[at] = Number(dayOf?.getItem(row));
      login[at] = loginOf?.getItem(row) === true ? 1 : 0;
    }
  }
  return { accounts, account, user, day, login };
}

async function deliveries(db: DuckDb, workspace: WorkspaceId): ReturnType<EventStore['deliveries']> {
  const rows = values(
    await db.rows(
      `select source, day, bool_or(not excluded), max(recorded_at)::double, count(*)::double from usage_events where workspace_id = $workspace group by source, day order by source, day`,
      { workspace },
    ),
  );
  const sources = new Map<string, { days: number[]; lastRecordedAt: number; events: number }>();
  for (const [name, day, counted, recordedAt, events] of rows) {
    const source = sources.get(String(name)) ?? { days: [], lastRecordedAt: 0, events: 0 };
    if (counted === true) source.days.push(Number(day));
    source.lastRecordedAt = Math.max(source.lastRecordedAt, Number(recordedAt));
    source.events += Number(events);
    sources.set(String(name), source);
  }
  return [...sources].map(([source, { days, lastRecordedAt, events }]) => ({
    source,
    days: Int32Array.from(days),
    lastRecordedAt: lastRecordedAt as Instant,
    events,
  }));
}

async function sourcesOf(db: DuckDb, workspace: WorkspaceId, accountIds: readonly AccountId[]): ReturnType<EventStore['sourcesOf']> {
  const rows = values(
    await db.rows(
      `select distinct account_id, source from usage_events where workspace_id = $workspace and not excluded and account_id in (select unnest($accounts)) order by all`,
      { workspace, accounts: listValue([...accountIds]) },
    ),
  );
  const sources = new Map<AccountId, string[]>();
  for (const [account, source] of rows) {
    const accountId = String(account) as AccountId;
    sources.set(accountId, [...(sources.get(accountId) ?? []), String(source)]);
  }
  return sources;
}

async function firstDayOfKind(db: DuckDb, workspace: WorkspaceId): ReturnType<EventStore['firstDayOfKind']> {
  const rows = values(
    await db.rows('select kind, min(day) from usage_events where workspace_id = $workspace and not excluded group by kind order by kind', {
      workspace,
    }),
  );
  return new Map(rows.map(([kind, day]) => [String(kind) as EventKind, dayFromNumber(Number(day))]));
}

async function changedSince(db: DuckDb, workspace: WorkspaceId, cursor: number): Promise<EventsSince> {
  const rows = values(
    await db.rows(
      `select account_id, source, min(day), max(seq)::double, bool_or(not excluded), min(case when kind = 'login' and not excluded then day end)
       from usage_events where workspace_id = $workspace and seq > $cursor group by account_id, source order by account_id, source`,
      { workspace, cursor: BigInt(cursor) },
    ),
  );
  const last = rows.reduce((latest, [, , , seq]) => Math.max(latest, Number(seq)), cursor);
  const days = values(
    await db.rows(
      `select distinct source, day from usage_events where workspace_id = $workspace and seq > $cursor and seq <= $last and not excluded order by source, day`,
      { workspace, cursor: BigInt(cursor), last: BigInt(last) },
    ),
  );
  const from = new Map<AccountId, number>();
  for (const [account, , day] of rows) {
    const accountId = String(account) as AccountId;
    from.set(accountId, Math.min(from.get(accountId) ?? Number.POSITIVE_INFINITY, Number(day)));
  }
  const logins = rows.flatMap(([, , , , , login]) => (login === null ? [] : [Number(login)]));
  return {
    accounts: [...from].map(([accountId, day]) => ({ accountId, from: dayFromNumber(day) })),
    sources: rows.flatMap(([account, source, , , counted]) =>
      counted === true ? [{ accountId: String(account) as AccountId, source: String(source) }] : [],
    ),
    deliveryDays: days.map(([source, day]) => ({ source: String(source), day: Number(day) })),
    firstLogin: logins.length === 0 ? null : dayFromNumber(logins.reduce((a, b) => Math.min(a, b))),
    cursor: last,
  };
}

async function find(db: DuckDb, workspace: WorkspaceId, filter: EventFilter): ReturnType<EventStore['find']> {
  const bound: Record<string, DuckDBValue> = {
    workspace,
    account: filter.accountId,
    ...(filter.from === undefined ? {} : { from: dayNumber(filter.from) }),
    ...(filter.to === undefined ? {} : { to: dayNumber(filter.to) }),
    ...(filter.kind === undefined ? {} : { kind: filter.kind }),
  };
  const conditions = {
    workspace: 'workspace_id = $workspace',
    account: 'account_id = $account',
    from: 'day >= $from',
    to: 'day <= $to',
    kind: 'kind = $kind',
  };
  const where = Object.entries(conditions)
    .flatMap(([name, condition]) => (name in bound ? [condition] : []))
    .join(' and ');
  const [[total] = []] = values(await db.rows(`select count(*)::double from usage_events where ${where}`, bound));
  const rows = values(
    await db.rows(
      `select source, message_id, user_id, name, kind, module, client, occurred_at::double, day, recorded_at::double, excluded, properties
     from usage_events where ${where} order by occurred_at desc, seq desc limit ${Math.max(0, Math.trunc(filter.limit))}`,
      bound,
    ),
  );
  const events = rows.map(
    ([source, messageId, userId, name, kind, module, client, occurredAt, day, recordedAt, excluded, properties]): UsageEvent => ({
      workspaceId: workspace,
      source: String(source),
      messageId: String(messageId),
      accountId: filter.accountId,
      userId: textOrNull(userId),
      name: String(name),
      kind: String(kind) as EventKind,
      module: textOrNull(module),
      client: textOrNull(client) as UsageEvent['client'],
      occurredAt: Number(occurredAt) as Instant,
      day: dayFromNumber(Number(day)),
      recordedAt: Number(recordedAt) as Instant,
      excluded: excluded === true,
      properties: String(properties),
    }),
  );
  return { events, total: Number(total ?? 0) };
}

/** The fingerprints of erased ids stay in memory until the next start: they only cost a look-up, which finds nothing. */
async function erase(state: State, workspace: WorkspaceId, { accountId, userId }: Whose): Promise<readonly Erased[]> {
  if (accountId === undefined && userId === undefined) throw new InvariantError('Whose events are to be erased?');
  const bound: Record<string, DuckDBValue> = {
    workspace,
    ...(accountId === undefined ? {} : { account: accountId }),
    ...(userId === undefined ? {} : { user: userId }),
  };
  const where = [
    'workspace_id = $workspace',
    accountId === undefined ? [] : 'account_id = $account',
    userId === undefined ? [] : 'user_id = $user',
  ]
    .flat()
    .join(' and ');
  const erased = await inTransaction(state.db.writer, async () => {
    const rows = await state.db.writer.run(
      `select account_id, min(day), count(*)::double from usage_events where ${where} group by account_id order by account_id`,
      bound,
    );
    const found = values(await rows.fetchAllChunks());
    await state.db.writer.run(`delete from usage_events where ${where}`, bound);
    await state.db.writer.run('delete from usage_events_erased');
    await state.db.writer.run('insert into usage_events_erased values ($last)', { last: BigInt(state.nextSeq - 1) });
    return found.map(([account, day, events]) => ({
      accountId: String(account) as AccountId,
      from: dayFromNumber(Number(day)),
      events: Number(events),
    }));
  });
  // Also when nothing was found now: an earlier try may have ended between the two steps.
  state.appender.closeSync();
  await state.db.rewrite();
  state.appender = await state.db.writer.createAppender('usage_events');
  return erased;
}

async function restore(state: State, folder: string): Promise<void> {
  if (state.nextSeq !== 1) throw new InvariantError('Only an empty event log can be filled from a backup.');
  await fillEvents(state.db, folder);
  state.kept = await keptFingerprints(state.db);
  state.nextSeq = await firstFreeSeq(state.db);
}

function values(chunks: readonly DuckDBDataChunk[]): DuckDBValue[][] {
  return chunks.flatMap((chunk) => chunk.getRows());
}

function textOrNull(value: DuckDBValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
