import { AppError, ERRORS, type ErrorCode, type InputIssue } from '../../kernel/errors.ts';

/** An answer that says what went wrong: RFC 9457 problem details, with our stable code. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  /** What happened, naming the thing. */
  readonly detail: string;
  /** The next step. */
  readonly hint: string;
  readonly issues?: readonly InputIssue[];
  readonly requestId: string;
}

/** The one mapper from anything thrown to what is told outside. The text of an unknown error never leaves the house. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known = knownError(error);
  const { status, meaning } = ERRORS[known.code];
  return {
    type: `urn:mooring:error:${known.code}`,
    title: meaning,
    status,
    code: known.code,
    detail: known.message,
    hint: known.hint,
    requestId,
    ...(known.issues.length > 0 ? { issues: known.issues } : {}),
  };
}

/** Seconds after which trying again makes sense; null where it does not. */
export function retryAfter(code: ErrorCode): number | null {
  return code === 'unavailable' ? 10 : code === 'too-many-requests' ? 60 : null;
}

/** What is thrown, as one of our own errors. */
export function knownError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = outerCode(error);
  const named = FASTIFY_CODES[code];
  if (named !== undefined) return new AppError(named, ERRORS[named].meaning, { cause: error });
  if (code === 'ENOSPC' || code === '53100')
    return new AppError('unavailable', 'The disk of the data folder is full; nothing of this was kept.', { cause: error });
  // PostgreSQL, data exception: a value that no column can hold (a number too large, a text that is not Unicode).
  if (/^22[0-9A-Z]{3}$/.test(code)) return new AppError('invalid-input', 'A value in the input cannot be stored.', { cause: error });
  return new AppError('internal', ERRORS.internal.meaning, { cause: error });
}

/** The server's own refusals, before any operation runs. */
const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  ERR_BUFFER_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-input',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
};

/** The code of an error, or of what caused it: drizzle wraps what the database said. */
function outerCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}
