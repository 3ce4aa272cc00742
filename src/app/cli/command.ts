import type { ParseArgsConfig } from 'node:util';
import type { Config } from '../../platform/config.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import type { Connection, LocalConnection } from './connection.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command gets to work with. */
export interface Invocation {
  readonly words: readonly string[];
  readonly values: Values;
  readonly config: Config;
  /** Address of the server that is asked; null when the folder is opened. */
  readonly server: string | null;
  readonly stdin: () => Promise<string>;
  /** Over HTTP where MOORING_URL names a server, else the folder. */
  connect(): Promise<Connection>;
  /** The folder itself; refused where MOORING_URL names a server. */
  open(): Promise<LocalConnection>;
}

/** What a command answers: the data for --json, and the lines a person reads. */
export interface Answer {
  readonly data: unknown;
  readonly lines: readonly string[];
  /** The command ran and found something wrong: exit code 1. */
  readonly failed?: true;
}

/** One command of the command line. */
export interface Command {
  /** As typed: `keys create`. */
  readonly name: string;
  /** What follows the name: `<folder> --map <file>`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Options;
  run(invocation: Invocation): Promise<Answer>;
}

/** The value of an option that must be given. */
export function required(values: Values, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new ExitError('wrong usage', `--${name} is missing.`);
  return value;
}

/** The value of an option that may be given. */
export function optional(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The word at a position after the command's name. */
export function word(words: readonly string[], index: number, name: string): string {
  const value = words[index];
  if (value === undefined) throw new ExitError('wrong usage', `<${name}> is missing.`);
  return value;
}
