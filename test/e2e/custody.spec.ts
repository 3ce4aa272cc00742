import { readFileSync } from 'node:fs';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Caller, NOW, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: an administrator takes a backup home, and takes a person out of everything who asked for it.
 */
test.describe.configure({ mode: 'serial' });

let mooring: MooringServer;
let owner: Caller;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  owner = await setUp(mooring.url);
  await owner.send('POST', '/api/v1/imports/demo', { customers: 3 });
  context = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce', storageState: await owner.session() });
  page = await context.newPage();
});
test.afterAll(async () => {
  await owner.end();
  await context.close();
  await mooring.stop();
});

test('a backup is made while people work, and comes home as a file', async () => {
  await page.goto(`/${WORKSPACE}/settings/backups`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('还没有备份');
  await page.getByRole('button', { name: '现在备份' }).click();
  const row = page.getByRole('row').filter({ hasText: '手动' });
  await expect(row).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1 })).toContainText('有 1 份备份');
  const coming = page.waitForEvent('download');
  await row.getByRole('button', { name: /下载/ }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^mooring-\d{8}-\d{6}-by-hand\.tar\.gz$/);
  // A gzip begins so.
  expect([...readFileSync(await file.path()).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
  await expect(page.getByText(`restore ${file.suggestedFilename()}`)).toBeVisible();
});

test('an end user is erased after their id was written twice; the list says when, and not who', async () => {
  await page.goto(`/${WORKSPACE}/settings/erasure`);
  await page.getByRole('button', { name: '抹除个人数据' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('用户编号').fill('zhang-8842');
  await dialog.getByLabel('再写一遍编号').fill('zhang-8824');
  await dialog.getByRole('button', { name: '抹除', exact: true }).click();
  await expect(dialog.getByText('和上面的编号不一样')).toBeVisible();
  await dialog.getByLabel('再写一遍编号').fill('zhang-8842');
  await dialog.getByRole('button', { name: '抹除', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('抹除过 1 次');
  await expect(page.getByText('进行中')).toBeHidden({ timeout: 60_000 });
  await expect(page.locator('main')).not.toContainText('zhang-8842');
  await page.goto(`/${WORKSPACE}/settings/audit`);
  await expect(page.locator('main')).toContainText('抹除了一个最终用户');
  await expect(page.locator('main')).toContainText('下载了备份');
});
