import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { ExitError } from './exit-codes.ts';

/** How a server or a command is set up. Everything comes from the environment, and only from here. */
export interface Config {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** PostgreSQL instead of the embedded engine. */
  readonly databaseUrl: string | null;
  /** Where people reach this server when it stands behind a proxy: scheme, host and port. */
  readonly publicUrl: string | null;
  readonly secret: string | null;
  readonly logLevel: string;
  /** Where the server may send besides mail ports and the vendors of group bots: origins, as in `https://im.example.com`. */
  readonly outbound: readonly string[];
  /** Others than this machine may reach it. */
  readonly exposed: boolean;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const SHORTEST_SECRET = 32;
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** Reads the settings. A setting that is empty counts as not given; one that is wrong ends the program and is named. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = <T>(
    name: string,
    fallback: T,
    parse: (text: string) => T | null,
    allowed: string,
    shown = (text: string) => `'${text}'`,
  ): T => {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return fallback;
    const value = parse(text);
    if (value === null) throw new ExitError('wrong usage', `${name} is ${shown(text)}; it must be ${allowed}.`);
    return value;
  };
  if ((env.CLICKHOUSE_URL ?? '') !== '')
    throw new ExitError(
      'wrong usage',
      'CLICKHOUSE_URL is set, but this version keeps usage events in the data folder only; remove the setting.',
    );
  const host = read('HOST', '127.0.0.1', parseHost, 'an IP address or a host name');
  const publicUrl = read<string | null>('PUBLIC_URL', null, parseOrigin, 'an address like https://mooring.example.com, without a path');
  return {
    port: read('PORT', 4800, parsePort, 'a whole number from 0 to 65535 (0: any free port)'),
    host,
    dataDir: resolve(read('MOORING_DATA', './data', parseFolder, 'the path of a folder')),
    databaseUrl: read<string | null>(
      'DATABASE_URL',
      null,
      parseDatabaseUrl,
      'like postgres://user:password@host:5432/database',
      withoutPassword,
    ),
    publicUrl,
    secret: read<string | null>(
      'MOORING_SECRET',
      null,
      parseSecret,
      `at least ${SHORTEST_SECRET} characters`,
      (text) => `${text.length} characters long`,
    ),
    logLevel: read('LOG_LEVEL', 'info', (text) => (LOG_LEVELS.includes(text) ? text : null), `one of ${LOG_LEVELS.join(', ')}`),
    outbound: read<readonly string[]>(
      'MOORING_OUTBOUND',
      [],
      parseOutbound,
      'addresses like https://im.example.com or smtp://mail.example.com:1025, with spaces between them, without paths',
    ),
    exposed: !isLoopback(host) || publicUrl !== null,
  };
}

function parsePort(text: string): number | null {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : null;
}

function parseHost(text: string): string | null {
  return isIP(text) !== 0 || (HOST_NAME.test(text) && !/^[\d.]+$/.test(text)) ? text : null;
}

function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function parseFolder(text: string): string | null {
  return text.includes('\0') ? null : text;
}

function parsedUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function parseDatabaseUrl(text: string): string | null {
  const url = parsedUrl(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1 ? text : null;
}

/** For messages: they end up in logs. */
function withoutPassword(text: string): string {
  const url = parsedUrl(text);
  if (url === null) return text.includes('@') ? 'no address' : `'${text}'`;
  url.password = url.password === '' ? '' : '***';
  return `'${url.href}'`;
}

function parseOrigin(text: string): string | null {
  const url = parsedUrl(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return url.href === `${url.origin}/` ? url.origin : null;
}

function parseOutbound(text: string): readonly string[] | null {
  const origins = text
    .split(/[\s,]+/)
    .map((one) => (/^smtp:\/\/[a-z0-9.[\]:-]+:\d{1,5}$/i.test(one) ? one.toLowerCase() : parseOrigin(one)));
  return origins.every((origin) => origin !== null) ? origins : null;
}

function parseSecret(text: string): string | null {
  return text.length >= SHORTEST_SECRET ? text : null;
}
