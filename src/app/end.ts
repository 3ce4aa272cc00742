import { AppError } from '../kernel/errors.ts';
import { EXIT_CODES, ExitError } from '../platform/exit-codes.ts';

/** Ends the program: one line that names the thing, and the stable exit code. */
export function endWith(error: unknown): never {
  console.error(`mooring: ${messageOf(error)}`);
  process.exit(error instanceof ExitError ? error.code : EXIT_CODES.failed.code);
}

function messageOf(error: unknown): string {
  if (error instanceof ExitError) return error.message;
  if (error instanceof AppError)
    return [error.message, error.hint, ...error.issues.map(({ path, message }) => `  ${path}: ${message}`)].join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
