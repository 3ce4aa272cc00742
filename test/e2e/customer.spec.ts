import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { type Caller, join, NOW, PASSWORD, setUp, WORKSPACE } from './furnished.ts';
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
  await dialog.getByRole('option', { name: '客户', exact: true }).click();
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

test('C360-01, C360-02: on a phone the whole customer is read, and a touch is logged: three taps from the list', async ({ browser }) => {
  const records = [
    ['contracts/k', { name: '年度合同', startsOn: '2026-01-01', endsOn: '2026-12-31', noticeDays: 60 }],
    ['issues/i1', { title: '移动端丢附件', priority: 'URGENT', status: 'DOING', raisedAt: '2026-10-08T03:00:00Z' }],
    ['issues/i2', { title: '月报超时', priority: 'LOW', status: 'NEW', raisedAt: '2026-11-10T03:00:00Z' }],
  ] as const;
  for (const [path, fields] of records) await owner.send('PUT', `/api/v1/${path}`, { fields: { account: 'cq', ...fields } });
  await owner.send('PUT', '/api/v1/accounts/cq', { profile: { stage: 'RENEWAL' } });
  const phone = await browser.newContext({
    ...{ baseURL: mooring.url, locale: 'zh-CN', reducedMotion: 'reduce', storageState: await context.storageState() },
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true },
  });
  const small = await phone.newPage();
  await small.goto(`/${WORKSPACE}/customers`);
  let taps = 0;
  const tap = async (target: Locator): Promise<void> => {
    taps += 1;
    await target.tap();
  };
  await tap(small.getByRole('link', { name: '重庆岫川精密制造' }).first());
  const main = small.locator('main');
  await expect(main.getByText('32 个工作日，12-31 到期')).toBeVisible();
  await expect(main.getByRole('listitem').filter({ hasText: '续约沟通' }).first()).toHaveAttribute('aria-current', 'step');
  await expect(main.getByRole('heading', { name: '2 个未结，1 个超过 30 天' })).toBeVisible();
  await expect(main.getByRole('heading', { name: /1 人里 0 人在 90 天内见过/ })).toBeVisible();
  expect(await small.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await tap(main.getByRole('button', { name: '记触达' }));
  const dialog = small.getByRole('dialog');
  await dialog.getByLabel('说了什么').fill('约了赵屿周五见');
  await expect(dialog.getByRole('button', { name: '保存' })).toBeInViewport();
  await tap(dialog.getByRole('button', { name: '保存' }));
  await expect(small.getByRole('region', { name: '时间线' }).getByRole('listitem').first()).toContainText('约了赵屿周五见');
  expect(taps).toBe(3);
  await phone.close();
});

test('a session that runs out in the middle of an edit: the password again, and what was typed is still there and is saved', async () => {
  await page.goto(`/${WORKSPACE}/customers/cq?tab=contacts&record=zhao`);
  const drawer = page.getByRole('dialog', { name: '赵屿' });
  await drawer.getByLabel('职位').fill('副总裁，分管信息');
  await context.clearCookies();
  await drawer.getByRole('button', { name: '保存' }).click();
  const again = page.getByRole('dialog', { name: '登录已过期' });
  await expect(again).toContainText('chen@example.com');
  await again.getByLabel('密码').fill('not this one');
  await page.keyboard.press('Enter');
  await expect(again.getByRole('alert')).toContainText('密码不对');
  await again.getByLabel('密码').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(again).toBeHidden();
  await expect(drawer.getByLabel('职位')).toHaveValue('副总裁，分管信息');
  await drawer.getByRole('button', { name: '保存' }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole('cell', { name: '副总裁，分管信息' })).toBeVisible();
});
