import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import type { OutputOf } from '../../src/contract/operation.ts';
import { listAccounts } from '../../src/features/accounts/contract.ts';
import { runImport } from '../../src/features/imports/contract.ts';
import { importMappingSchema } from '../../src/features/imports/contract-mapping.ts';
import { series } from '../../src/features/metrics/contract.ts';
import type { Day } from '../../src/kernel/time.ts';
import type { Engine } from '../engines.ts';
import { type House, makeHouse, type Owner } from '../make.ts';

/** Data that is imported by a mapping of docs/mappings and counted again by a script of this folder. */
export interface Recounted {
  /** The name of the mapping and of the script. */
  readonly name: string;
  readonly asOf: Day;
  /** What is recounted, as the API is asked for it. */
  readonly metrics: string;
}

type Rows = OutputOf<typeof series>;

const run = promisify(execFile);
const here = import.meta.dirname;

export async function withUtcHouse(engine: Engine, body: (house: House, owner: Owner) => Promise<void>): Promise<void> {
  const house = await makeHouse(engine);
  try {
    await body(house, await house.setUp({ timeZone: 'UTC' }));
  } finally {
    await house.close();
  }
}

async function mappingOf({ name }: Recounted) {
  return importMappingSchema.parse(parse(await readFile(join(here, `../../docs/mappings/${name}.yaml`), 'utf8')));
}

export async function importFolder(house: House, owner: Owner, data: Recounted, folder: string): Promise<OutputOf<typeof runImport>> {
  const mapping = await mappingOf(data);
  const names = mapping.files.map(({ file }) => file);
  const files = await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
  const report = await house.call(runImport, { mapping, files, asOf: data.asOf }, owner);
  await house.settle();
  return report;
}

/**
 * Every account-day as the API tells it, from the first event on, compared by the script that knows nothing of Mooring.
 *
 * @param forge  Changes the answers before they are compared, to see that the script notices.
 * @returns      What the script printed last.
 */
export async function recount(house: House, owner: Owner, data: Recounted, folder: string, forge = (rows: Rows) => rows): Promise<string> {
  const events = await readFile(join(folder, (await mappingOf(data)).files.find(({ entity }) => entity === 'events')?.file ?? ''), 'utf8');
  const [from = data.asOf] = (events.match(/\b\d{4}-\d\d-\d\d/g) ?? []).sort();
  const answers: string[] = [];
  let cursor: string | undefined;
  do {
    const { accounts, next } = await house.call(listAccounts, { limit: 500, ...(cursor === undefined ? {} : { cursor }) }, owner);
    for (const { externalId } of accounts) {
      const rows = await house.call(series, { externalId, metrics: data.metrics, from, to: data.asOf }, owner);
      answers.push(`${JSON.stringify(externalId)}:${JSON.stringify(forge(rows))}`);
    }
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  const scratch = await mkdtemp(join(tmpdir(), 'mooring-recount-'));
  try {
    const file = join(scratch, 'series.json');
    await writeFile(file, `{${answers.join(',')}}`);
    const command = [join(here, `${data.name}.mjs`), folder, file, '--as-of', data.asOf];
    const { stdout } = await run(process.execPath, command).catch((error: { stdout?: string }) => ({
      stdout: error.stdout ?? String(error),
    }));
    return stdout.trim().split('\n').at(-1) ?? '';
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
