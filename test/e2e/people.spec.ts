import { readFileSync } from 'node:fs';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Caller, NOW, PASSWORD, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: a colleague comes in by a link, sees what is theirs, and is out at once when access ends.
 */
test.describe.configure({ mode: 'serial' });

const CSM = { name: '陈思', email: 'chen@example.com' };

let mooring: MooringServer;
let owner: Caller;
let ownerContext: BrowserContext;
let csmContext: BrowserContext;
let ownerPage: Page;
let csmPage: Page;
let link = '';

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  owner = await setUp(mooring.url);
  await owner.send('POST', '/api/v1/imports/demo', { customers: 12 });
  ownerContext = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce', storageState: await owner.session() });
  csmContext = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce' });
  ownerPage = await ownerContext.newPage();
  csmPage = await csmContext.newPage();
});
test.afterAll(async () => {
  await owner.end();
  await ownerContext.close();
  await csmContext.close();
  await mooring.stop();
});

test('the owner invites a CSM who sees their own customers, and gets a link to hand over', async () => {
  await ownerPage.goto(`/${WORKSPACE}/settings/people`);
  await ownerPage.getByRole('button', { name: '邀请', exact: true }).first().click();
  const dialog = ownerPage.getByRole('dialog');
  await dialog.getByLabel('邮箱').fill(CSM.email);
  await dialog.getByLabel('姓名').fill(CSM.name);
  await expect(dialog.getByLabel('客户成功经理')).toBeChecked();
  await dialog.getByText('只看自己负责的客户').click();
  await dialog.getByRole('button', { name: '做邀请链接' }).click();
  link = (await dialog.locator('code').textContent()) ?? '';
  expect(link).toContain('/invitation/');
  await dialog.getByRole('button', { name: '复制好了' }).click();
  await expect(ownerPage.getByRole('row', { name: CSM.name }).filter({ hasText: CSM.email })).toContainText('已邀请');
});

test('the CSM joins in another browser', async () => {
  await csmPage.goto(link);
  await expect(csmPage.getByRole('heading', { level: 1 })).toContainText('海港软件');
  await csmPage.getByLabel('新密码').fill(PASSWORD);
  await csmPage.getByRole('button', { name: '加入' }).click();
  await expect(csmPage).toHaveURL(new RegExp(`/${WORKSPACE}/day`));
  await ownerPage.reload();
  await expect(ownerPage.getByRole('row').filter({ hasText: CSM.email })).toContainText('在用');
});

test('the list of people is saved as it is seen, without its buttons', async () => {
  const coming = ownerPage.waitForEvent('download');
  await ownerPage.getByRole('button', { name: '导出', exact: true }).first().click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe('人员.csv');
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines[0]).toBe('姓名,职能,数据范围,团队,状态');
  expect(lines.find((line) => line.includes(CSM.email))).toBe(`${CSM.name} · ${CSM.email},客户成功经理,本人,—,在用`);
});

test('the CSM sees their customers and no others, not even by address', async () => {
  const { accounts } = (await owner.get('/api/v1/accounts')) as { accounts: readonly { externalId: string; name: string }[] };
  const [first, second] = accounts;
  if (first === undefined || second === undefined) throw new Error('Two customers are needed.');
  const { people } = (await owner.get('/api/v1/people')) as { people: readonly { personId: string; email: string | null }[] };
  const personId = people.find(({ email }) => email === CSM.email)?.personId;
  await owner.send('PUT', `/api/v1/accounts/${first.externalId}/owner`, { personId });

  await csmPage.goto(`/${WORKSPACE}/customers`);
  await expect(csmPage.getByRole('heading', { level: 1 })).toContainText('1 家客户');
  await expect(csmPage.getByRole('link', { name: first.name })).toBeVisible();
  await csmPage.goto(`/${WORKSPACE}/customers/${second.externalId}`);
  await expect(csmPage.getByRole('alert')).toContainText('没有你能看到的这家客户');
  await expect(csmPage.getByText(second.name)).toHaveCount(0);
});

test('the CSM is refused the settings that are not theirs', async () => {
  await csmPage.goto(`/${WORKSPACE}/settings/keys`);
  await expect(csmPage.getByRole('heading', { level: 1 })).toContainText('这一页不归你看');
  await expect(csmPage.getByRole('navigation', { name: '设置的各页' }).getByText('接口密钥')).toHaveCount(0);
  await csmPage.goto(`/${WORKSPACE}/settings/people`);
  await expect(csmPage.getByRole('row').filter({ hasText: CSM.email })).toBeVisible();
  await expect(csmPage.getByRole('button', { name: '邀请', exact: true })).toHaveCount(0);
});

test('a session in the list can be signed out from another one', async ({ browser }) => {
  const elsewhere = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce' });
  const other = await elsewhere.newPage();
  await signIn(other);
  await csmPage.goto(`/${WORKSPACE}/settings/account`);
  await expect(csmPage.getByRole('row').filter({ hasText: '就是这台' })).toHaveCount(1);
  await csmPage.getByRole('button', { name: /让它退出/ }).click();
  await expect(csmPage.getByRole('button', { name: /让它退出/ })).toHaveCount(0);
  await other.goto(`/${WORKSPACE}/customers`);
  await expect(other).toHaveURL(/sign-in/);
  await elsewhere.close();
});

test('the CSM signs out, and the page before is closed', async () => {
  await csmPage.getByRole('button', { name: `${CSM.name} 的菜单` }).click();
  await csmPage.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(csmPage).toHaveURL(/sign-in/);
  await csmPage.goto(`/${WORKSPACE}/customers`);
  await expect(csmPage).toHaveURL(/sign-in/);
});

test('when the owner ends access the CSM is out at once, and cannot come back', async () => {
  await signIn(csmPage);
  await csmPage.goto(`/${WORKSPACE}/customers`);
  await expect(csmPage.getByRole('heading', { level: 1 })).toContainText('1 家客户');

  await ownerPage.goto(`/${WORKSPACE}/settings/people`);
  await ownerPage.getByRole('button', { name: `对${CSM.name}还能做什么` }).click();
  await ownerPage.getByRole('menuitem', { name: '结束访问' }).click();
  await ownerPage.getByRole('dialog').getByRole('button', { name: '结束访问' }).click();
  await expect(ownerPage.getByText('1 人的访问已结束')).toBeVisible();

  const answer = await csmPage.request.get('/api/v1/accounts', { headers: { 'x-mooring-workspace': WORKSPACE } });
  expect([401, 403, 404]).toContain(answer.status());
  await csmPage.reload();
  await expect(csmPage.getByRole('table')).toHaveCount(0);
  await expect(csmPage.getByRole('heading', { level: 1 })).toContainText(/登录|没有你能看到的工作区|不在任何工作区/);
});

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('邮箱').fill(CSM.email);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
