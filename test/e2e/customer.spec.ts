import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Caller, join, NOW, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The jobs: find a customer by what one remembers of its name, and see it whole.
 */
test.describe.configure({ mode: 'serial' });

let mooring: MooringServer;
let owner: Caller;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  owner = await setUp(mooring.url);
  const customers = [
    ['cq', '重庆岫川精密制造'],
    ['hf', '海风科技'],
    ['far', '重庆别人家'],
  ] as const;
  for (const [id, name] of customers) await owner.send('PUT', `/api/v1/accounts/${id}`, { name, startsOn: '2025-03-01' });
  await owner.send('PUT', '/api/v1/contacts/zhao', { fields: { account: 'cq', name: '赵屿', jobTitle: '信息总监' } });
  const csm = await join(mooring.url, owner, { name: '陈思', email: 'chen@example.com', functions: ['csm'], scope: 'own' });
  for (const id of ['cq', 'hf']) await owner.send('PUT', `/api/v1/accounts/${id}/owner`, { personId: csm.personId });
  context = await browser.newContext({
    ...{ baseURL: mooring.url, locale: 'zh-CN', reducedMotion: 'reduce', storageState: await csm.caller.session() },
  });
  page = await context.newPage();
});
test.afterAll(async () => {
  await owner.end();
  await context.close();
  await mooring.stop();
});

test('重庆… is found by cq, without a mouse: four keys from any page', async () => {
  await page.goto(`/${WORKSPACE}/warnings`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('cq');
  const options = page.getByRole('option');
  await expect(options).toHaveText([/重庆岫川精密制造/]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('重庆岫川精密制造');
  await expect(page).toHaveURL(/customers\/cq/);
});

test('by mouse: one click, what was seen last on top, then the one meant; a person, a page and nothing are answered too', async () => {
  await page.goto(`/${WORKSPACE}/warnings`);
  await page.getByRole('button', { name: '找客户、人、页面' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('group', { name: '最近看过' })).toContainText('重庆岫川精密制造');
  await page.getByRole('dialog').getByRole('combobox').fill('zhaoyu');
  await expect(dialog.getByRole('group', { name: '联系人' })).toContainText('信息总监 · 重庆岫川精密制造');
  await page.getByRole('dialog').getByRole('combobox').fill('kh');
  await expect(dialog.getByRole('group', { name: '页面' })).toContainText('客户');
  await page.getByRole('dialog').getByRole('combobox').fill('没有这一家');
  await expect(dialog.getByRole('status')).toContainText('没有找到「没有这一家」');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('where the server does not answer, it says so, and pages are still found', async () => {
  await page.route('**/api/v1/find*', (route) => route.abort());
  await page.keyboard.press('ControlOrMeta+k');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('kehu');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('option', { name: '客户' }).click();
  await expect(page).toHaveURL(/\/customers$/);
  await page.unroute('**/api/v1/find*');
});

test('记一笔: from a customer by keys alone; a closed tab loses nothing; what was saved can be taken back', async () => {
  await page.goto(`/${WORKSPACE}/customers/cq?tab=touches`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('重庆岫川精密制造');
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog').getByLabel('说了什么')).toBeFocused();
  await page.keyboard.type('审批改回纸质');
  await expect(page.getByRole('dialog').getByLabel('说了什么')).toHaveValue('审批改回纸质');
  await page.close();
  page = await context.newPage();
  await page.goto(`/${WORKSPACE}/customers/cq?tab=touches`);
  await page.getByRole('button', { name: '记一笔' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('说了什么')).toHaveValue('审批改回纸质');
  await expect(dialog).toContainText('接着上次没写完的');
  await page.keyboard.press('ControlOrMeta+Enter');
  const row = page.getByRole('row', { name: /审批改回纸质/ });
  await expect(row).toContainText('2026-11-18');
  await expect(page.getByRole('status').filter({ hasText: '触达记下了' })).toBeVisible();
  await page.keyboard.press('u');
  await expect(row).toHaveCount(0);
});

test('a task for oneself is on the day, and what is missing is said', async () => {
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('任务', { exact: true }).click();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('写一句要做什么');
  await dialog.getByLabel('要做什么').fill('约赵屿见一面');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('status').filter({ hasText: '任务记下了' })).toBeVisible();
  await page.goto(`/${WORKSPACE}/day`);
  await expect(page.locator('main ol > li').filter({ hasText: '约赵屿见一面' })).toContainText('重庆岫川精密制造');
});
