import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { addressOf, INSIDE } from '../../tools/screens/list.ts';
import { SCENES } from '../../tools/screens/scenes.ts';
import { firstTasks, furnish, NOW, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * No page, and no dialog on it, has a serious or critical finding of axe, in either theme.
 */
test.describe.configure({ mode: 'serial' });

const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

let mooring: MooringServer;
let context: BrowserContext;
let invitation = '';
let customer = '';

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  const owner = await setUp(mooring.url);
  const { csm, executive } = await furnish(mooring.url, owner);
  customer = (await firstTasks(owner))[0]?.account.externalId ?? '';
  const late = { name: '后来的人', email: 'late@example.com', functions: ['csm'], scope: 'own', teamId: null };
  invitation = new URL(String((await owner.send('POST', '/api/v1/people/invitations', late)).link)).pathname;
  context = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce', storageState: await owner.session() });
  for (const one of [owner, csm, executive]) await one.end();
});
test.afterAll(async () => {
  await context.close();
  await mooring.stop();
});

const inside = INSIDE.map((screen) => ({ name: screen.name, address: () => addressOf(screen, WORKSPACE, customer) + team(screen.name) }));

for (const { name, address } of inside) {
  test(`${name} has no serious finding in either theme`, async () => {
    const page = await context.newPage();
    await page.goto(address());
    await drawn(page);
    await expectClean(page);
    await page.close();
  });
}

for (const scene of SCENES.filter(({ name }) => name !== 'report')) {
  test(`${scene.on}, ${scene.name} open, has no serious finding in either theme`, async () => {
    const page = await context.newPage();
    await page.goto(inside.find(({ name }) => name === scene.on)?.address() ?? '/');
    await drawn(page);
    await scene.open(page, 1280);
    await expectClean(page);
    await page.close();
  });
}

test('the pages before signing in have no serious finding in either theme', async ({ browser }) => {
  const stranger = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce' });
  const page = await stranger.newPage();
  for (const address of ['/sign-in', invitation, '/reset/a-token']) {
    await page.goto(address);
    await drawn(page);
    await expectClean(page);
  }
  await stranger.close();
});

test('an address that leads nowhere says so, without a serious finding', async () => {
  const page = await context.newPage();
  await page.goto(`/${WORKSPACE}/nowhere`);
  await drawn(page);
  await expectClean(page);
  await page.close();
});

function team(name: string): string {
  return name === 'day' ? '?whose=team' : '';
}

/** The page itself, not the grey bars that stand where it will be. */
async function drawn(page: Page): Promise<void> {
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('.ant-skeleton')).toHaveCount(0);
}

async function expectClean(page: Page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveCSS('color-scheme', theme);
    // Dark differs from light by its colours only.
    // There are no frames: without them axe needs no page of its own to put its findings together.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const { violations } = await (theme === 'light' ? axe : axe.withRules(COLOUR_RULES)).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, nodes }) => ({
        theme,
        id,
        at: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
      })),
    ).toEqual([]);
  }
}
