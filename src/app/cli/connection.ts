import type { Operation, OutputOf, SentInputOf } from '../../contract/operation.ts';
import { operationRequest } from '../../contract/request.ts';
import { AppError, ERRORS, type ErrorCode, type InputIssue } from '../../kernel/errors.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { WorkspaceInfo } from '../../platform/context.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Answer, runInWorkspace } from '../../platform/http/run-operation.ts';
import type { Logger } from '../../platform/log.ts';
import { StreamReply } from '../../platform/module.ts';
import { type Mooring, openMooring } from '../open-mooring.ts';

/** How a command reaches Mooring: over HTTP where a server runs, else by opening the data folder itself. */
export interface Connection {
  call<O extends Operation>(operation: O, input: SentInputOf<O>): Promise<OutputOf<O>>;
  /** Sends a piece of a file. Only over HTTP: who opens the folder reads files where they lie. */
  upload?<O extends Operation>(operation: O, input: SentInputOf<O>, piece: Uint8Array<ArrayBuffer>): Promise<OutputOf<O>>;
  /** The text that an operation answers with, as it comes. */
  read<O extends Operation>(operation: O, input: SentInputOf<O>): Promise<AsyncIterable<string | Uint8Array>>;
  close(): Promise<void>;
}

/** The folder opened by this very program: what only its operator may do needs it. */
export interface LocalConnection extends Connection {
  readonly mooring: Mooring;
  /** The workspace named by --workspace, or the only one. */
  workspace(): Promise<WorkspaceInfo>;
}

/** Calls a running server with an API key. */
export function httpConnection(url: string, key: string): Connection {
  async function ask(operation: Operation, input: unknown, piece: Uint8Array<ArrayBuffer> | null = null): Promise<Response> {
    const { method, path, body } = operationRequest(operation, input as Record<string, unknown>);
    const type = piece === null ? 'application/json' : 'application/octet-stream';
    const headers = { authorization: `Bearer ${key}`, ...(body === null && piece === null ? {} : { 'content-type': type }) };
    const response = await fetch(new URL(path, url), { method, headers, body: piece ?? body }).catch((error: unknown) => {
      throw new ExitError('failed', `${url} does not answer (${reasonOf(error)}); start the server, or correct MOORING_URL.`);
    });
    if (response.ok) return response;
    throw problemError(await response.json().catch(() => null), response.status);
  }
  return {
    async call(operation, input) {
      const answer: unknown = await (await ask(operation, input)).json().catch(() => null);
      return answer as OutputOf<typeof operation>;
    },
    async upload(operation, input, piece) {
      return (await (await ask(operation, input, piece)).json()) as OutputOf<typeof operation>;
    },
    async read(operation, input) {
      const { body } = await ask(operation, input);
      if (body === null) throw new ExitError('failed', `${url} answered nothing.`);
      return body;
    },
    async close() {},
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function problemError(answer: unknown, status: number): Error {
  if (typeof answer !== 'object' || answer === null || !('code' in answer))
    return new ExitError('failed', `The server answered ${status}.`);
  const { code, detail, hint, issues } = answer as { code: string; detail: string; hint: string; issues?: readonly InputIssue[] };
  if (!(code in ERRORS)) return new ExitError('failed', `The server answered ${code}: ${detail}`);
  return new AppError(code as ErrorCode, detail, { hint, issues: issues ?? [] });
}

/** Opens the data folder of the configuration; calls run as its operator. */
export async function localConnection(config: Config, log: Logger, workspaceKey: string | undefined): Promise<LocalConnection> {
  const mooring = await openMooring(config, {
    baseUrl: () => config.publicUrl ?? `http://127.0.0.1:${config.port}`,
    clock: systemClock,
    log,
  }).catch((error: unknown) => {
    if (!(error instanceof ExitError) || error.exit !== 'data folder in use') throw error;
    throw new ExitError(error.exit, `${error.message} Set MOORING_URL and MOORING_KEY to ask that server instead.`);
  });
  const workspace = (): Promise<WorkspaceInfo> => chosenWorkspace(mooring, workspaceKey);
  async function ask(operation: Operation, input: unknown): Promise<Answer['body']> {
    const route = mooring.modules.flatMap(({ routes }) => routes ?? []).find((one) => one.operation === operation);
    if (route === undefined) throw new ExitError('failed', `${operation.id} is not part of this program.`);
    const member = { workspace: await workspace(), principal: { kind: 'operator' } } as const;
    return (await runInWorkspace(mooring.runtime, route, member, input)).body;
  }
  return {
    mooring,
    workspace,
    async call(operation, input) {
      // What a server would send: no command asks for a file this way.
      return JSON.parse((await ask(operation, input)) as string) as OutputOf<typeof operation>;
    },
    async read(operation, input) {
      const body = await ask(operation, input);
      if (!(body instanceof StreamReply)) throw new ExitError('failed', `${operation.id} does not answer with a text.`);
      return body.text;
    },
    async close() {
      await mooring.runtime.settle();
      await mooring.close();
    },
  };
}

async function chosenWorkspace({ workspaces }: Mooring, key: string | undefined): Promise<WorkspaceInfo> {
  const all = await workspaces.all();
  const names = all.map((workspace) => workspace.key).join(', ');
  if (key !== undefined) {
    const named = all.find((workspace) => workspace.key === key);
    if (named === undefined) throw new ExitError('wrong usage', `There is no workspace '${key}'; there are: ${names || 'none'}.`);
    return named;
  }
  const [only] = all;
  if (only === undefined) throw new ExitError('wrong usage', 'There is no workspace yet; make one with `mooring setup`.');
  if (all.length > 1) throw new ExitError('wrong usage', `Name the workspace with --workspace; there are: ${names}.`);
  return only;
}
