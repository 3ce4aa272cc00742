/** The caller broke a stated precondition: a defect in Mooring, never bad input from outside. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Every error a person or a program outside can meet: its HTTP status, what it means and what to do.
 * Closed; `docs/errors.md` is generated from it and a test compares both.
 */
export const ERRORS = {
  'invalid-input': {
    status: 400,
    meaning: 'A field is missing, has the wrong type or is out of range.',
    next: 'Correct the fields named in `issues`.',
  },
  'malformed-json': { status: 400, meaning: 'The body is not JSON.', next: 'Send UTF-8 JSON with Content-Type application/json.' },
  'receipt-nothing-kept': {
    status: 400,
    meaning: 'No item of the batch was kept.',
    next: 'Read `items` of the receipt: each has a code and a hint.',
  },
  'not-signed-in': { status: 401, meaning: 'The call carries no valid session or key.', next: 'Sign in, or send an API key.' },
  'wrong-credentials': {
    status: 401,
    meaning: 'E-mail and password do not belong together.',
    next: 'Try again, or ask an administrator for a reset link.',
  },
  'wrong-key': { status: 401, meaning: 'The API key is unknown or revoked.', next: 'Create a key under Settings, API keys.' },
  forbidden: { status: 403, meaning: 'This person or key may not do that.', next: 'Ask an administrator of the workspace.' },
  'cross-site-request': {
    status: 403,
    meaning: 'A change was asked for from another site with this browser session.',
    next: 'Open Mooring itself, or use an API key.',
  },
  'not-found': { status: 404, meaning: 'There is no such thing here, or it is not visible to you.', next: 'Check the address.' },
  'account-unknown': {
    status: 404,
    meaning: 'No customer with this external id is visible to you.',
    next: 'Check the id, or import the customer first.',
  },
  'too-slow': { status: 408, meaning: 'The request did not arrive in time.', next: 'Send it again; a large one in parts.' },
  conflict: {
    status: 409,
    meaning: 'Somebody else changed it meanwhile, or it is in another state.',
    next: 'Reload and look at the present state.',
  },
  'already-set-up': { status: 409, meaning: 'This Mooring has an owner already.', next: 'Sign in, or ask the owner for an invitation.' },
  'last-administrator': {
    status: 409,
    meaning: 'The workspace would be left without an administrator.',
    next: 'Make somebody else administrator first.',
  },
  'key-taken': { status: 409, meaning: 'The workspace key or name is in use.', next: 'Choose another.' },
  'link-expired': { status: 410, meaning: 'The invitation or reset link was used, revoked or is too old.', next: 'Ask for a new link.' },
  'too-large': { status: 413, meaning: 'The body is larger than this address takes.', next: 'Send smaller batches.' },
  'unsupported-media-type': { status: 415, meaning: 'The Content-Type is not one this address reads.', next: 'Send application/json.' },
  'mapping-invalid': {
    status: 422,
    meaning: 'The mapping names a column, file or kind that is not there.',
    next: 'Correct the places named in `issues`.',
  },
  'ledger-unbalanced': {
    status: 422,
    meaning: 'Opening plus movements would not be closing: a line and its ledger would say different amounts.',
    next: 'Correct the line, or take back the entries posted on it; `issues` names the line and the figures.',
  },
  'setup-code-wrong': {
    status: 403,
    meaning: 'Creating the owner of an exposed server needs the one-time code from its log.',
    next: 'Copy the code from the log of the server.',
  },
  'too-many-requests': { status: 429, meaning: 'Too many calls in a short time.', next: 'Wait as long as Retry-After says.' },
  internal: {
    status: 500,
    meaning: 'Mooring failed. The log has the details under the request id.',
    next: 'Try again; report the request id.',
  },
  unavailable: { status: 503, meaning: 'Mooring is starting, stopping or cannot write.', next: 'Try again as Retry-After says.' },
} as const satisfies Record<string, { status: number; meaning: string; next: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One thing wrong with an input: where, and what to do about it. */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

/** A use case cannot be carried out, for a reason the caller can act on. Mapped to problem+json in one place. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly issues: readonly InputIssue[];

  /**
   * @param code     A code of the registry; decides the HTTP status.
   * @param message  Names the thing: "Customer 'acme' is not known."
   * @param more     `hint`: the next step where the registry's is too general; `issues`: the fields at fault; `cause`: logged, never sent.
   */
  constructor(code: ErrorCode, message: string, more: { hint?: string; issues?: readonly InputIssue[]; cause?: unknown } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.hint = more.hint ?? ERRORS[code].next;
    this.issues = more.issues ?? [];
  }
}
