import type { TFunction } from 'i18next';
import { ApiError } from './call.ts';

/** What went wrong, for a person: what happened, and what to do. */
export interface ErrorWords {
  readonly title: string;
  readonly next: string;
  /** What only the server knows, in its own words; null where the title says it all. */
  readonly detail: string | null;
  /** For whoever is asked for help. */
  readonly report: string;
}

/**
 * An error in the reader's language.
 *
 * @param error  Anything thrown.
 * @param t      Any translation function.
 * @returns      Title, next step, detail of the server, and a report to copy.
 */
export function errorWords(error: unknown, t: TFunction): ErrorWords {
  if (!(error instanceof ApiError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { title: t('shell:error.page.title'), next: t('shell:error.page.next'), detail: null, report: message };
  }
  const { code, status, detail, issues, requestId } = error;
  const places = issues.map((issue) => (issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`));
  return {
    title: t(`shell:error.${code}.title`),
    next: t(`shell:error.${code}.next`),
    detail: places.length > 0 ? places.join('; ') : null,
    report: [`${code} ${status}`, detail, ...places, ...(requestId === null ? [] : [`request ${requestId}`])].join('\n'),
  };
}
