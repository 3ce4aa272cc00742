import { ERRORS } from '../../src/kernel/errors.ts';
import { EXIT_CODES } from '../../src/platform/exit-codes.ts';
import { code, type Page, page, table } from './page.ts';

export function errorsPage(): Page {
  const rows = Object.entries(ERRORS)
    .sort(([a, { status: x }], [b, { status: y }]) => x - y || (a < b ? -1 : 1))
    .map(([name, { status, meaning, next }]) => [code(name), String(status), meaning, next]);
  return page('docs/errors.md', 'Errors', '`src/kernel/errors.ts`', [
    'Every refusal of the API is `application/problem+json` with a `code` of this list, a `detail` that names the thing, a `hint` that names the next step, and a `requestId` under which the log has more.',
    table(['Code', 'Status', 'Meaning', 'Next step'], rows),
  ]);
}

export function exitCodesPage(): Page {
  const rows = Object.entries(EXIT_CODES).map(([name, { code: number, meaning }]) => [String(number), name, meaning]);
  return page('docs/exit-codes.md', 'Exit codes', '`src/platform/exit-codes.ts`', [
    'How `npm start` and `npm run -s mooring -- <command>` end. Scripts may rely on the numbers.',
    table(['Code', 'Name', 'Meaning'], rows),
  ]);
}
