import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Caller, NOW, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: events come for a customer that nobody knows. They wait, a person says whose they are and what they mean, and they appear in the
 * customer's series.
 */
test.describe.configure({ mode: 'serial' });

const DAYS = ['2026-11-16', '2026-11-17'];

let mooring: MooringServer;
let owner: Caller;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  owner = await setUp(mooring.url);
  await owner.send('PUT', '/api/v1/accounts/hangxin', { name: '航天信息', startsOn: '2026-09-01' });
  context = await browser.newContext({
    baseURL: mooring.url,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    storageState: await owner.session(),
  });
  page = await context.newPage();
});
test.afterAll(async () => {
  await owner.end();
  await context.close();
  await mooring.stop();
});

test('events of an unknown customer are kept, and wait under the reason', async () => {
  const { secret } = await owner.send('POST', '/api/v1/keys', { name: '网页埋点', scopes: ['ingest'] });
  const batch = DAYS.flatMap((day) =>
    ['u-1', 'u-2'].map((userId) => ({
      ...{ type: 'track', event: '进入工作台', userId, messageId: `${day} ${userId}`, timestamp: `${day}T02:00:00Z` },
      context: { groupId: 'HX-旧编号' },
    })),
  );
  const answer = await page.request.post('/v1/batch', { headers: { authorization: `Bearer ${String(secret)}` }, data: { batch } });
  expect(await answer.json()).toMatchObject({ accepted: 0, quarantined: 4, items: Array(4).fill({ code: 'unknown-account' }) });
  await page.goto(`/${WORKSPACE}/waiting`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('4 条等着认领');
  await page.getByRole('button', { name: /^没有编号是 HX-旧编号 的客户/ }).click();
  await expect(page.getByText('进入工作台').first()).toBeVisible();
});

test('a person says whose they are, and they are counted there', async () => {
  await page.getByRole('button', { name: '认领 HX-旧编号' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('等着的 4 条会算到它名下');
  await dialog.getByRole('combobox').fill('hangtian');
  await page.getByText('航天信息', { exact: false }).last().click();
  await dialog.getByRole('button', { name: '认领' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('没有等着认领的', { timeout: 15_000 });
  await expect.poll(() => series('dau')).toEqual([2, 2]);
});

test('a person says what they mean: the effect is counted before, and the past follows', async () => {
  expect(await series('login-ratio')).toEqual([null, null]);
  await page.goto(`/${WORKSPACE}/mappings`);
  await page.getByRole('button', { name: /改 进入工作台 的含义/ }).click();
  await page.getByTitle('登录', { exact: true }).click();
  const draft = page.getByRole('region', { name: '还没保存的改动' });
  await expect(draft).toContainText('会改 4 条过去的事件，涉及 1 家客户，最早到 2026-11-16');
  await draft.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存')).toBeVisible();
  await expect.poll(() => series('login-ratio'), { timeout: 15_000 }).toEqual([1, 1]);
});

test('what comes under the old id from now on is the customer’s, and every event can be found', async () => {
  const { secret } = await owner.send('POST', '/api/v1/keys', { name: '服务端', scopes: ['ingest'] });
  const late = { type: 'track', event: '进入工作台', userId: 'u-3', messageId: 'late', timestamp: `${DAYS[1]}T03:00:00Z` };
  const answer = await page.request.post('/v1/batch', {
    headers: { authorization: `Bearer ${String(secret)}` },
    data: { batch: [{ ...late, context: { groupId: 'HX-旧编号' } }] },
  });
  expect(await answer.json()).toMatchObject({ accepted: 1 });
  await expect.poll(() => series('dau'), { timeout: 15_000 }).toEqual([2, 3]);
  await page.goto(`/${WORKSPACE}/events?user=u-3`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 条事件');
  await expect(page.getByRole('row', { name: /航天信息/ })).toContainText('登录');
});

async function series(metric: string): Promise<(number | null)[]> {
  const answer = await page.request.get(`/api/v1/accounts/hangxin/series?metrics=${metric}&from=${DAYS[0]}&to=${DAYS[1]}`, {
    headers: { 'x-mooring-workspace': WORKSPACE },
  });
  return ((await answer.json()) as { value: number | null }[]).map(({ value }) => value);
}
