import type { DuckDBConnection } from '@duckdb/node-api';
import { cellsOf } from '../duckdb/cells.ts';
import type { LogFiles } from './log-files.ts';
import { tallied } from './log-tally.ts';
import { addToSource, type Tally, tally } from './tally.ts';

/** Reads what is known of all events: of the sealed ones from the tables, of the others from their rows. */
export function loadTally(files: LogFiles): Promise<Tally> {
  return files.aside(async (connection, { hotRows }) => {
    const found = tally();
    const all = (name: Parameters<typeof tallied>[0]): string => tallied(name, hotRows);
    await eachRow(connection, `select * from ${all('tally_users')}`, ([workspace, account, user, month, active, login], row) =>
      found.addDays(at(workspace, row), at(account, row), at(user, row), at(month, row), at(active, row), at(login, row)),
    );
    await eachRow(connection, `select distinct * from ${all('tally_served')}`, ([workspace, account, source], row) =>
      found.addSource(at(workspace, row), at(account, row), at(source, row)),
    );
    const kinds = `select workspace, kind, min(first_day) from ${all('tally_kinds')} group by workspace, kind`;
    await eachRow(connection, kinds, ([workspace, kind, day], row) =>
      found.workspace(at(workspace, row)).firstDayOfKind.set(at(kind, row), at(day, row)),
    );
    await loadSources(connection, all('tally_sources'), found);
    return found;
  });
}

async function loadSources(connection: DuckDBConnection, rows: string, found: Tally): Promise<void> {
  const sources = await connection.run(
    `select workspace, source, day, bool_or(counted), max(recorded_at)::double, sum(events)::double from ${rows} group by workspace, source, day`,
  );
  for (const [workspace, source, day, counted, recordedAt, events] of await sources.getRows()) {
    const counts = counted === true ? Number(day) : null;
    addToSource(found.workspace(Number(workspace)), Number(source), counts, Number(recordedAt), Number(events));
  }
}

/** Columns of whole numbers, a chunk at a time: there may be millions of rows. */
async function eachRow(
  connection: DuckDBConnection,
  sql: string,
  take: (columns: readonly ArrayLike<number>[], row: number) => void,
): Promise<void> {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const { columnCount, rowCount } = chunk;
    const columns: ArrayLike<number>[] = [];
    for (let column = 0; column < columnCount; column++) columns.push(cellsOf(chunk.getColumnVector(column)));
    for (let row = 0; row < rowCount; row++) take(columns, row);
  }
}

function at(column: ArrayLike<number> | undefined, row: number): number {
  return column?.[row] ?? 0;
}
