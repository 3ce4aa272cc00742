import { AppError } from '../kernel/errors.ts';
import { EXIT_CODES, ExitError } from '../platform/exit-codes.ts';

/** Ends the program: one line that names the thing, and the stable exit code. */
export function endWith(error: unknown): never {
  const named = isDiskFull(error) ? new ExitError('disk full', 'There is no room left on the disk of the data folder.') : error;
  console.error(`mooring: ${messageOf(named)}`);
  process.exit(named instanceof ExitError ? named.code : EXIT_CODES.failed.code);
}

/** A disk may fill at any step of a start, in any of the engines: each says it in its own error. */
function isDiskFull(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (!(at instanceof ExitError) && /ENOSPC|EDQUOT|no space left on device/i.test(at.message)) return true;
  }
  return false;
}

function messageOf(error: unknown): string {
  if (error instanceof ExitError) return error.message;
  if (error instanceof AppError)
    return [error.message, error.hint, ...error.issues.map(({ path, message }) => `  ${path}: ${message}`)].join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
