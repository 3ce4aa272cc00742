import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { type Caller, join, NOW, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/** The job: somebody with a book of customers finds those who drift and keeps the view; whoever leads hands thirty on at once, and back. */
test.describe.configure({ mode: 'serial' });

let mooring: MooringServer;
let owner: Caller;
let context: BrowserContext;
let page: Page;
let clicks = 0;
let keys = 0;

async function click(target: { click: () => Promise<void> }): Promise<void> {
  clicks += 1;
  await target.click();
}

async function press(key: string): Promise<void> {
  keys += 1;
  await page.keyboard.press(key);
}

/** Into what has the focus already: nobody has clicked there. */
async function type(text: string, focused: Locator): Promise<void> {
  await expect(focused).toBeFocused();
  await page.keyboard.insertText(text);
}

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  owner = await setUp(mooring.url);
  const csm = { name: '陈思', email: 'csm@example.com', functions: ['csm'] as const, scope: 'own' as const };
  const { personId } = await join(mooring.url, owner, csm);
  for (let index = 0; index < 30; index += 1) {
    const externalId = `thirty-${index}`;
    await owner.send('PUT', `/api/v1/accounts/${externalId}`, {
      ...{
        name: `交接客户 ${String(index).padStart(2, '0')}`,
        startsOn: '2026-01-01',
        profile: { tier: index < 3 ? 'STRATEGIC' : 'ENTERPRISE', stage: 'STABLE' },
      },
    });
  }
  await owner.send('PUT', '/api/v1/accounts/thirty-0/owner', { personId });
  await expect
    .poll(async () => ((await owner.get('/api/v1/portfolio')) as { totals: { count: number } }).totals.count, { timeout: 20_000 })
    .toBe(30);
  context = await browser.newContext({
    ...{
      baseURL: mooring.url,
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      storageState: await owner.session(),
      viewport: { width: 1440, height: 900 },
    },
  });
  page = await context.newPage();
});
test.beforeEach(() => {
  clicks = 0;
  keys = 0;
});
test.afterAll(async () => {
  await context?.close();
  await owner?.end();
  await mooring?.stop();
});

test('those who drift, of one owner, are found and kept as a view: by mouse, in ten clicks at most', async () => {
  await page.goto(`/${WORKSPACE}/customers`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('30 家客户');
  await click(page.getByRole('tab', { name: '在漂移' }));
  await expect(page).toHaveURL(/view=drifting/);
  await click(page.getByRole('button', { name: '条件' }));
  await page.getByRole('combobox', { name: '选一项' }).fill('CSM');
  await page.keyboard.press('Enter');
  const value = page.getByRole('combobox', { name: '填值' });
  await value.fill('我');
  await page.keyboard.press('Enter');
  await click(page.getByRole('button', { name: '好', exact: true }));
  await expect(page.getByRole('button', { name: 'CSM 是 我' })).toBeVisible();
  await click(page.getByRole('button', { name: '存为视图' }));
  await page.getByRole('textbox', { name: '视图的名字' }).fill('我名下在漂移的');
  await click(page.getByRole('button', { name: '存下' }));
  await expect(page.getByRole('tab', { name: '我名下在漂移的' })).toHaveAttribute('aria-selected', 'true');
  expect(clicks).toBeLessThanOrEqual(10);
  // The link alone shows the same.
  await page.reload();
  await expect(page.getByRole('button', { name: 'CSM 是 我' })).toBeVisible();
  // A link that asks for a field which has gone says so, and shows the rest.
  const gone = [{ field: 'custom.gone', op: 'known', values: [] }];
  await page.goto(`/${WORKSPACE}/customers?where=${encodeURIComponent(JSON.stringify(gone))}`);
  await expect(page.getByRole('status').filter({ hasText: 'gone' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('30 家客户');
});

test('and by keyboard alone: eight keys besides what is typed', async () => {
  await page.goto(`/${WORKSPACE}/customers`);
  await expect(page.getByRole('tab', { name: /^在漂移/ })).toBeVisible();
  await press('2');
  await expect(page).toHaveURL(/view=drifting/);
  await press('f');
  await type('CSM', page.getByRole('combobox', { name: '选一项' }));
  await press('Enter');
  await type('我', page.getByRole('combobox', { name: '填值' }));
  await press('Enter');
  await press('Tab');
  await press('Enter');
  await expect(page.getByRole('button', { name: 'CSM 是 我' })).toBeVisible();
  await press('v');
  await type('在漂移的，用键盘', page.getByRole('textbox', { name: '视图的名字' }));
  await press('Enter');
  await expect(page.getByRole('tab', { name: '在漂移的，用键盘' })).toHaveAttribute('aria-selected', 'true');
  expect(keys).toBe(8);
});

test('thirty are handed on and back: by mouse, in four clicks', async () => {
  await page.goto(`/${WORKSPACE}/customers?search=%E4%BA%A4%E6%8E%A5`);
  await expect(page.getByRole('row')).not.toHaveCount(1);
  await click(page.getByRole('checkbox', { name: '全选' }));
  await expect(page.getByText('已选 30 家')).toBeVisible();
  await click(page.getByRole('combobox', { name: '换 CSM' }));
  await click(
    page
      .getByRole('option', { name: '陈思' })
      .or(page.locator('.ant-select-item-option', { hasText: '陈思' }))
      .last(),
  );
  await expect(page.getByText('29 家的CSM改好了。')).toBeVisible();
  await expect(page.getByRole('row', { name: /交接客户 07/ })).toContainText('陈思');
  await click(page.getByRole('button', { name: /撤销/ }));
  await expect(page.getByText('29 家的CSM改回来了。')).toBeVisible();
  await expect(page.getByRole('row', { name: /交接客户 07/ })).toContainText('没有负责人');
  await expect(page.getByRole('row', { name: /交接客户 00/ })).toContainText('陈思');
  expect(clicks).toBe(4);
});

test('thirty are handed on and back: by keyboard, in six keys besides what is typed', async () => {
  await page.goto(`/${WORKSPACE}/customers`);
  await expect(page.getByRole('row', { name: /交接客户/ }).first()).toBeVisible();
  await press('/');
  await type('交接', page.getByRole('textbox', { name: '按名字、拼音或编号找' }));
  await press('Escape');
  await expect(page).toHaveURL(/search=/);
  await press('a');
  await expect(page.getByText('已选 30 家')).toBeVisible();
  await press('e');
  await type('陈思', page.getByRole('combobox', { name: '换 CSM' }));
  await press('Enter');
  await expect(page.getByText('29 家的CSM改好了。')).toBeVisible();
  await press('u');
  await expect(page.getByText('29 家的CSM改回来了。')).toBeVisible();
  await expect(page.getByRole('row', { name: /交接客户 07/ })).toContainText('没有负责人');
  expect(keys).toBe(6);
});

test('by keyboard alone: down the list, chosen, changed, taken back, opened', async () => {
  await page.goto(`/${WORKSPACE}/customers?sort=${encodeURIComponent(JSON.stringify([{ field: 'name', down: false }]))}`);
  await expect(page.getByRole('row', { name: /交接客户 01/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('row', { name: /交接客户 01/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByText('已选')).toHaveCount(0);
  await page.keyboard.press('e');
  await page.keyboard.type('陈思');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 家的CSM改好了。')).toBeVisible();
  await expect(page.getByRole('row', { name: /交接客户 01/ })).toContainText('陈思');
  await page.keyboard.press('u');
  await expect(page.getByText('1 家的CSM改回来了。')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '键盘' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: '键盘' })).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.type('jiaojiekehu01');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 家客户');
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/customers\/thirty-1$/);
});
