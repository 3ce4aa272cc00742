import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { replayRule } from '../../src/features/lab/contract.ts';
import { day } from '../../src/kernel/time.ts';
import { openPglite } from '../../src/platform/db/relational.ts';
import type { Engine } from '../engines.ts';
import { importFolder, type Recounted, withUtcHouse } from './recounted.ts';

const CHARTS: Recounted = { name: 'helm-charts', asOf: day('2019-06-30'), metrics: '' };
/** Field data are a long proof (`npm run test:long`); the excerpt is judged again in every run. */
const FIELD = process.env.MOORING_LONG === undefined ? undefined : process.env.MOORING_FIELD_DATA;
const [BELOW, DORMANT, HORIZON] = [2, 90, 90];
const PERIOD = { from: day('2018-01-01'), to: day('2018-12-31') };
const run = promisify(execFile);
const engine: Engine = { kind: 'pglite', fresh: () => openPglite({ folder: null, templateFile: inject('pgliteTemplate') }) };

/** Replays the rule through the API, and has it judged again by the script that knows nothing of Mooring. */
async function judgedAgain(folder: string): Promise<string> {
  let said = '';
  await withUtcHouse(engine, async (house, owner) => {
    await importFolder(house, owner, CHARTS, folder);
    const definition = {
      ...{ kind: 'own' as const, title: '少有人改', act: '看看', condition: `mau < ${BELOW}`, direction: 'down' as const },
      ...{ severity: 'normal' as const, dueInWorkingDays: 1, clearDays: 1, coolDownDays: 0 },
    };
    const outcome = { kind: 'dormant' as const, days: DORMANT };
    const answer = await house.call(replayRule, { rule: 'few-authors', definition, ...PERIOD, outcome, horizonDays: HORIZON }, owner);
    const scratch = await mkdtemp(join(tmpdir(), 'mooring-replay-'));
    try {
      await writeFile(join(scratch, 'replay.json'), JSON.stringify(answer));
      const numbers = ['--below', BELOW, '--dormant', DORMANT, '--horizon', HORIZON, '--from', PERIOD.from, '--to', PERIOD.to].map(String);
      const command = [join(import.meta.dirname, 'helm-replay.mjs'), folder, join(scratch, 'replay.json'), ...numbers];
      const { stdout } = await run(process.execPath, command).catch((error: { stdout?: string }) => ({
        stdout: error.stdout ?? String(error),
      }));
      said = stdout.trim();
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
  return said;
}

describe('a rule over the charts, judged again', () => {
  test('every warning of the excerpt, every dormancy, and whether it was right', async () => {
    expect(await judgedAgain(join(import.meta.dirname, '../fixtures/helm-charts'))).toMatch(
      /^\d+ warnings, \d+ dormancies, 0 differences$/,
    );
  }, 120_000);

  test.runIf(FIELD !== undefined)(
    'the charts themselves',
    async () => {
      const said = await judgedAgain(join(FIELD ?? '', 'helm_charts_usage'));
      console.log(said);
      expect(said).toMatch(/^\d+ warnings, \d+ dormancies, 0 differences$/);
    },
    300_000,
  );
});
