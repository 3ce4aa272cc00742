import type { Operation, OutputOf, SentInputOf } from '../contract/operation.ts';
import { operationRequest } from '../contract/request.ts';
import { ERRORS, type ErrorCode, type InputIssue } from '../kernel/errors.ts';
import { workspaceIn } from './address.ts';

/** What can go wrong with a call: what the server says, or that it says nothing. */
export type CallErrorCode = ErrorCode | 'unreachable';

let signedOut: () => void = () => undefined;

/** Has somebody told each time the server no longer knows the session, whoever asked. */
export function whenSignedOut(tell: () => void): void {
  signedOut = tell;
}

/** Bytes as they come. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A call that brought no answer of its kind. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: CallErrorCode;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** What happened, in the server's words. */
  readonly detail: string;
  readonly hint: string;
  readonly issues: readonly InputIssue[];
  readonly requestId: string | null;

  constructor(parts: Pick<ApiError, 'code' | 'status' | 'detail' | 'hint' | 'issues' | 'requestId'>, cause?: unknown) {
    super(parts.detail, { cause });
    this.code = parts.code;
    this.status = parts.status;
    this.detail = parts.detail;
    this.hint = parts.hint;
    this.issues = parts.issues;
    this.requestId = parts.requestId;
  }
}

/**
 * Asks the server for an operation, in the workspace of the present address.
 *
 * @param operation  Its declaration.
 * @param input      What it takes, as written by the caller: defaults may be left out.
 * @returns          What it answers. Throws ApiError.
 */
export async function call<O extends Operation>(operation: O, input: SentInputOf<O>): Promise<OutputOf<O>> {
  const response = await send(operation, input, 'application/json');
  const text = await response.text().catch((error: unknown) => {
    throw unreachable(error);
  });
  const answer = jsonOf(text);
  if (response.ok && answer !== undefined) return answer as OutputOf<O>;
  throw told(apiError(response.status, answer, response.headers.get('x-request-id')));
}

/**
 * Asks the server for an operation that answers with a file, and gives what comes piece by piece.
 *
 * @param operation  Its declaration.
 * @param input      What it takes.
 * @param signal     Ends it.
 * @returns          The bytes. Throws ApiError, also while it is being read: then the connection broke, and what came is no whole file.
 */
export async function* callForFile<O extends Operation>(operation: O, input: SentInputOf<O>, signal: AbortSignal): AsyncGenerator<Bytes> {
  const response = await send(operation, input, '*/*', signal);
  if (!response.ok) throw told(apiError(response.status, jsonOf(await response.text()), response.headers.get('x-request-id')));
  const reader = response.body?.getReader();
  for (;;) {
    const piece = await reader?.read().catch((error: unknown) => {
      throw unreachable(error);
    });
    if (piece?.value === undefined) return;
    yield piece.value;
  }
}

function told(error: ApiError): ApiError {
  if (error.code === 'not-signed-in') signedOut();
  return error;
}

async function send<O extends Operation>(operation: O, input: SentInputOf<O>, accept: string, signal?: AbortSignal): Promise<Response> {
  const { method, path, body } = operationRequest(operation, input as Record<string, unknown>);
  const workspace = operation.access.who === 'member' ? workspaceIn(window.location.pathname) : null;
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept,
        ...(body !== null && { 'content-type': 'application/json' }),
        ...(workspace !== null && { 'x-mooring-workspace': workspace }),
      },
      ...(body !== null && { body }),
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    throw unreachable(error);
  }
}

/**
 * What an answer other than success means.
 *
 * @param status     HTTP status.
 * @param body       Its body as JSON, or undefined where it is none: then it comes from something before the server.
 * @param requestId  Of the header, for answers that do not say it themselves.
 * @returns          The error to throw.
 */
export function apiError(status: number, body: unknown, requestId: string | null): ApiError {
  const problem = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const code = isErrorCode(problem.code) ? problem.code : codeOfStatus(status);
  return new ApiError({
    code,
    status,
    detail: textOf(problem.detail) ?? ERRORS[code].meaning,
    hint: textOf(problem.hint) ?? ERRORS[code].next,
    issues: issuesOf(problem.issues),
    requestId: textOf(problem.requestId) ?? requestId,
  });
}

function unreachable(cause: unknown): ApiError {
  const detail = 'The server does not answer.';
  return new ApiError({ code: 'unreachable', status: 0, detail, hint: 'Try again in a moment.', issues: [], requestId: null }, cause);
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'not-signed-in';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 429) return 'too-many-requests';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status >= 400 && status < 500 ? 'invalid-input' : 'internal';
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function issuesOf(value: unknown): readonly InputIssue[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((issue: unknown) => {
    const { path, message } = (issue ?? {}) as Record<string, unknown>;
    return typeof path === 'string' && typeof message === 'string' ? [{ path, message }] : [];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
