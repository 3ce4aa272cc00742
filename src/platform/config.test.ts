import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { ExitError } from './exit-codes.ts';

test('without any setting: this machine only, in ./data, with the embedded engine', () => {
  expect(readConfig({})).toEqual({
    port: 4800,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    databaseUrl: null,
    publicUrl: null,
    secret: null,
    logLevel: 'info',
    outbound: [],
    exposed: false,
  });
});

test('an empty setting counts as not given', () => {
  const names = [
    'PORT',
    'HOST',
    'MOORING_DATA',
    'DATABASE_URL',
    'PUBLIC_URL',
    'MOORING_SECRET',
    'LOG_LEVEL',
    'MOORING_OUTBOUND',
    'CLICKHOUSE_URL',
  ];
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readConfig({}));
});

test('reads every setting', () => {
  const env = {
    PORT: '0',
    HOST: '::',
    MOORING_DATA: '/srv/mooring',
    DATABASE_URL: 'postgresql://mooring:pa%20ss@db.example.com:5433/mooring?sslmode=require',
    PUBLIC_URL: 'https://mooring.example.com/',
    MOORING_SECRET: 'x'.repeat(32),
    LOG_LEVEL: 'debug',
    MOORING_OUTBOUND: 'https://im.example.com, smtp://Mail.example.com:1025',
  };
  expect(readConfig(env)).toEqual({
    port: 0,
    host: '::',
    dataDir: resolve('/srv/mooring'),
    databaseUrl: env.DATABASE_URL,
    publicUrl: 'https://mooring.example.com',
    secret: env.MOORING_SECRET,
    logLevel: 'debug',
    outbound: ['https://im.example.com', 'smtp://mail.example.com:1025'],
    exposed: true,
  });
});

test.each([
  ['127.0.0.1', false],
  ['127.1.2.3', false],
  ['::1', false],
  ['localhost', false],
  ['0.0.0.0', true],
  ['::', true],
  ['192.168.1.5', true],
  ['127.example.com', true],
  ['mooring.local', true],
])('a server on %s is exposed: %s', (host, exposed) => {
  expect(readConfig({ HOST: host }).exposed).toBe(exposed);
});

test('a server behind a public address is exposed', () => {
  expect(readConfig({ PUBLIC_URL: 'http://mooring.example.com:8080' })).toMatchObject({
    exposed: true,
    publicUrl: 'http://mooring.example.com:8080',
  });
});

describe('a wrong value ends the program with exit code 2 and names the setting, the value and what is allowed', () => {
  test.each([
    ['PORT', '-1', "'-1'", '0 to 65535'],
    ['PORT', '65536', "'65536'", '0 to 65535'],
    ['PORT', '80.5', "'80.5'", '0 to 65535'],
    ['PORT', '0x50', "'0x50'", '0 to 65535'],
    ['PORT', 'http', "'http'", '0 to 65535'],
    ['HOST', 'http://localhost', "'http://localhost'", 'an IP address or a host name'],
    ['HOST', '999.1.1.1', "'999.1.1.1'", 'an IP address or a host name'],
    ['HOST', '127.0.0.1:80', "'127.0.0.1:80'", 'an IP address or a host name'],
    ['HOST', 'a b', "'a b'", 'an IP address or a host name'],
    ['MOORING_DATA', 'a\0b', 'a\0b', 'the path of a folder'],
    ['DATABASE_URL', 'mysql://root@localhost/x', "'mysql://root@localhost/x'", 'postgres://user:password@host:5432/database'],
    ['DATABASE_URL', 'localhost', "'localhost'", 'postgres://user:password@host:5432/database'],
    ['DATABASE_URL', 'postgres://localhost', "'postgres://localhost'", 'postgres://user:password@host:5432/database'],
    ['PUBLIC_URL', 'mooring.example.com', "'mooring.example.com'", 'https://mooring.example.com'],
    ['PUBLIC_URL', 'ftp://mooring.example.com', "'ftp://mooring.example.com'", 'https://mooring.example.com'],
    ['PUBLIC_URL', 'https://example.com/mooring', "'https://example.com/mooring'", 'without a path'],
    ['PUBLIC_URL', 'https://a:b@example.com', "'https://a:b@example.com'", 'https://mooring.example.com'],
    ['PUBLIC_URL', 'https://example.com?x=1', "'https://example.com?x=1'", 'https://mooring.example.com'],
    ['MOORING_SECRET', 'too short', '9 characters long', 'at least 32 characters'],
    ['LOG_LEVEL', 'loud', "'loud'", 'fatal, error, warn, info, debug, trace, silent'],
    ['CLICKHOUSE_URL', 'http://localhost:8123', 'CLICKHOUSE_URL is set', 'remove the setting'],
  ])('%s=%s', (name, value, shown, allowed) => {
    const error = refusalOf({ [name]: value });
    expect(error).toMatchObject({ exit: 'wrong usage', code: 2 });
    expect(error.message).toContain(name);
    expect(error.message).toContain(shown);
    expect(error.message).toContain(allowed);
  });

  test('and no message shows a secret or a password', () => {
    expect(refusalOf({ MOORING_SECRET: 'my-secret' }).message).not.toContain('my-secret');
    expect(refusalOf({ DATABASE_URL: 'http://user:pass-word@host/x' }).message).not.toContain('pass-word');
    expect(refusalOf({ DATABASE_URL: 'postgres//user:pass-word@host/x' }).message).not.toContain('pass-word');
  });
});

function refusalOf(env: NodeJS.ProcessEnv): ExitError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ExitError) return error;
    throw error;
  }
  throw new Error('The settings were taken.');
}
