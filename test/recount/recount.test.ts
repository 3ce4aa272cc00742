import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { getAccount, listAccounts } from '../../src/features/accounts/contract.ts';
import { listImports } from '../../src/features/imports/contract.ts';
import { series } from '../../src/features/metrics/contract.ts';
import { myDay } from '../../src/features/tasks/contract.ts';
import { saveMapping } from '../../src/features/usage/contract-mappings.ts';
import { day } from '../../src/kernel/time.ts';
import { openPglite } from '../../src/platform/db/relational.ts';
import { describeEmbedded, type Engine } from '../engines.ts';
import { importFolder, type Recounted, recount, withUtcHouse } from './recounted.ts';

const CHARTS: Recounted = { name: 'helm-charts', asOf: day('2019-06-30'), metrics: 'dau,wau,mau,modules,modules-in-use' };
const STACK: Recounted = { name: 'ravenstack-usage', asOf: day('2024-12-31'), metrics: 'dau,wau,mau,modules,online-minutes' };
/** Where the rows of RavenStack say for how long a feature was used. */
const DURATION = { name: 'use', seconds: 'usage_duration_secs' };
const excerpt = (name: string): string => join(import.meta.dirname, '../fixtures', name);
const CHARTS_EXCERPT = excerpt('helm-charts');
const STACK_EXCERPT = excerpt('ravenstack');
/** Field data are a long proof (`npm run test:long`); excerpts are counted in every run. */
const FIELD = process.env.MOORING_LONG === undefined ? undefined : process.env.MOORING_FIELD_DATA;

describeEmbedded('an excerpt of the charts, imported and counted again', (engine) => {
  test('ACT-01, HLT-03, settled 1, 13, 15, 35: every value, gap and reason is recounted; a second import changes nothing; history opens no task', async () => {
    await withUtcHouse(engine, async (house, owner) => {
      const first = await importFolder(house, owner, CHARTS, CHARTS_EXCERPT);
      expect(first.files).toMatchObject([
        { entity: 'accounts', rows: 23, imported: 23, rejected: 0, unmappedColumns: [] },
        { entity: 'events', rows: 509, imported: 509, flagged: 32, rejected: 0, duplicate: 0, unmappedColumns: ['change_no'] },
      ]);
      const found = await recount(house, owner, CHARTS, CHARTS_EXCERPT);
      expect(found).toMatch(/^\d+ account-days, \d+ values, 0 differences$/);
      const again = await importFolder(house, owner, CHARTS, CHARTS_EXCERPT);
      expect(again.files).toMatchObject([
        { rows: 23, imported: 0, unchanged: 23 },
        { rows: 509, imported: 0, duplicate: 509, flagged: 0 },
      ]);
      expect((await house.call(listImports, {}, owner)).imports).toEqual([again, first]);
      expect(await recount(house, owner, CHARTS, CHARTS_EXCERPT)).toBe(found);
      expect((await house.call(myDay, { whose: 'team' }, owner)).tasks).toEqual([]);
    });
  });

  test('ACT-03, ACT-04, ACT-06: without a single login the ratios are Unknown(not-mapped), never zero, and so is time without a duration', async () => {
    await withUtcHouse(engine, async (house, owner) => {
      await importFolder(house, owner, CHARTS, CHARTS_EXCERPT);
      const externalId = (await house.call(listAccounts, {}, owner)).accounts.find(({ endsOn }) => endsOn === null)?.externalId ?? '';
      const range = { from: CHARTS.asOf, to: CHARTS.asOf };
      const rows = await house.call(series, { externalId, metrics: 'login-ratio,activity-rate,online-minutes', ...range }, owner);
      expect(rows.map(({ value, reason }) => [value, reason])).toEqual([
        [null, 'not-mapped'],
        [null, 'not-mapped'],
        [null, 'not-mapped'],
      ]);
    });
  });

  test('the recount notices a wrong value, a wrong reason and a missing day', async () => {
    await withUtcHouse(engine, async (house, owner) => {
      await importFolder(house, owner, CHARTS, CHARTS_EXCERPT);
      let forged = false;
      const found = await recount(house, owner, CHARTS, CHARTS_EXCERPT, (rows) => {
        const known = rows.findIndex(({ value }) => value !== null);
        const unknown = rows.findIndex(({ reason }) => reason === 'source-silent');
        if (forged || known < 0 || unknown < 0) return rows;
        forged = true;
        return rows.slice(0, -1).map((row, at) => {
          if (at === known) return { ...row, value: (row.value ?? 0) + 1 };
          return at === unknown ? { ...row, reason: 'ended' as const } : row;
        });
      });
      expect(found).toMatch(/ 3 differences$/);
    });
  });
});

describeEmbedded('an excerpt of RavenStack, which contradicts itself, imported and counted again', (engine) => {
  test('ACT-01, ACT-04, settled 1, 8, 17: an exclusive end, usage outside the contract, ids that stand twice; every value, gap and reason is recounted', async () => {
    await withUtcHouse(engine, async (house, owner) => {
      await house.call(saveMapping, { rules: [DURATION], version: 0 }, owner);
      const { files } = await importFolder(house, owner, STACK, STACK_EXCERPT);
      const [accounts, usage] = files;
      expect(accounts).toMatchObject({ rows: 48, imported: 46, rejected: 2 });
      expect(accounts?.rejects.every(({ column, reason }) => column === 'end_date' && reason.includes('is before the first day'))).toBe(
        true,
      );
      const reasons = usage?.rejects.map(({ reason }) => reason.split('.')[0]);
      expect(reasons?.filter((reason) => reason?.includes('kept with another content')).length).toBe(3);
      expect(usage).toMatchObject({ rows: 375, imported: 375 - (usage?.rejected ?? 0), duplicate: 0 });
      expect(await recount(house, owner, STACK, STACK_EXCERPT)).toMatch(/^\d+ account-days, \d+ values, 0 differences$/);
      expect(await house.call(getAccount, { externalId: 'S-13939b' }, owner)).toMatchObject({ endsOn: '2024-08-02' });
    });
  });
});

describe('the charts themselves', () => {
  test.runIf(FIELD !== undefined)(
    'settled 35: 353 customers, 23,708 events: 0 differences on all account-days',
    async () => {
      const folder = join(FIELD ?? '', 'helm_charts_usage');
      const engine: Engine = { kind: 'pglite', fresh: () => openPglite({ folder: null, templateFile: inject('pgliteTemplate') }) };
      await withUtcHouse(engine, async (house, owner) => {
        const report = await importFolder(house, owner, CHARTS, folder);
        expect(report.files).toMatchObject([
          { rows: 353, imported: 353, rejected: 0 },
          { rows: 23_708, imported: 23_708, flagged: 1416 + 131, duplicate: 0, rejected: 0 },
        ]);
        const found = await recount(house, owner, CHARTS, folder);
        console.log(found);
        expect(found).toBe('367826 account-days, 1839130 values, 0 differences');
      });
    },
    300_000,
  );
});
