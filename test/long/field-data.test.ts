import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EXPORTED } from '../../src/features/exports/core/entities.ts';
import type { Report } from '../../src/features/retention/contract.ts';

/*
 * Data of others, with nothing but the flags of the command line: no code and no mapping knows these files.
 */
const COMMAND = 'dist/server/app/cli/main.js';
const FIELD = process.env.MOORING_FIELD_DATA;

const folder = mkdtempSync(join(tmpdir(), 'mooring-field-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function mooring(data: string, args: readonly string[], input = ''): string {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, MOORING_DATA: join(folder, data), LOG_LEVEL: 'fatal' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { env, input, encoding: 'utf8', maxBuffer: 2 ** 27 });
  if (status !== 0) throw new Error(`mooring ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

interface FileReport {
  readonly file: string;
  readonly rows: number;
  readonly imported: number;
  readonly flagged: number;
  readonly rejected: number;
}

/** Imports a folder into a workspace of its own, by what the program proposes. */
function imported(name: string, flags: readonly string[]): readonly FileReport[] {
  const setup = ['setup', '--email', 'owner@example.com', '--password-stdin', '--workspace', 'field', '--timezone', 'UTC'];
  mooring(name, setup, 'correct horse battery');
  const answer = mooring(name, ['import', join(FIELD ?? '', name), '--accept-proposal', ...flags, '--json']);
  return (JSON.parse(answer) as { files: FileReport[] }).files;
}

function exported(name: string, format: 'jsonl' | 'csv'): Readonly<Record<string, string>> {
  const out = join(folder, `${name}-${format}`);
  mooring(name, ['export', '--entity', 'all', '--format', format, '--canonical', '--out', out]);
  return Object.fromEntries(EXPORTED.map((entity) => [entity, readFileSync(join(out, `${entity}.${format}`), 'utf8')]));
}

describe('data of others', { timeout: 900_000 }, () => {
  test.runIf(FIELD !== undefined)('the same tables from two programs give the same bytes, for everything that is kept', () => {
    const flags = ['--end-dates', 'exclusive', '--as-of', '2024-12-31'];
    const plain = imported('ravenstack', flags);
    expect(plain.map(({ file, rows, imported: kept, rejected }) => [file, rows, kept, rejected])).toEqual([
      ['ravenstack_accounts.csv', 500, 500, 0],
      ['ravenstack_churn_events.csv', 600, 600, 0],
      // 21 ids stand twice with another content.
      ['ravenstack_feature_usage.csv', 25_000, 24_979, 21],
      ['ravenstack_subscriptions.csv', 5000, 5000, 0],
      ['ravenstack_support_tickets.csv', 2000, 2000, 0],
    ]);
    const counts = ({ rows, imported: kept, rejected }: FileReport) => [rows, kept, rejected];
    expect(imported('ravenstack_excel_variant', flags).map(counts)).toEqual(plain.map(counts));
    for (const format of ['jsonl', 'csv'] as const) {
      const [one, other] = [exported('ravenstack', format), exported('ravenstack_excel_variant', format)];
      for (const entity of EXPORTED) expect(one[entity] === other[entity], `${entity}.${format}`).toBe(true);
      expect(one.movement?.length).toBeGreaterThan(100_000);
    }
  });

  test.runIf(FIELD !== undefined)('how long customers stay: by customer hardly one leaves, although most of its subscriptions end', () => {
    const found = JSON.parse(mooring('ravenstack', ['retention', '--by', 'industry', '--as-of', '2024-12-31', '--json'])) as Report;
    // The same by a program of its own over the CSV files: 500, 3, 26 and 57,055,941.34.
    expect([found.customers, found.ended, found.tooNew, found.value?.groups[0]?.realised]).toEqual([500, 3, 26, 5_705_594_134]);
    expect(found.survival.verdict).toBe('too-small');
  });

  test.runIf(FIELD !== undefined)('changes by bots and sweeps over many charts are flagged by what the program proposes', () => {
    expect(imported('helm_charts_usage', ['--as-of', '2019-06-30'])).toMatchObject([
      { file: 'accounts.csv', rows: 353, imported: 353, rejected: 0 },
      { file: 'events.csv', rows: 23_708, imported: 23_708, flagged: 1416 + 131, rejected: 0 },
    ]);
    const asked = ['--outcome', 'dormant:180', '--by', 'custom.tier', '--months', '3', '--as-of', '2019-06-30', '--json'];
    const found = JSON.parse(mooring('helm_charts_usage', ['retention', ...asked])) as Report;
    // By a program of its own, too: 75 steps with their bands agree to 4e-16.
    expect([found.customers, found.ended, found.survival.verdict]).toEqual([353, 108, 'distinguishable']);
    expect(found.survival.chiSquared).toBeCloseTo(14.067284106733, 9);
  });
});
