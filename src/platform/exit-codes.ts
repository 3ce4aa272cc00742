/**
 * The ways in which a Mooring program ends. Scripts rely on the numbers: they never change. `docs/exit-codes.md` is generated from
 * this table, and each code has a test.
 */
export const EXIT_CODES = {
  ok: { code: 0, meaning: 'Done, or stopped as asked.' },
  failed: { code: 1, meaning: 'The command failed; the message says why.' },
  'wrong usage': { code: 2, meaning: 'An argument or a setting is wrong.' },
  'port in use': { code: 3, meaning: 'Another program listens on the port.' },
  'data folder not writable': { code: 4, meaning: 'The data folder cannot be written.' },
  'data folder in use': { code: 5, meaning: 'Another Mooring holds the data folder.' },
  'data folder newer': { code: 6, meaning: 'The data folder was written by a newer Mooring.' },
  'database unreachable': { code: 7, meaning: 'PostgreSQL of DATABASE_URL does not answer.' },
  'disk full': { code: 8, meaning: 'There is no room left on the disk of the data folder.' },
} as const satisfies Record<string, { code: number; meaning: string }>;

export type ExitName = keyof typeof EXIT_CODES;

/** Ends the program with a stable exit code. The message names the thing. */
export class ExitError extends Error {
  override readonly name = 'ExitError';
  readonly exit: ExitName;
  readonly code: number;

  constructor(exit: ExitName, message: string) {
    super(message);
    this.exit = exit;
    this.code = EXIT_CODES[exit].code;
  }
}
