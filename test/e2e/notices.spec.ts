import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type HookReceiver, startHookReceiver } from '../receivers.ts';
import { type Caller, NOW, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: a customer goes quiet; the group hears of it from its bot within seconds, and it stands under the bell until it was read.
 */
test.describe.configure({ mode: 'serial' });

let hooks: HookReceiver;
let mooring: MooringServer;
let owner: Caller;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  hooks = await startHookReceiver();
  mooring = await startMooring(NOW, { MOORING_OUTBOUND: hooks.origin });
  owner = await setUp(mooring.url);
  context = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce', storageState: await owner.session() });
  page = await context.newPage();
});
test.afterAll(async () => {
  await owner.end();
  await context.close();
  await mooring.stop();
  await hooks.close();
});

test('a group bot is added, refused where it is none of the vendor, and tried', async () => {
  await page.goto(`/${WORKSPACE}/settings/bots`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('还没有群机器人');
  await page.getByRole('button', { name: '加一个群机器人' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('钉钉', { exact: true }).click();
  await dialog.getByLabel('名字').fill('客户成功部群');
  await dialog.getByLabel('Webhook 地址').fill('https://oapi.dingtalk.com.evil.example/robot/send?access_token=12345678');
  await dialog.getByLabel('加签密钥').fill('SEC-a-secret');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('不是这一家的机器人地址，从群设置里整个复制过来')).toBeVisible();
  await dialog.getByLabel('Webhook 地址').fill(`${hooks.origin}/robot/send?access_token=a-token-1234`);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 个群会收到预警');
  await expect(page.locator('main')).not.toContainText('a-token');
  await page.getByRole('button', { name: '给「客户成功部群」发测试消息' }).click();
  await expect(page.getByText('「客户成功部群」收到了测试消息')).toBeVisible();
  expect(hooks.posts.map(({ path }) => path.replace(/timestamp=\d+&sign=[\w%]+/, 'signed'))).toEqual([
    '/robot/send?access_token=a-token-1234&signed',
  ]);
});

test('a critical warning is posted once, and stands under the bell until it was read', async () => {
  const { secret } = await owner.send('POST', '/api/v1/keys', { name: '网页埋点', scopes: ['ingest'] });
  await owner.send('PUT', '/api/v1/accounts/haifeng', { name: '海风科技', startsOn: '2026-09-20' });
  const on = (daysBack: number): string => new Date(Date.parse(NOW) - daysBack * 86_400_000 - 3_600_000).toISOString();
  const about = { context: { groupId: 'haifeng' } };
  const users = Array.from({ length: 10 }, (_, user) => ({
    type: 'identify',
    messageId: `u${user}`,
    userId: `u${user}`,
    timestamp: on(55),
    ...about,
  }));
  const logins = Array.from({ length: 50 }, (_, back) => ({
    type: 'track',
    event: 'login',
    messageId: `l${back}`,
    userId: 'u0',
    timestamp: on(back),
    ...about,
  }));
  const sent = await fetch(`${mooring.url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${String(secret)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch: [...users, ...logins] }),
  });
  expect(sent.status).toBe(200);
  await expect.poll(() => hooks.posts.length, { timeout: 20_000 }).toBe(2);
  expect(hooks.posts[1]?.body).toMatchObject({ markdown: { title: '系舟 · 海港软件：海风科技 有紧急预警' } });

  await page.goto(`/${WORKSPACE}/notices`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 条未读通知');
  const bell = page.getByRole('banner').getByRole('link', { name: '通知，1 条未读' });
  await expect(bell).toBeVisible();
  await page.getByRole('link', { name: /活跃度低于 20%：活跃度 10\.0%，界线 20%/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('海风科技');
  await expect(page.getByRole('banner').getByRole('link', { name: '通知', exact: true })).toBeVisible();
  await page.goto(`/${WORKSPACE}/settings/deliveries`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 条消息，都有着落');
  await expect(page.getByRole('row').filter({ hasText: '客户成功部群' })).toContainText('送到');
  expect(hooks.posts).toHaveLength(2);
});
