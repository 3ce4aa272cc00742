import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { listAccounts } from '../../src/features/accounts/contract.ts';
import { importMappingSchema, listImports, runImport } from '../../src/features/imports/contract.ts';
import { series } from '../../src/features/metrics/contract.ts';
import { myDay } from '../../src/features/tasks/contract.ts';
import { day } from '../../src/kernel/time.ts';
import { openPglite } from '../../src/platform/db/relational.ts';
import { describeEachEngine, type Engine } from '../engines.ts';
import { type House, makeHouse, type Owner } from '../make.ts';

const AS_OF = day('2019-06-30');
const EXCERPT = join(import.meta.dirname, '../fixtures/helm-charts');
const FIELD = process.env.MOORING_FIELD_DATA;

const run = promisify(execFile);

async function withHouse(engine: Engine, body: (house: House, owner: Owner) => Promise<void>): Promise<void> {
  const house = await makeHouse(engine);
  try {
    await body(house, await house.setUp({ timeZone: 'UTC' }));
  } finally {
    await house.close();
  }
}

async function importFolder(house: House, owner: Owner, folder: string) {
  const mapping = importMappingSchema.parse(
    parse(await readFile(join(import.meta.dirname, '../../docs/mappings/helm-charts.yaml'), 'utf8')),
  );
  const names = mapping.files.map(({ file }) => file);
  const files = await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
  const report = await house.call(runImport, { mapping, files, asOf: AS_OF }, owner);
  await house.settle();
  return report;
}

/** Every account-day as the API tells it, from the first event on, compared by the script that knows nothing of Mooring. */
async function recount(house: House, owner: Owner, folder: string): Promise<string> {
  const { accounts, total } = await house.call(listAccounts, { limit: 500 }, owner);
  expect(accounts.length).toBe(total);
  const events = await readFile(join(folder, 'events.csv'), 'utf8');
  const [from = AS_OF] = (events.match(/\d{4}-\d\d-\d\d(?=T)/g) ?? []).sort();
  const answers: string[] = [];
  for (const { externalId } of accounts) {
    const rows = await house.call(series, { externalId, metrics: 'dau,wau,mau', from, to: AS_OF }, owner);
    answers.push(`${JSON.stringify(externalId)}:${JSON.stringify(rows)}`);
  }
  const scratch = await mkdtemp(join(tmpdir(), 'mooring-recount-'));
  try {
    const file = join(scratch, 'series.json');
    await writeFile(file, `{${answers.join(',')}}`);
    const script = join(import.meta.dirname, 'helm-charts.mjs');
    const { stdout } = await run(process.execPath, [script, folder, file, '--as-of', AS_OF]).catch((error: { stdout?: string }) => ({
      stdout: error.stdout ?? String(error),
    }));
    return stdout.trim();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

describeEachEngine('an excerpt of the charts, imported and counted again', (engine) => {
  test('settled 1, 13, 15, 35: every value, gap and reason is recounted; a second import changes nothing; history opens no task', async () => {
    await withHouse(engine, async (house, owner) => {
      const first = await importFolder(house, owner, EXCERPT);
      expect(first.files).toMatchObject([
        { entity: 'accounts', rows: 23, imported: 23, rejected: 0, unmappedColumns: [] },
        { entity: 'events', rejected: 0, duplicate: 0, unmappedColumns: ['change_no'] },
      ]);
      expect(await recount(house, owner, EXCERPT)).toMatch(/^\d+ account-days, \d+ values, 0 differences$/);
      const again = await importFolder(house, owner, EXCERPT);
      expect(again.files).toMatchObject([
        { rows: 23, imported: 0, unchanged: 23 },
        { rows: first.files[1]?.rows, imported: 0, duplicate: first.files[1]?.rows, flagged: 0 },
      ]);
      expect((await house.call(listImports, {}, owner)).imports).toEqual([again, first]);
      expect(await recount(house, owner, EXCERPT)).toContain(' 0 differences');
      expect((await house.call(myDay, { whose: 'team' }, owner)).tasks).toEqual([]);
    });
  });

  test('ACT-03, ACT-06: without a single login the ratios are Unknown(not-mapped), never zero', async () => {
    await withHouse(engine, async (house, owner) => {
      await importFolder(house, owner, EXCERPT);
      const externalId = (await house.call(listAccounts, {}, owner)).accounts.find(({ endsOn }) => endsOn === null)?.externalId ?? '';
      const rows = await house.call(series, { externalId, metrics: 'login-ratio,activity-rate', from: AS_OF, to: AS_OF }, owner);
      expect(rows.map(({ value, reason }) => [value, reason])).toEqual([
        [null, 'not-mapped'],
        [null, 'not-mapped'],
      ]);
    });
  });
});

describe('the charts themselves', () => {
  test.runIf(FIELD !== undefined)(
    'settled 35: 353 customers, 23,708 events: 0 differences on all account-days',
    async () => {
      const folder = join(FIELD ?? '', 'helm_charts_usage');
      const engine: Engine = { kind: 'pglite', fresh: () => openPglite({ folder: null, templateFile: inject('pgliteTemplate') }) };
      await withHouse(engine, async (house, owner) => {
        const report = await importFolder(house, owner, folder);
        expect(report.files).toMatchObject([
          { rows: 353, imported: 353, rejected: 0 },
          { rows: 23_708, imported: 23_708, flagged: 1416 + 131, duplicate: 0, rejected: 0 },
        ]);
        const found = await recount(house, owner, folder);
        console.log(found);
        expect(found).toBe('367826 account-days, 1103478 values, 0 differences');
      });
    },
    300_000,
  );
});
