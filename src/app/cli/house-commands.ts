import { statfs } from 'node:fs/promises';
import { readiness } from '../../features/health/contract-models.ts';
import { health } from '../../platform/http/contract.ts';
import { type Answer, type Command, type Invocation, optional, word } from './command.ts';
import { dayOption } from './data-commands.ts';

export const run: Command = {
  name: 'run',
  usage: '<job> [--as-of <day>]',
  summary: 'Runs a job for a day and delivers what follows; a second run for the same day changes nothing.',
  options: { 'as-of': { type: 'string' } },
  async run(invocation) {
    const name = word(invocation.words, 0, 'job');
    const asOf = dayOption(invocation.values, 'as-of');
    const connection = await invocation.open();
    try {
      const workspace = optional(invocation.values, 'workspace') === undefined ? {} : { workspace: await connection.workspace() };
      await connection.mooring.runtime.runJob(name, { ...workspace, ...(asOf === undefined ? {} : { asOf }) });
      await connection.mooring.runtime.settle();
      return { data: { job: name, asOf: asOf ?? null }, lines: [`${name} is done${asOf === undefined ? '' : ` for ${asOf}`}.`] };
    } finally {
      await connection.close();
    }
  },
};

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly says: string;
}

const LOW_DISK_BYTES = 1024 ** 3;

export const doctor: Command = {
  name: 'doctor',
  usage: '[--readiness]',
  summary: 'Looks whether Mooring can work here, and says what to mind. --readiness: whose health has no score, and what to do about it.',
  options: { readiness: { type: 'boolean' } },
  async run(invocation) {
    if (invocation.values.readiness === true) return readinessOf(invocation);
    const findings = [nodeVersion(), await diskSpace(invocation), await stores(invocation), durability(invocation)];
    const lines = findings.map(({ check, ok, says }) => `${ok ? 'ok  ' : 'FAIL'} ${check}: ${says}`);
    return { data: { findings }, lines, ...(findings.every(({ ok }) => ok) ? {} : { failed: true as const }) };
  },
};

/** Fixes, the one that unlocks most customers first. That some are without a score is no failure of Mooring. */
async function readinessOf(invocation: Invocation): Promise<Answer> {
  const connection = await invocation.connect();
  try {
    const answer = await connection.call(readiness, {});
    const { asOf, customers, scored, fixes } = answer;
    return {
      data: answer,
      lines: [
        `${scored} of ${customers} customers have a health score as of ${asOf}.`,
        ...fixes.map(
          ({ fix, affects, unlocks, unlockedSoFar, measures, link }) =>
            `${fix}\tunlocks ${unlocks}, affects ${affects}, down to here ${unlockedSoFar}: ${measures.map(({ id }) => id).join(', ')}${link === null ? '' : ` (${link})`}`,
        ),
      ],
    };
  } finally {
    await connection.close();
  }
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return { check: 'node', ok: major > 20 || (major === 20 && minor >= 19), says: `${process.versions.node}, needs 20.19 or newer` };
}

async function diskSpace({ config }: Invocation): Promise<Finding> {
  const check = 'disk';
  try {
    const { bavail, bsize } = await statfs(config.dataDir);
    const free = bavail * bsize;
    return { check, ok: free > LOW_DISK_BYTES, says: `${(free / 1024 ** 3).toFixed(1)} GiB free for ${config.dataDir}` };
  } catch {
    return { check, ok: true, says: `${config.dataDir} does not exist yet; the first start makes it` };
  }
}

async function stores(invocation: Invocation): Promise<Finding> {
  const connection = await invocation.connect();
  try {
    const answer = await connection.call(health, {});
    const states = Object.entries(answer.stores).map(([name, state]) => `${name} ${state}`);
    return {
      check: 'stores',
      ok: Object.values(answer.stores).every((state) => state === 'ok'),
      says: `version ${answer.version}, ${states.join(', ')}`,
    };
  } finally {
    await connection.close();
  }
}

function durability({ config }: Invocation): Finding {
  const says =
    config.databaseUrl === null
      ? 'embedded: survives a killed process, not a power cut; take the nightly backups elsewhere, or set DATABASE_URL'
      : 'PostgreSQL by DATABASE_URL; usage events and series in the data folder';
  return { check: 'durability', ok: true, says };
}
