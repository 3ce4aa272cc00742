import type { DuckDBConnection } from '@duckdb/node-api';
import { cellsOf } from '../duckdb/cells.ts';
import { eachDay } from './day-chains.ts';
import type { LogFiles } from './log-files.ts';
import { tallied } from './log-tally.ts';
import { addSign, addToSource, type Tally, tally } from './tally.ts';

/** Reads what is known of all events, the last of which has this number: of the sealed ones from the tables, of the others from their rows. */
export function loadTally(files: LogFiles, lastSeq: number): Promise<Tally> {
  return files.aside(async (connection, { hotRows }) => {
    const found = tally(lastSeq);
    const all = (name: Parameters<typeof tallied>[0]): string => tallied(name, hotRows);
    await eachRow(connection, `select * from ${all('tally_users')}`, (workspace, account, user, month, active, login, pc, app) =>
      found.addMonth(workspace, account, user, month, { active, login, pc, app }),
    );
    // Before the few: where there were many, their names do not matter any more.
    await eachRow(connection, `select * from ${all('tally_many')}`, found.addManyDays);
    await eachRow(connection, `select * from ${all('tally_few')}`, (workspace, account, module, user, month, days) =>
      eachDay(days, month, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, (day) =>
        found.addModuleDay(workspace, account, module, user, day),
      ),
    );
    const online = `select workspace, account, client, day, seconds::double from ${all('tally_online')}`;
    await eachRow(connection, online, found.addSeconds);
    await eachRow(connection, `select distinct * from ${all('tally_served')}`, found.addSource);
    await eachRow(connection, `select * from ${all('tally_signs')}`, (workspace, sign, day) =>
      addSign(found.workspace(workspace), sign, day),
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

type Take = (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => void;

/** Up to eight columns of numbers, a chunk at a time: there may be millions of rows, and a list for each would cost more than all else. */
async function eachRow(connection: DuckDBConnection, sql: string, take: Take): Promise<void> {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const { columnCount, rowCount } = chunk;
    const columns: ArrayLike<number>[] = [];
    for (let column = 0; column < columnCount; column++) columns.push(cellsOf(chunk.getColumnVector(column)));
    const [a, b, c, d, e, f, g, h] = columns;
    for (let row = 0; row < rowCount; row++)
      take(at(a, row), at(b, row), at(c, row), at(d, row), at(e, row), at(f, row), at(g, row), at(h, row));
  }
}

function at(column: ArrayLike<number> | undefined, row: number): number {
  return column?.[row] ?? 0;
}
