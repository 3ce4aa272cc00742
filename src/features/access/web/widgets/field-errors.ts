import type { InputIssue } from '../../../../kernel/errors.ts';

/** What a refused call says, as far as forms need it. */
export interface Refusal {
  readonly code: string;
  readonly issues: readonly InputIssue[];
}

/**
 * Sorts what the server refuses to the fields of a form.
 *
 * @param refusal  The error of the call, or null.
 * @param fields   The fields of the form, by the name the input has.
 * @param byCode   The field a code speaks about, where the server names none.
 * @returns        For each field at fault the server's own words, empty where only the code is known; `whole` is true when something is
 *                 left that belongs to no field and must be shown for the form.
 * @example fieldErrors({ code: 'key-taken', issues: [] }, ['name', 'key'], { 'key-taken': 'key' }) // => { at: { key: '' }, whole: false }
 */
export function fieldErrors<Field extends string>(
  refusal: Refusal | null,
  fields: readonly Field[],
  byCode: Readonly<Partial<Record<string, Field>>> = {},
): { at: Partial<Record<Field, string>>; whole: boolean } {
  const at: Partial<Record<Field, string>> = {};
  if (refusal === null) return { at, whole: false };
  let whole = refusal.issues.length === 0;
  for (const { path, message } of refusal.issues) {
    const field = fields.find((one) => one === firstPart(path));
    if (field === undefined) whole = true;
    else at[field] ??= message;
  }
  const named = byCode[refusal.code];
  if (refusal.issues.length === 0 && named !== undefined) {
    at[named] = '';
    whole = false;
  }
  return { at, whole };
}

/** `functions.0` and `/functions/0` are both about `functions`. */
function firstPart(path: string): string {
  return path.replace(/^\//, '').split(/[./[]/)[0] ?? '';
}

const SECONDS = /\b(\d{1,5}) seconds?\b/;

/**
 * How long a caller who tried too often has to wait.
 *
 * @param refusal  The refused call.
 * @returns        Seconds; null when it was refused for another reason, 60 when the server does not say how long.
 */
export function waitSeconds(refusal: { readonly code: string; readonly detail: string }): number | null {
  if (refusal.code !== 'too-many-requests') return null;
  return Number(SECONDS.exec(refusal.detail)?.[1] ?? 60);
}
