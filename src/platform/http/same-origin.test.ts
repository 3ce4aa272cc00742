import { describe, expect, test } from 'vitest';
import { refuseCrossSite } from './same-origin.ts';

const change = { method: 'POST', secFetchSite: undefined, origin: undefined, host: '127.0.0.1:4800' };

describe('changes from other sites', () => {
  test.each([
    ['reading is never refused', { ...change, method: 'GET', secFetchSite: 'cross-site' }, null],
    ['our own page', { ...change, secFetchSite: 'same-origin' }, null],
    ['our own page in a browser without Sec-Fetch-Site', { ...change, origin: 'http://127.0.0.1:4800' }, null],
    ['our own page behind a proxy', { ...change, origin: 'https://mooring.example.com' }, 'https://mooring.example.com/'],
    ['a program', change, null],
  ])('%s: may', (_, request, publicUrl) => {
    expect(() => refuseCrossSite(request, publicUrl)).not.toThrow();
  });

  test.each([
    ['another site', { ...change, secFetchSite: 'cross-site', origin: 'https://evil.example' }],
    ['another port of this host', { ...change, secFetchSite: 'same-site', origin: 'http://127.0.0.1:9999' }],
    ['another site in an old browser', { ...change, origin: 'https://evil.example' }],
    ['a sandboxed frame', { ...change, origin: 'null' }],
    ['another site that hides its origin', { ...change, secFetchSite: 'cross-site' }],
  ])('%s: may not', (_, request) => {
    expect(() => refuseCrossSite(request, null)).toThrow(expect.objectContaining({ code: 'cross-site-request' }));
  });
});
