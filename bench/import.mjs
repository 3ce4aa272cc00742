// Imports from files, each alone and against bare inserts: `npm run bench:import [-- --usage 1000000 --lines 50000 --json]`.
// Usage rows and contract lines (with ledger and history) from CSV on the embedded engine; contract lines on PostgreSQL where
// DATABASE_URL names an empty database. Memory: a CSV and a JSONL file of --bytes (1 GB), and a spreadsheet of 1,048,576 rows.
// Of the program as it was built (`npm start` builds it). Limits, measured in the same run: DuckDB's appender with the same columns, and inserts of the same records by one statement a batch.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepResult } from './results.mjs';
import { NODE_ARGS } from './running.mjs';

const option = (name, otherwise) =>
  process.argv.includes(`--${name}`) ? Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) : otherwise;
const USAGE = option('usage', 1_000_000);
const LINES = option('lines', 50_000);
const BYTES = option('bytes', 1_000_000_000);
const SHEET_ROWS = option('sheet-rows', 1_048_576);
const CUSTOMERS = 2000;
const MUST = {
  usagePerSecond: 100_000,
  linesPerSecond: 5000,
  linesPerSecondPostgres: 10_000,
  megabytesAboveIdle: 300,
  spreadsheetMegabytes: 1024,
};

const folder = mkdtempSync(join(tmpdir(), 'mooring-bench-import-'));
try {
  const before = loadavg()[0];
  await writeFiles();
  const embedded = await work('pglite');
  const postgres = process.env.DATABASE_URL ? await work('postgres', ['lines']) : null;
  const correct =
    embedded.usage.imported === USAGE && embedded.lines.imported === LINES && embedded.lines.movements >= LINES && embedded.csv.rows > 0;
  keepResult(
    'import',
    {
      embedded,
      postgres,
      load: { before, after: loadavg()[0] },
      must: MUST,
      check:
        correct &&
        embedded.usage.perSecond >= MUST.usagePerSecond &&
        embedded.lines.perSecond >= MUST.linesPerSecond &&
        embedded.csv.megabytesAboveIdle < MUST.megabytesAboveIdle &&
        embedded.jsonl.megabytesAboveIdle < MUST.megabytesAboveIdle &&
        embedded.xlsx.peakMegabytes < MUST.spreadsheetMegabytes &&
        (postgres === null || postgres.lines.perSecond >= MUST.linesPerSecondPostgres),
      correct,
    },
    { usage: USAGE, lines: LINES, bytes: BYTES, sheetRows: SHEET_ROWS, customers: CUSTOMERS },
  );
  if (!correct) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One process an engine and task, so that the memory of one is not that of another. */
async function work(engine, tasks = ['usage', 'lines', 'csv', 'jsonl', 'xlsx']) {
  const results = {};
  for (const task of tasks) {
    const child = spawn(process.execPath, [...NODE_ARGS, 'bench/import-worker.mjs', engine, task, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', ...(engine === 'pglite' ? { DATABASE_URL: '' } : {}) },
    });
    const pieces = [];
    child.stdout.on('data', (piece) => pieces.push(piece));
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${engine} ${task} ended with ${code}.`);
    results[task] = JSON.parse(Buffer.concat(pieces).toString());
    console.error(engine, task, JSON.stringify(results[task]));
  }
  return results;
}

async function writeFiles() {
  const day = (at) => `2026-${String(1 + (at % 10)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`;
  const usageRow = (at) =>
    `U-${at},C${at % CUSTOMERS},user-${at % 40_000},${day(at)} ${String(8 + (at % 10)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}:00,module-${at % 9},${at % 7}\n`;
  await write('customers.csv', 'customer_id,name,start_date\n', (at) => (at < CUSTOMERS ? `C${at},Customer ${at},2024-01-01\n` : null));
  await write('usage.csv', 'usage_id,customer_id,user_id,timestamp,module,count\n', (at) => (at < USAGE ? usageRow(at) : null));
  await write('lines.csv', 'subscription_id,customer_id,start_date,end_date,seats,mrr,plan\n', (at) =>
    at < LINES
      ? `S${at},C${at % CUSTOMERS},${day(at)},${at % 3 === 0 ? '' : `2027-0${1 + (at % 9)}-01`},${at % 50},${(at % 900) + 0.5},plan-${at % 5}\n`
      : null,
  );
  let bytes = 0;
  await write('large.csv', 'usage_id,customer_id,user_id,timestamp,module,count\n', (at) => {
    const row = usageRow(at);
    bytes += row.length;
    return bytes < BYTES ? row : null;
  });
  let more = 0;
  await write('large.jsonl', '', (at) => {
    const row = `${JSON.stringify({ usage_id: `U-${at}`, customer_id: `C${at % CUSTOMERS}`, user_id: `user-${at % 40_000}`, timestamp: `${day(at)}T09:00:00Z`, module: `module-${at % 9}`, count: at % 7 })}\n`;
    more += row.length;
    return more < BYTES ? row : null;
  });
  const writer = spawn('python3', ['bench/write-xlsx.py', join(folder, 'large.xlsx'), String(SHEET_ROWS)], { stdio: 'inherit' });
  const [code] = await once(writer, 'close');
  if (code !== 0)
    throw new Error(
      `The spreadsheet was not written: ${readFileSync('bench/write-xlsx.py', 'utf8').length} characters of script, exit ${code}.`,
    );
}

async function write(name, header, rowAt) {
  const file = createWriteStream(join(folder, name));
  let piece = header;
  for (let at = 0; ; at++) {
    const row = rowAt(at);
    if (row !== null) piece += row;
    if (piece.length < 1_000_000 && row !== null) continue;
    if (!file.write(piece)) await once(file, 'drain');
    piece = '';
    if (row === null) break;
  }
  file.end();
  await once(file, 'close');
}
