import { join } from 'node:path';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { dayFromNumber } from '../../kernel/time.ts';
import type { AccountDigest } from '../backup/port.ts';
import { inTransaction, quoted } from '../duckdb/open-duckdb.ts';
import { appendFresh, type Dictionary, NONE } from './dictionary.ts';
import { CLIENTS } from './event-group.ts';
import { type LogFiles, ROWS, TEXTS } from './log-files.ts';
import { eventsSql, values } from './log-queries.ts';
import { secondsSql } from './log-seconds.ts';
import { addToTally, makeTally, renewTally } from './log-tally.ts';
import { type Erased, EVENT_KINDS, type Whose } from './port.ts';

/**
 * Removes events from the main file, which must hold all there are. The file is written anew without them and without texts that nobody
 * uses any more: deleted rows stay readable in a file until it is.
 */
export function eraseFrom(
  files: LogFiles,
  dictionary: Dictionary,
  path: string,
  workspace: WorkspaceId,
  { accountId, userId, brought }: Whose,
  lastSeq: number,
): Promise<readonly Erased[]> {
  const where = [
    `workspace = ${dictionary.find(workspace)}`,
    accountId === undefined ? [] : `account = ${dictionary.find(accountId)}`,
    // The number of no text stands in rows of nobody: they are never meant.
    userId === undefined ? [] : `end_user = ${dictionary.find(userId)} and end_user <> ${NONE}`,
    brought === undefined
      ? []
      : `source = ${dictionary.find(brought.source)} and source <> ${NONE} and recorded_at in (${[-1, ...brought.recordedAt].join(',')})`,
  ]
    .flat()
    .join(' and ');
  return files.alone(async (connection, replace) => {
    const found = await connection.run(
      `with gone as (select account, min(day) as first_day, count(*)::double as events from log.rows where ${where} group by account)
       select text, first_day, events from gone join log.texts on number = account order by text`,
    );
    const erased = values(await found.fetchAllChunks()).map(([account, day, events]) => ({
      accountId: String(account) as AccountId,
      from: dayFromNumber(Number(day)),
      events: Number(events),
    }));
    if (erased.length === 0) return erased;
    if (path === ':memory:') {
      await connection.run(`delete from log.rows where ${where}; delete from log.erased; insert into log.erased values (${lastSeq})`);
      await renewTally(connection);
      return erased;
    }
    await writeWithout(connection, path, where, lastSeq);
    await replace();
    return erased;
  });
}

async function writeWithout(connection: DuckDBConnection, path: string, where: string, lastSeq: number): Promise<void> {
  // The old file's journal must be empty: it would be read again beside the new file.
  await connection.run('checkpoint log');
  await connection.run(`attach ${quoted(`${path}.new`)} as fresh`);
  try {
    await connection.run(`create table fresh.rows ${ROWS}; create table fresh.texts ${TEXTS};
      create table fresh.sealed (file integer not null); create table fresh.erased (below_seq bigint not null)`);
    await connection.run(`insert into fresh.rows select * from log.rows where not (${where}) order by workspace, account, day, seq`);
    await connection.run(`insert into fresh.texts select * from log.texts where number in (
      select unnest([workspace, source, account, end_user, name, module]) from fresh.rows)`);
    await connection.run(`insert into fresh.sealed select * from log.sealed; insert into fresh.erased values (${lastSeq})`);
    await makeTally(connection, 'fresh');
    await addToTally(connection, 'fresh', 'fresh.rows');
    await connection.run('checkpoint fresh');
  } finally {
    await connection.run('detach fresh');
  }
}

function backupFile(folder: string, table: 'usage_events' | 'usage_events_erased'): string {
  return quoted(join(folder, `${table}.parquet`));
}

/** Writes the log, up to a number, into files of a folder, in the words in which events were sent. Returns how many events. */
export function backupLog(files: LogFiles, folder: string, lastSeq: number): Promise<number> {
  return files.aside((connection, from) =>
    inTransaction(connection, async () => {
      const options = '(format parquet, compression zstd)';
      const events = await connection.run(
        `copy (${eventsSql(from, `where seq <= ${lastSeq}`)}) to ${backupFile(folder, 'usage_events')} ${options}`,
      );
      await connection.run(`copy log.erased to ${backupFile(folder, 'usage_events_erased')} ${options}`);
      return events.rowsChanged;
    }),
  );
}

/** Fills an empty log from those files. */
export function restoreLog(files: LogFiles, dictionary: Dictionary, folder: string): Promise<void> {
  return files.alone((connection) =>
    inTransaction(connection, async () => {
      await takeIn(connection, dictionary, `read_parquet(${backupFile(folder, 'usage_events')})`);
      await connection.run(`insert into log.erased select * from read_parquet(${backupFile(folder, 'usage_events_erased')})`);
      await renewTally(connection);
    }),
  );
}

/** Takes events in the words in which they were sent into the main file. */
async function takeIn(connection: DuckDBConnection, dictionary: Dictionary, source: string): Promise<void> {
  const columns = ['workspace_id', 'source', 'account_id', 'user_id', 'name', 'module'];
  const texts = await connection.run(
    columns.map((column) => `select ${column} as text from ${source} where ${column} is not null`).join(' union '),
  );
  for (const [text] of values(await texts.fetchAllChunks())) dictionary.number(String(text));
  const appender = await connection.createAppender('texts', 'main', 'log');
  appendFresh(appender, dictionary);
  appender.closeSync();
  const codeOf = (column: string, words: readonly string[]): string =>
    `coalesce(list_position([${words.map((word) => `'${word}'`).join(',')}], ${column}), 0)`;
  // A backup of before events said for how long they went on does not have it.
  const named = await connection.run(`select 1 from (describe select * from ${source}) where column_name = 'seconds'`);
  const seconds = (await named.getRows()).length > 0 ? 'coalesce(e.seconds, 0)' : secondsSql('null::varchar');
  await connection.run(`
    insert into log.rows
    select seq, w.number, s.number, a.number, coalesce(u.number, ${NONE}), n.number, coalesce(m.number, ${NONE}),
      ${codeOf('kind', EVENT_KINDS)} - 1, ${codeOf('client', CLIENTS)}, excluded::utinyint, day, occurred_at, recorded_at, id_low, id_high, message_id, properties, ${seconds}
    from ${source} e join log.texts w on w.text = workspace_id join log.texts s on s.text = e.source join log.texts a on a.text = account_id
    join log.texts n on n.text = e.name left join log.texts u on u.text = user_id left join log.texts m on m.text = e.module
    order by w.number, a.number, day, seq`);
}

/** When an event was recorded, and its number in the log, are not its content. */
export async function digestOfLog(files: LogFiles): Promise<readonly AccountDigest[]> {
  const rows: DuckDBValue[][] = values(
    await files.aside(async (connection, from) =>
      (
        await connection.run(
          `select workspace_id, account_id, count(*)::double,
             sum(hash(source, message_id, user_id, name, kind, module, client, occurred_at, day, excluded, properties, seconds))::varchar
           from (${eventsSql(from, '')}) group by workspace_id, account_id order by all`,
        )
      ).fetchAllChunks(),
    ),
  );
  return rows.map(([workspaceId, accountId, count, checksum]) => ({
    workspaceId: String(workspaceId) as WorkspaceId,
    accountId: String(accountId) as AccountId,
    rows: Number(count),
    checksum: String(checksum),
  }));
}
