import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { readConfig } from '../../platform/config.ts';
import { EXIT_CODES, ExitError } from '../../platform/exit-codes.ts';
import { createLogger } from '../../platform/log.ts';
import { endWith } from '../end.ts';
import { backtest } from './backtest-command.ts';
import { backup, compareCommand, eraseCommand, restore } from './backup-commands.ts';
import type { Command, Invocation, Values } from './command.ts';
import { httpConnection, localConnection } from './connection.ts';
import { explain, series } from './data-commands.ts';
import { definitionsDiff, definitionsExport, definitionsImport } from './definitions-commands.ts';
import { demo } from './demo-command.ts';
import { exportCommand } from './export-command.ts';
import { doctor, run } from './house-commands.ts';
import { importCommand } from './import-command.ts';
import { replay } from './lab-commands.ts';
import { keysCreate, resetPasswordCommand, setup } from './owner-commands.ts';
import { rebuild } from './portfolio-command.ts';
import { qualityCommand } from './quality-command.ts';
import { retention } from './retention-command.ts';

const COMMANDS: readonly Command[] = [
  setup,
  keysCreate,
  importCommand,
  exportCommand,
  qualityCommand,
  demo,
  series,
  explain,
  replay,
  backtest,
  retention,
  definitionsExport,
  definitionsDiff,
  definitionsImport,
  run,
  rebuild,
  backup,
  restore,
  compareCommand,
  eraseCommand,
  doctor,
  resetPasswordCommand,
];

/** Options every command takes. */
const SHARED = { json: { type: 'boolean' }, workspace: { type: 'string' }, help: { type: 'boolean' } } as const;

async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((part, index) => argv[index] === part));
  if (command === undefined) return help(argv);
  const { values, words } = parsed(command, argv.slice(command.name.split(' ').length));
  if (values.help === true) {
    console.log(usageOf(command));
    return EXIT_CODES.ok.code;
  }
  const answer = await command.run(invocationOf(values, words, env));
  if (values.json === true) console.log(JSON.stringify(answer.data, null, 2));
  else for (const line of answer.lines) console.log(line);
  return answer.failed ? EXIT_CODES.failed.code : EXIT_CODES.ok.code;
}

function help([first]: readonly string[]): number {
  const asked = first === undefined || first === 'help' || first === '--help';
  if (!asked) console.error(`mooring: there is no command '${first}'.`);
  const lines = COMMANDS.map((command) => `  ${usageOf(command)}\n      ${command.summary}`);
  const print = asked ? console.log : console.error;
  print(
    `Usage: npm run -s mooring -- <command> [--json] [--workspace <key>]\n\n${lines.join('\n')}\n\nWith MOORING_URL and MOORING_KEY set, a running server is asked; else the data folder is opened.`,
  );
  return asked ? EXIT_CODES.ok.code : EXIT_CODES['wrong usage'].code;
}

function usageOf({ name, usage }: Command): string {
  return usage === '' ? name : `${name} ${usage}`;
}

function parsed(command: Command, args: string[]): { values: Values; words: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args, options: { ...command.options, ...SHARED }, allowPositionals: true, strict: true });
    return { values: values as Values, words: positionals };
  } catch (error) {
    throw new ExitError('wrong usage', `${error instanceof Error ? error.message : String(error)}\nUsage: ${usageOf(command)}`);
  }
}

function invocationOf(values: Values, words: readonly string[], env: NodeJS.ProcessEnv): Invocation {
  const config = readConfig(env);
  const log = createLogger(env.LOG_LEVEL === undefined ? 'warn' : config.logLevel);
  const { MOORING_URL: url, MOORING_KEY: key } = env;
  const open: Invocation['open'] = () => {
    if (url)
      throw new ExitError(
        'wrong usage',
        'This command works on the data folder itself: stop the server, unset MOORING_URL, or use the pages under Settings.',
      );
    return localConnection(config, log, typeof values.workspace === 'string' ? values.workspace : undefined);
  };
  return {
    values,
    words,
    config,
    server: url ? url : null,
    stdin: () => text(process.stdin),
    open,
    async connect() {
      if (!url) return open();
      if (!key) throw new ExitError('wrong usage', 'MOORING_URL is set, but MOORING_KEY is not: make a key under Settings, API keys.');
      return httpConnection(url, key);
    },
  };
}

main(process.argv.slice(2), process.env).then((code) => process.exit(code), endWith);
