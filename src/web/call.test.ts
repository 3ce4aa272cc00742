import { afterEach, describe, expect, test, vi } from 'vitest';
import { me } from '../features/access/contract.ts';
import { getAccount, listAccounts } from '../features/accounts/contract.ts';
import { ApiError, apiError, call } from './call.ts';
import { isDown } from './connection.ts';

const answer = (status: number, body: string) => new Response(body, { status, headers: { 'x-request-id': 'r-1' } });

function serverThat(respond: () => Response | Promise<Response>) {
  const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(async () => respond());
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('window', { location: { pathname: '/yanbei/day' } });
  return fetched;
}
afterEach(() => vi.unstubAllGlobals());

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error('expected an ApiError', { cause: error });
  return error;
}

describe('what is sent', () => {
  test('the workspace of the address goes with operations inside one, and only with those', async () => {
    const fetched = serverThat(() => answer(200, '{"accounts":[],"next":null,"total":0}'));
    await call(listAccounts, { search: '砚田 & Söhne' });
    await call(me, {});
    expect(fetched.mock.calls[0]?.[0]).toBe(`/api/v1/accounts?search=${encodeURIComponent('砚田 & Söhne')}`);
    expect(fetched.mock.calls[0]?.[1].headers).toMatchObject({ 'x-mooring-workspace': 'yanbei' });
    expect(fetched.mock.calls[1]?.[1].headers).not.toHaveProperty('x-mooring-workspace');
  });
});

describe('what comes back', () => {
  test('a problem keeps its code, words, places and request id', () => {
    const error = apiError(
      409,
      { code: 'conflict', detail: 'Task changed.', hint: 'Reload.', issues: [{ path: 'version', message: 'is old' }, 7], requestId: 'r-9' },
      'r-header',
    );
    expect(error).toMatchObject({
      code: 'conflict',
      status: 409,
      detail: 'Task changed.',
      hint: 'Reload.',
      issues: [{ path: 'version', message: 'is old' }],
      requestId: 'r-9',
    });
    expect(error.message).toBe('Task changed.');
  });

  test('an answer that is no problem of ours gets the code of its status', () => {
    const codes = [401, 403, 404, 413, 429, 418, 500, 502, 503, 504].map((status) => apiError(status, undefined, null).code);
    expect(codes).toEqual([
      'not-signed-in',
      'forbidden',
      'not-found',
      'too-large',
      'too-many-requests',
      'invalid-input',
      'internal',
      'unavailable',
      'unavailable',
      'unavailable',
    ]);
    expect(apiError(500, { code: 'from-somewhere-else' }, 'r-1')).toMatchObject({ code: 'internal', requestId: 'r-1' });
  });

  test('no answer at all is unreachable, and means that the server is down', async () => {
    serverThat(() => Promise.reject(new TypeError('Failed to fetch')));
    const error = await failure(call(getAccount, { externalId: 'a' }));
    expect([error.code, error.status, isDown(error)]).toEqual(['unreachable', 0, true]);
    expect(isDown(apiError(503, undefined, null))).toBe(true);
    expect(isDown(apiError(500, undefined, null))).toBe(false);
  });

  test('a page in place of JSON is a failure even with status 200', async () => {
    serverThat(() => answer(200, '<!doctype html>'));
    const error = await failure(call(getAccount, { externalId: 'a' }));
    expect([error.code, error.requestId]).toEqual(['internal', 'r-1']);
  });
});
