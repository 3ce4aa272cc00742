import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { browserSnippet } from '../../src/features/usage/web/snippets.ts';
import { type Caller, NOW, setUp } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: a page of another site carries our lines. It sends what people do there, also when the first try fails, and nothing before they
 * agree.
 */
let mooring: MooringServer;
let owner: Caller;
let site: Server;
let html = '';

test.beforeAll(async () => {
  mooring = await startMooring(NOW);
  owner = await setUp(mooring.url);
  site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
});
test.afterAll(async () => {
  await owner.end();
  site.close();
  await mooring.stop();
});

test('a page of another site sends usage: tried again with the same ids, without a cookie, nothing before consent', async ({ page }) => {
  const { secret } = await owner.send('POST', '/api/v1/keys', { name: '网页', scopes: ['ingest'] });
  html = `<!doctype html><title>shop</title>${browserSnippet({ origin: mooring.url, key: String(secret) }).replace('consent: true', "consent: 'wait'")}`;
  const bodies: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/v1/batch')) bodies.push(request.postData() ?? '');
  });
  await page.route('**/v1/batch*', (route) => (bodies.length === 1 ? route.fulfill({ status: 503, body: '{}' }) : route.continue()));
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  await expect.poll(() => page.evaluate('Array.isArray(window.mooring)')).toBe(false);
  await page.evaluate('mooring.flush()');
  expect(bodies).toEqual([]);

  await page.evaluate('mooring.consent(true)');
  await expect.poll(() => bodies.length).toBe(2);
  const idsOf = (body = ''): string[] => (JSON.parse(body) as { batch: { messageId: string }[] }).batch.map(({ messageId }) => messageId);
  expect(idsOf(bodies[1])).toEqual(idsOf(bodies[0]));
  await expect.poll(async () => (await owner.get('/api/v1/events')).total).toBe(3);
  expect((await owner.get('/api/v1/events?name=login')).events).toMatchObject([{ user: 'u-1', kind: 'login', customer: { name: 'Acme' } }]);
  expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);

  // What is left when the page goes away is sent as well.
  await page.evaluate("mooring.track('bye')");
  await page.goto('about:blank');
  await expect.poll(async () => (await owner.get('/api/v1/events?name=bye')).total).toBe(1);
  expect(await page.context().cookies()).toEqual([]);
});
