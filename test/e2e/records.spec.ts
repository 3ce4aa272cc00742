import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Caller, join, NOW, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: somebody who looks after a customer keeps what is known of it by hand, at the same time as a colleague, and loses nothing.
 */
test.describe.configure({ mode: 'serial' });

let mooring: MooringServer;
let owner: Caller;
let context: BrowserContext;
let page: Page;

const tab = (name: string): string => `/${WORKSPACE}/customers/hf?tab=${name}`;

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  owner = await setUp(mooring.url);
  await owner.send('PUT', '/api/v1/accounts/hf', { name: '海风科技', startsOn: '2025-03-01' });
  const person = { name: '陈思', email: 'chen@example.com', functions: ['csm', 'am'] as const, scope: 'own' as const };
  const csm = await join(mooring.url, owner, person);
  await owner.send('PUT', '/api/v1/accounts/hf/owner', { personId: csm.personId });
  context = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce', storageState: await csm.caller.session() });
  page = await context.newPage();
});
test.afterAll(async () => {
  await owner.end();
  await context.close();
  await mooring.stop();
});

test('a contact and a contract line are added by hand, with what is missing said at its field', async () => {
  await page.goto(tab('contacts'));
  await page.getByRole('button', { name: '新建联系人' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByText('要填')).toBeVisible();
  await form.getByLabel('姓名').fill('赵屿');
  await form.getByLabel('职位').fill('信息总监');
  await form.getByRole('combobox', { name: '决策链角色' }).click();
  await page.getByTitle('决策人', { exact: true }).click();
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: '保存' }).click();
  const row = page.getByRole('row', { name: /赵屿/ });
  await expect(row).toContainText('决策人');

  await page.goto(tab('contracts'));
  await page.getByRole('button', { name: '新建合同明细' }).click();
  await form.getByLabel('明细名称').fill('流程平台');
  await form.getByLabel('开始日').fill('2026-01-01');
  await form.getByLabel('年费 ARR').fill('86.4万');
  await form.getByLabel('席位').fill('两百');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByText('要是一个数')).toBeVisible();
  await form.getByLabel('席位').fill('240');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('row', { name: /流程平台/ })).toContainText('864,000');
});

test('two editors at once are told, and merge field by field', async () => {
  const other = await context.newPage();
  for (const one of [page, other]) {
    await one.goto(tab('contacts'));
    await one.getByRole('button', { name: '赵屿' }).click();
  }
  await page.getByRole('dialog').getByLabel('职位').fill('副总裁');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('row', { name: /赵屿/ })).toContainText('副总裁');

  const dialog = other.getByRole('dialog');
  await dialog.getByLabel('职位').fill('总经理');
  await dialog.getByLabel('电话').fill('19900000001');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('你在改的时候，陈思先存了')).toBeVisible();
  await dialog.getByText('副总裁').click();
  await dialog.getByRole('button', { name: '合并后保存' }).click();
  const row = other.getByRole('row', { name: /赵屿/ });
  await expect(row).toContainText('副总裁');
  await expect(row).toContainText('19900000001');
  await row.getByRole('button', { name: '赵屿' }).click();
  await dialog.getByText('历史').click();
  await expect(dialog.getByRole('listitem').filter({ hasText: '职位' })).toContainText('信息总监');
  await other.close();
});

test('a record goes into the recycle bin, comes back at once, and comes back from the bin', async () => {
  const row = page.getByRole('row', { name: /赵屿/ });
  const archive = async (): Promise<void> => {
    await page.getByRole('button', { name: '赵屿' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '放入回收站' }).click();
    await expect(row).toHaveCount(0);
  };
  await page.goto(tab('contacts'));
  await archive();
  await page.keyboard.press('u');
  await expect(row).toBeVisible();
  await archive();
  await page.goto(`/${WORKSPACE}/settings/bin`);
  await expect(page.getByRole('row', { name: /赵屿/ })).toContainText('陈思');
  await page.getByRole('row', { name: /赵屿/ }).getByRole('button', { name: '取回' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('回收站是空的');
  await page.goto(tab('contacts'));
  await expect(row).toBeVisible();
});
