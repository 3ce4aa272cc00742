import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Operation } from '../../contract/operation.ts';
import { AppError, type InputIssue } from '../../kernel/errors.ts';
import type { Ctx, PublicCtx, UserCtx } from '../context.ts';
import { FileReply, Reply, type Route, StreamReply } from '../module.ts';
import type { Runtime } from '../runtime.ts';
import type { Membership } from './caller.ts';

/** What an operation answered. `status` is null where the method's own fits. */
export interface Answer {
  readonly status: number | null;
  /** JSON text, a file, or text that is still to be written. */
  readonly body: string | FileReply | StreamReply;
}

/** Checks an input against what the operation takes. */
export function checkedInput(operation: Operation, raw: unknown): unknown {
  const result = operation.input.safeParse(raw);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 20).map(issueOf);
  const [first] = issues;
  throw new AppError(
    'invalid-input',
    first === undefined
      ? 'The input is not what this operation takes.'
      : `${first.path === '' ? 'The input' : `'${first.path}'`}: ${first.message}`,
    { issues },
  );
}

function issueOf(issue: z.core.$ZodIssue): InputIssue {
  return { path: issue.path.map(String).join('.').slice(0, 200), message: issue.message.slice(0, 300) };
}

/** Checks an answer on its way out: what does not fit its contract is our defect, and what the contract does not name stays inside. */
function checkedOutput({ operation, write }: Route, result: unknown): Answer {
  if (result instanceof FileReply || result instanceof StreamReply) return { status: null, body: result };
  const [status, body] = result instanceof Reply ? [result.status, result.body] : [null, result];
  if (write !== undefined) return { status, body: write(body as never) };
  const checked = operation.output.safeParse(body);
  if (!checked.success)
    throw new AppError('internal', `The answer of ${operation.id} does not fit its contract.`, { cause: checked.error });
  return { status, body: JSON.stringify(checked.data) };
}

/** Carries out an operation inside a workspace; whoever calls has been let in already. */
export async function runInWorkspace(
  runtime: Runtime,
  route: Route,
  { workspace, principal }: Membership,
  raw: unknown,
  upload: Readable | null = null,
): Promise<Answer> {
  const input = checkedInput(route.operation, raw);
  const run = route.run as (ctx: Ctx, input: unknown, upload: Readable | null) => Promise<unknown>;
  const carry = route.transaction ? runtime.write : runtime.read;
  return checkedOutput(route, await carry.call(runtime, workspace, principal, (ctx) => run(ctx, input, upload)));
}

/** Carries out an operation that belongs to no workspace. */
export async function runOutside(route: Route, ctx: PublicCtx | UserCtx, raw: unknown): Promise<Answer> {
  const input = checkedInput(route.operation, raw);
  const run = route.run as (ctx: PublicCtx | UserCtx, input: unknown) => Promise<unknown>;
  return checkedOutput(route, await run(ctx, input));
}
