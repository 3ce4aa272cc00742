// One measurement of bench/import.mjs in a process of its own: `import-worker.mjs <engine> <task> <folder>`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { sql } from 'drizzle-orm';
import { openMooring } from '../dist/server/app/open-mooring.js';
import { fileSource } from '../dist/server/connectors/byte-source.js';
import { setUpOwner } from '../dist/server/features/access/operator.js';
import { ledgerState } from '../dist/server/features/contracts/reads.js';
import { importSources } from '../dist/server/features/imports/service.js';
import { systemClock } from '../dist/server/platform/clock.js';
import { readConfig } from '../dist/server/platform/config.js';
import { createLogger } from '../dist/server/platform/log.js';

const [engine = 'pglite', task = 'usage', folder = '.'] = process.argv.slice(2);
const MB = 1024 * 1024;

const CUSTOMERS = {
  file: 'customers.csv',
  entity: 'account',
  columns: { id: 'customer_id', name: 'name', startsOn: 'start_date' },
};
const events = (file, user = true) => ({
  file,
  entity: 'events',
  columns: {
    ...{ messageId: 'usage_id', account: 'customer_id', occurredAt: 'timestamp', module: 'module', name: { value: 'use' } },
    ...(user ? { userId: 'user_id' } : {}),
  },
  excludeWhen: {},
});
const LINES = {
  file: 'lines.csv',
  entity: 'contract-line',
  columns: {
    ...{
      id: 'subscription_id',
      account: 'customer_id',
      startsOn: 'start_date',
      endsOn: 'end_date',
      seats: 'seats',
      mrr: 'mrr',
      plan: 'plan',
    },
  },
};

function residentMegabytes(field) {
  const found = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'));
  return Math.round(Number(found?.[1] ?? 0) / 1024);
}

async function main() {
  const config = readConfig({ ...process.env, MOORING_DATA: join(folder, `data-${engine}-${task}`) });
  const mooring = await openMooring(config, { baseUrl: () => '', clock: systemClock, log: createLogger('error') });
  const owner = {
    name: 'A',
    email: 'a@example.com',
    password: 'correct horse battery',
    workspaceKey: `w${Date.now()}`,
    workspaceName: 'W',
    timeZone: 'UTC',
    locale: undefined,
  };
  const workspace = await setUpOwner(mooring.access, owner);
  const run = (body) => mooring.runtime.read(workspace, { kind: 'operator' }, body);
  const load = async (file) => {
    const begun = performance.now();
    const source = await fileSource(file.file, join(folder, file.file));
    const report = await run((ctx) => importSources(ctx, { mapping: { source: 'bench', files: [file] }, sources: [source] }));
    const seconds = (performance.now() - begun) / 1000;
    const { rows = 0, imported = 0, rejected = 0, rejects = [] } = report.files[0] ?? {};
    if (rejected > 0) throw new Error(JSON.stringify(rejects[0]));
    return { rows, imported, seconds, perSecond: Math.round(rows / seconds), megabytesPerSecond: Math.round(source.bytes / MB / seconds) };
  };
  await load(CUSTOMERS);
  const idle = residentMegabytes('VmRSS');
  const watched = async (file) => {
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, residentMegabytes('VmRSS'));
    }, 100);
    const result = await load(file);
    clearInterval(timer);
    return { ...result, idleMegabytes: idle, peakMegabytes: most, megabytesAboveIdle: most - idle };
  };
  const measured = async () => {
    switch (task) {
      case 'usage': {
        const result = await load(events('usage.csv'));
        const bare = await bareAppends(result.rows);
        return { ...result, barePerSecond: bare, ratio: result.perSecond / bare };
      }
      case 'lines': {
        const bare = await run((ctx) => bareInserts(ctx));
        const result = await load(LINES);
        const { lastNumber: movements } = await run(ledgerState);
        return { ...result, movements, barePerSecond: bare, ratio: result.perSecond / bare };
      }
      case 'xlsx':
        return watched(events('large.xlsx', false));
      default:
        return watched(events(`large.${task}`));
    }
  };
  const result = await measured();
  // A thread that is ended in the middle of its work takes the process with it.
  await mooring.close();
  return result;
}

/** DuckDB's own appender with the columns of an event, committed by ten thousand. */
async function bareAppends(rows) {
  const connection = await (await DuckDBInstance.create(join(folder, `bare-${Date.now()}.duckdb`))).connect();
  await connection.run(
    'create table bare (id varchar, account varchar, end_user varchar, module varchar, happened bigint, day integer, properties varchar)',
  );
  const appender = await connection.createAppender('bare');
  const begun = performance.now();
  for (let at = 0; at < rows; at++) {
    appender.appendVarchar(`U-${at}`);
    appender.appendVarchar(`C${at % 2000}`);
    appender.appendVarchar(`user-${at % 40_000}`);
    appender.appendVarchar(`module-${at % 9}`);
    appender.appendBigInt(BigInt(at));
    appender.appendInteger(20_000 + (at % 300));
    appender.appendVarchar('{"count":"3"}');
    appender.endRow();
    if (at % 10_000 === 9999) appender.flushSync();
  }
  appender.closeSync();
  return Math.round((rows / (performance.now() - begun)) * 1000);
}

/** Records of the same size by one statement a batch, without a look at what is there, history or ledger. */
async function bareInserts(ctx) {
  const [batches, size] = [5, 2000];
  const begun = performance.now();
  for (let batch = 0; batch < batches; batch++) {
    const rows = Array.from({ length: size }, (_, at) => ({
      id: `B${batch * size + at}`,
      content: { account: 'C1', startsOn: '2026-01-01', endsOn: '2027-01-01', seats: 5, mrr: 9050, plan: 'plan-1' },
    }));
    await ctx.transaction((inside) =>
      inside.db.execute(sql`insert into records (workspace_id, kind, id, account_id, content, custom, version, created_at, created_by)
        select ${inside.workspace.id}, 'bare', id, 'x', content, '{}'::jsonb, 1, 0, 'bench' from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id text, content jsonb)`),
    );
  }
  return Math.round((batches * size * 1000) / (performance.now() - begun));
}

process.stdout.write(JSON.stringify(await main()));
process.exit(0);
