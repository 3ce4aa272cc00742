import { join } from 'node:path';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { AccountDigest } from '../backup/port.ts';
import { type DuckDb, inTransaction, quoted } from '../duckdb/open-duckdb.ts';

const TABLES = ['usage_events', 'usage_events_erased'] as const;

/** Writes the event log, as it is at this moment, into files of a folder. Returns how many events. */
export function backupEvents(db: DuckDb, folder: string): Promise<number> {
  return db.aside((connection) =>
    inTransaction(connection, async () => {
      const copy = (table: string) => connection.run(`copy ${table} to ${fileOf(folder, table)} (format parquet, compression zstd)`);
      const [events] = [await copy(TABLES[0]), await copy(TABLES[1])];
      return events.rowsChanged;
    }),
  );
}

/** Fills an empty event log from those files. */
export async function fillEvents({ writer }: DuckDb, folder: string): Promise<void> {
  await inTransaction(writer, async () => {
    for (const table of TABLES) await writer.run(`insert into ${table} by name select * from read_parquet(${fileOf(folder, table)})`);
  });
}

function fileOf(folder: string, table: string): string {
  return quoted(join(folder, `${table}.parquet`));
}

/** When an event was recorded, and its number in the log, are not its content. */
export async function digestOfEvents(db: DuckDb): Promise<readonly AccountDigest[]> {
  const chunks = await db.aside(async (connection) =>
    (
      await connection.run(
        `select workspace_id, account_id, count(*)::double,
           sum(hash(source, message_id, user_id, name, kind, module, client, occurred_at, day, excluded, properties))::varchar
         from usage_events group by workspace_id, account_id order by all`,
      )
    ).fetchAllChunks(),
  );
  return chunks.flatMap((chunk) =>
    chunk.getRows().map(([workspaceId, accountId, rows, checksum]) => ({
      workspaceId: String(workspaceId) as WorkspaceId,
      accountId: String(accountId) as AccountId,
      rows: Number(rows),
      checksum: String(checksum),
    })),
  );
}
