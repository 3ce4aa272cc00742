import { expect, type Page, test } from '@playwright/test';
import { Analytics } from '@segment/analytics-node';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: from an empty Mooring to the first warning dealt with. Wednesday 18 November 2026, ten in the morning in Shanghai.
 */
const NOW = '2026-11-18T02:00:00Z';
const PASSWORD = '系舟 correct horse battery';
const DAY_MS = 86_400_000;

// The second story goes on where the first one ended.
test.describe.configure({ mode: 'serial' });

let mooring: MooringServer;
test.beforeAll(async () => {
  mooring = await startMooring(NOW);
});
test.afterAll(() => mooring.stop());

test('a person sets Mooring up, connects the product, and deals with the first warning on 我的一天', async ({ page }) => {
  await setUp(page);
  const key = await makeKey(page);
  await sendUsage(key);
  await page.getByRole('link', { name: '我的一天' }).first().click();

  // The customer has no owner yet, so its work stands in the queue of those who lead.
  const row = page.getByText('霁石供应链').first();
  await expect(row).toBeVisible({ timeout: 20_000 });
  await row.click();
  const panel = page.getByRole('complementary');
  await expect(panel).toContainText('活跃度');
  await expect(panel).toContainText('10.0%');
  await expect(panel).toContainText('数据不足');
  await expect(panel).toContainText('来自 28 条登录事件');
  await expect(panel.getByRole('row', { name: /node-next-/ })).toHaveCount(28);

  await page.keyboard.press('c');
  await expect(panel.getByRole('button', { name: '完成' })).toBeVisible();
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('已解决').click();
  await dialog.getByRole('button', { name: '完成' }).click();
  await expect(page.getByText('已完成').first()).toBeVisible();

  const warnings = await api(page, '/api/v1/warnings');
  expect(warnings).toMatchObject({
    warnings: [{ state: 'resolved', resolvedBy: '王琳', rule: 'low-activity', value: 0.1, account: { externalId: 'jishi' } }],
  });
});

test('signed out, a page asks to sign in and comes back to where one was', async ({ page }) => {
  await page.goto(`${mooring.url}/haigang/customers`);
  await expect(page).toHaveURL(/sign-in/);
  await page.getByLabel('邮箱').fill('wang@example.com');
  await page.getByLabel('密码').fill('a wrong password');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/haigang\/customers/);
  await expect(page.getByText('霁石供应链')).toBeVisible();
});

async function setUp(page: Page): Promise<void> {
  await page.goto(mooring.url);
  await expect(page).toHaveURL(/setup/);
  await page.getByLabel('姓名').fill('王琳');
  await page.getByLabel('邮箱').fill('wang@example.com');
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByLabel('工作区名称').fill('海港软件');
  await page.getByLabel('地址').fill('haigang');
  await page.getByRole('button', { name: '开始' }).click();
  await expect(page).toHaveURL(/haigang\/start/);
}

async function makeKey(page: Page): Promise<string> {
  await page.getByRole('button', { name: '去接入' }).click();
  await page.getByRole('button', { name: '建密钥' }).click();
  const secret = page.locator('code').filter({ hasText: /^mk_/ }).first();
  await expect(secret).toBeVisible();
  return (await secret.textContent()) ?? '';
}

/** What a product sends through Segment's own client: a customer, ten users, of whom one logs in. */
async function sendUsage(writeKey: string): Promise<void> {
  const analytics = new Analytics({ writeKey, host: mooring.url, flushAt: 500 });
  const failed: unknown[] = [];
  analytics.on('error', (error) => failed.push(error));
  const context = { groupId: 'jishi' };
  const since = new Date(Date.now() - 60 * DAY_MS);
  analytics.group({ userId: 'u0', groupId: 'jishi', traits: { name: '霁石供应链', createdAt: since }, timestamp: since });
  for (let user = 0; user < 10; user++)
    analytics.identify({ userId: `u${user}`, traits: { name: `使用者 ${user}` }, context, timestamp: since });
  for (let day = 59; day >= 0; day--)
    analytics.track({ userId: 'u0', event: '登录', context, timestamp: new Date(Date.now() - day * DAY_MS - 60_000) });
  await analytics.closeAndFlush();
  expect(failed).toEqual([]);
}

async function api(page: Page, path: string): Promise<unknown> {
  const answer = await page.request.get(`${mooring.url}${path}`, { headers: { 'x-mooring-workspace': 'haigang' } });
  return answer.json();
}
