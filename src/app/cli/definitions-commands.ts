import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Definitions, type Difference, definitionsIn, definitionsOf, definitionsText, differencesOf, takeIn } from '../definitions.ts';
import { type Command, optional, word } from './command.ts';
import { connected } from './data-commands.ts';

async function fileOf(path: string): Promise<Definitions> {
  let file: unknown;
  try {
    file = parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ExitError('failed', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return definitionsIn(file);
}

export const definitionsExport: Command = {
  name: 'definitions export',
  usage: '[--out <file>]',
  summary: 'Writes how the workspace judges as YAML: warning rules, health models, and what events mean.',
  options: { out: { type: 'string' } },
  async run(invocation) {
    const out = optional(invocation.values, 'out');
    return connected(invocation, async (connection) => {
      const definitions = await definitionsOf(connection);
      const text = definitionsText(definitions);
      if (out === undefined) return { data: definitions, lines: [text.trimEnd()] };
      await writeFile(out, text);
      return { data: definitions, lines: [`${out}: ${definitions.rules.length} rules, ${definitions.healthModels.length} health models.`] };
    });
  },
};

export const definitionsDiff: Command = {
  name: 'definitions diff',
  usage: '<file>',
  summary: 'Says what a file of definitions would change. Ends with code 1 where it would change anything.',
  options: {},
  async run(invocation) {
    const wanted = await fileOf(word(invocation.words, 0, 'file'));
    return connected(invocation, async (connection) => {
      const found = differencesOf(await definitionsOf(connection), wanted);
      const answer = { data: found, lines: found.length === 0 ? ['Nothing would change.'] : found.map(differenceLine) };
      return found.length === 0 ? answer : { ...answer, failed: true };
    });
  },
};

export const definitionsImport: Command = {
  name: 'definitions import',
  usage: '<file>',
  summary: 'Makes a file of definitions judge from now on; what was said before stays. One that is refused does not stop the others.',
  options: {},
  async run(invocation) {
    const wanted = await fileOf(word(invocation.words, 0, 'file'));
    return connected(invocation, async (connection) => {
      const taken = await takeIn(connection, wanted);
      const told = taken.filter(({ outcome }) => outcome !== 'unchanged');
      const lines = told.map(
        ({ kind, name, outcome, reason }) => `${outcome}\t${kind} ${name}${reason === undefined ? '' : `: ${reason}`}`,
      );
      const answer = { data: taken, lines: lines.length === 0 ? ['Nothing changed.'] : lines };
      return taken.some(({ outcome }) => outcome === 'refused') ? { ...answer, failed: true } : answer;
    });
  },
};

function differenceLine({ kind, name, path, from, to }: Difference): string {
  const what = `${kind}${name === '' ? '' : ` ${name}`}`;
  if (path === '') return `+ ${what}`;
  return `~ ${what}: ${path} ${JSON.stringify(from) ?? 'nothing'} → ${JSON.stringify(to) ?? 'nothing'}`;
}
