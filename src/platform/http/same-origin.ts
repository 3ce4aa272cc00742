import { AppError } from '../../kernel/errors.ts';

/** What of a request tells where it was made. */
export interface RequestOrigin {
  readonly method: string;
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
  /** Host the request was sent to; behind a proxy the one the browser sees. */
  readonly host: string;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that another site asks a browser for. Every browser that knows SameSite cookies sends Sec-Fetch-Site or Origin
 * with a change; a request with neither comes from a program, which no other site can steer.
 */
export function refuseCrossSite(request: RequestOrigin, publicUrl: string | null): void {
  if (READING.has(request.method) || isOwn(request, publicUrl)) return;
  throw new AppError('cross-site-request', `The change was asked for from ${request.origin?.slice(0, 200) ?? 'another site'}.`);
}

function isOwn({ secFetchSite, origin, host }: RequestOrigin, publicUrl: string | null): boolean {
  if (secFetchSite === 'same-origin' || secFetchSite === 'none') return true;
  if (origin === undefined) return secFetchSite === undefined;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
