import { KEY_SCOPES } from '../../contract/access.ts';
import { createKey, setup as setupOperation } from '../../features/access/contract.ts';
import { resetPassword, setUpOwner } from '../../features/access/operator.ts';
import { AppError } from '../../kernel/errors.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Command, type Invocation, optional, required, type Values } from './command.ts';

/** What only the operator of the data folder may do: the owner, keys, reset links. */
export const setup: Command = {
  name: 'setup',
  usage:
    '--email <address> --password-stdin --workspace <key> [--name <person>] [--workspace-name <name>] [--timezone <zone>] [--locale zh-CN|en-US]',
  summary: 'Creates the owner and the first workspace; works once.',
  options: {
    email: { type: 'string' },
    'password-stdin': { type: 'boolean' },
    name: { type: 'string' },
    'workspace-name': { type: 'string' },
    timezone: { type: 'string' },
    locale: { type: 'string' },
  },
  async run(invocation) {
    const input = setupInput(invocation.values, await passwordOf(invocation));
    const { mooring, close } = await invocation.open();
    try {
      const workspace = await setUpOwner(mooring.access, input);
      const { key, name, timeZone, locale } = workspace;
      return { data: { key, name, timeZone, locale }, lines: [`Workspace ${key} (${name}, ${timeZone}) belongs to ${input.email}.`] };
    } finally {
      await close();
    }
  },
};

async function passwordOf({ values, stdin }: Invocation): Promise<string> {
  if (values['password-stdin'] !== true)
    throw new ExitError('wrong usage', 'Give --password-stdin and send the password on standard input.');
  return (await stdin()).replace(/\r?\n$/, '');
}

function setupInput(values: Values, password: string): Parameters<typeof setUpOwner>[1] {
  const email = required(values, 'email');
  const workspaceKey = required(values, 'workspace');
  const given = {
    email,
    password,
    workspaceKey,
    name: optional(values, 'name') ?? email.split('@')[0] ?? email,
    workspaceName: optional(values, 'workspace-name') ?? workspaceKey,
    timeZone: optional(values, 'timezone'),
    locale: optional(values, 'locale'),
  };
  const checked = setupOperation.input.safeParse(given);
  if (checked.success) return checked.data;
  const issues = checked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new AppError('invalid-input', 'The owner cannot be created with these values.', { hint: 'Correct them:', issues });
}

export const keysCreate: Command = {
  name: 'keys create',
  usage: '--scope ingest,read,write [--name <name>]',
  summary: 'Creates an API key; its secret is shown once.',
  options: { scope: { type: 'string' }, name: { type: 'string' } },
  async run(invocation) {
    const scopes = required(invocation.values, 'scope').split(',');
    const wrong = scopes.filter((scope) => !KEY_SCOPES.some((known) => known === scope));
    if (wrong.length > 0) throw new ExitError('wrong usage', `--scope takes ${KEY_SCOPES.join(', ')}; not '${wrong.join("', '")}'.`);
    const connection = await invocation.open();
    try {
      const name = optional(invocation.values, 'name') ?? 'command line';
      const { key, secret } = await connection.call(createKey, { name, scopes: scopes as (typeof KEY_SCOPES)[number][] });
      return { data: { ...key, secret }, lines: [secret] };
    } finally {
      await connection.close();
    }
  },
};

export const resetPasswordCommand: Command = {
  name: 'reset-password',
  usage: '--email <address>',
  summary: 'Makes a one-time link with which a user sets a new password.',
  options: { email: { type: 'string' } },
  async run(invocation) {
    const { mooring, close } = await invocation.open();
    try {
      const { link } = await resetPassword(mooring.access, required(invocation.values, 'email'));
      return { data: { link }, lines: [link] };
    } finally {
      await close();
    }
  },
};
