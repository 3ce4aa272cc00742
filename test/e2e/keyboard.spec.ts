import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { firstTasks, furnish, join, NOW, OWNER, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: a day worked without a mouse. One server tells the whole story, so that its parts run in order.
 */
test.describe.configure({ mode: 'serial' });

let mooring: MooringServer;
let mine: BrowserContext;
let hers: BrowserContext;
let page: Page;
const COLLEAGUE = { name: '苏禾', email: 'su@example.com', functions: ['csm'], scope: 'all' } as const;

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  const owner = await setUp(mooring.url);
  const { csm, executive } = await furnish(mooring.url, owner);
  const colleague = (await join(mooring.url, owner, COLLEAGUE)).caller;
  expect((await firstTasks(owner)).length).toBeGreaterThan(4);
  mine = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce', storageState: await owner.session() });
  hers = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce', storageState: await colleague.session() });
  for (const one of [owner, csm, executive, colleague]) await one.end();
  page = await openDay(mine);
});
test.afterAll(async () => {
  await mine.close();
  await hers.close();
  await mooring.stop();
});

test('Tab begins at the link to the text, and the focus can be seen', async () => {
  await page.keyboard.press('Tab');
  const first = page.locator(':focus');
  await expect(first).toHaveText('跳到正文');
  await expect(first).toBeInViewport();
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press('Tab');
    expect(await isRinged(page.locator(':focus'))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
});

test('j and k move through the rows, and what is selected is in the address', async () => {
  await expect(selected(page)).toContainText(await nameAt(0));
  await page.keyboard.press('j');
  await expect(selected(page)).toContainText(await nameAt(1));
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(selected(page)).toContainText(await nameAt(1));
  await expect(page).toHaveURL(/task=/);
  await page.reload();
  await expect(selected(page)).toContainText(await nameAt(1));
});

test('c claims, u takes it back', async () => {
  await page.keyboard.press('c');
  await expect(status(page)).toContainText('已认领');
  await expect(selected(page).getByRole('img', { name: `${OWNER.name} 在做` })).toBeVisible();
  await page.keyboard.press('u');
  await expect(status(page)).toContainText('已撤销');
  await expect(selected(page).getByRole('img', { name: `${OWNER.name} 在做` })).toHaveCount(0);
});

test('s asks until when, Escape changes nothing, Enter puts it to sleep, u wakes it', async () => {
  const name = await nameOf(selected(page));
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(group(page, '稍后')).toHaveCount(0);
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog').locator(':focus')).toContainText('明天');
  await page.keyboard.press('Enter');
  await expect(group(page, '稍后')).toContainText(name);
  await page.keyboard.press('u');
  await expect(group(page, '稍后')).toHaveCount(0);
});

test('a hands a task to a colleague found by typing', async () => {
  await select(page, 0);
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type(COLLEAGUE.name);
  await expect(dialog.getByRole('button').filter({ hasText: COLLEAGUE.email })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(status(page)).toContainText(`转给 ${COLLEAGUE.name}`);
});

test('d finishes with an outcome and a note, and u brings it back', async () => {
  await select(page, 2);
  const name = await nameOf(selected(page));
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(name);
  await expect(dialog.locator(':focus')).toHaveAttribute('type', 'radio');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('问过了，下周再看 dcs');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(status(page)).toContainText('继续跟进');
  await expect(group(page, '今天已完成')).toContainText(name);
  await page.keyboard.press('u');
  await expect(group(page, '今天已完成')).toHaveCount(0);
});

test('? shows the keys, Enter opens the customer, and back returns to the same row', async () => {
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('快捷键');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await select(page, 1);
  const name = await nameOf(selected(page));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await page.goBack();
  await expect(selected(page)).toContainText(name);
});

test('of two at once the slower one is told who was faster, and sees what is true now', async () => {
  const slow = await openDay(hers);
  await select(slow, 3);
  const name = await nameOf(selected(slow));
  // What the slow one looks at is a moment old: the page does not hear of the change before the key is pressed.
  await slow.route('**/api/v1/my-day*', (route) => route.abort());
  await select(page, 3);
  await page.keyboard.press('c');
  await expect(status(page)).toContainText('已认领');
  await expect(selected(page).getByRole('img', { name: `${OWNER.name} 在做` })).toBeVisible();
  const answered = slow.waitForResponse((response) => response.url().endsWith('/claim'));
  await slow.keyboard.press('c');
  expect((await answered).status()).toBe(409);
  await slow.unroute('**/api/v1/my-day*');
  await expect(status(slow)).toContainText(`${OWNER.name} 刚动过「${name}」`);
  await expect(selected(slow).getByRole('img', { name: `${OWNER.name} 在做` })).toBeVisible({ timeout: 15_000 });
});

async function openDay(context: BrowserContext): Promise<Page> {
  const opened = await context.newPage();
  await opened.goto(`/${WORKSPACE}/day?whose=team`);
  await expect(selected(opened)).toBeVisible();
  return opened;
}

function rows(on: Page): Locator {
  return on.locator('main ol > li');
}

function selected(on: Page): Locator {
  return on.locator('main ol > li[aria-current="true"]');
}

function status(on: Page): Locator {
  return on.getByRole('status').last();
}

function group(on: Page, name: string): Locator {
  return on.getByRole('region', { name });
}

async function nameOf(row: Locator): Promise<string> {
  return (await row.locator('strong').first().textContent()) ?? '';
}

function nameAt(index: number): Promise<string> {
  return nameOf(rows(page).nth(index));
}

/** Goes to a row by keys alone; where the list is drawn anew meanwhile, again. */
async function select(on: Page, index: number): Promise<void> {
  await expect(async () => {
    const count = await rows(on).count();
    for (let step = 0; step < count; step += 1) await on.keyboard.press('k');
    for (let step = 0; step < index; step += 1) await on.keyboard.press('j');
    await expect(rows(on).nth(index)).toHaveAttribute('aria-current', 'true', { timeout: 2000 });
  }).toPass();
}

/** Whether the focused element shows it: by an outline, or by the ring a field or button draws. */
function isRinged(focused: Locator): Promise<boolean> {
  return focused.evaluate((element) => {
    const shows = (one: Element): boolean => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    };
    const around = element.closest('label');
    return shows(element) || (around !== null && shows(around));
  });
}
