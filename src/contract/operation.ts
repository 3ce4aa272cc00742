import type { z } from 'zod';
import type { ErrorCode } from '../kernel/errors.ts';
import type { Access } from './access.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One thing that can be asked of Mooring. From this one declaration come the route, the typed client,
 * OpenAPI, the command line and the access tests.
 */
export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType, Who extends Access = Access> {
  /** `feature.verb`, unique. */
  readonly id: `${string}.${string}`;
  readonly method: Method;
  /** Full path, as in `/api/v1/tasks/:taskId/claim`. Path parameters are fields of the input. */
  readonly path: `/${string}`;
  /** One line for people who read the API. */
  readonly summary: string;
  readonly access: Who;
  /** Path parameters, then query (GET, DELETE) or body (others), merged into one object. */
  readonly input: Input;
  /** Checked on the way out too: an answer that does not fit is our defect, and is reported as `internal`. */
  readonly output: Output;
  /** Codes this operation answers with beyond the general ones (invalid-input, not-signed-in, forbidden, not-found, internal…). */
  readonly errors: readonly ErrorCode[];
  /** Media type, where the answer is a file and no JSON. */
  readonly file?: string;
  /** The body is a piece of a file: its bytes go to the use case as they come, and everything else stands in path and query. */
  readonly upload?: true;
  /** Largest body in bytes; the server's default where absent. */
  readonly bodyLimit?: number;
}

export type InputOf<O extends Operation> = z.output<O['input']>;
export type SentInputOf<O extends Operation> = z.input<O['input']>;
export type OutputOf<O extends Operation> = z.output<O['output']>;

/** Declares an operation; the types of input, output and access follow from the declaration. */
export function operation<Input extends z.ZodType, Output extends z.ZodType, const Who extends Access>(
  declaration: Operation<Input, Output, Who>,
): Operation<Input, Output, Who> {
  return declaration;
}
