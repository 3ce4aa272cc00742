import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { addressOf, INSIDE } from '../../tools/screens/list.ts';
import { type Caller, firstTasks, furnish, NOW, setUp, WORKSPACE } from './furnished.ts';
import { startMooring } from './mooring-server.ts';

const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** A furnished server, and a browser in which its owner is signed in. */
export interface Furnished {
  readonly context: BrowserContext;
  readonly url: string;
  /** External id of a customer with work on it. */
  readonly customer: string;
  stop(): Promise<void>;
}

/** Opens a furnished server; `before` does what the owner still has to do. */
export async function openFurnished(
  browser: Browser,
  before: (owner: Caller) => Promise<void> = async () => undefined,
): Promise<Furnished> {
  const mooring = await startMooring(NOW);
  const owner = await setUp(mooring.url);
  const { csm, executive } = await furnish(mooring.url, owner);
  const customer = (await firstTasks(owner))[0]?.account.externalId ?? '';
  await before(owner);
  const context = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce', storageState: await owner.session() });
  for (const one of [owner, csm, executive]) await one.end();
  return {
    context,
    url: mooring.url,
    customer,
    async stop() {
      await context.close();
      await mooring.stop();
    },
  };
}

/** The pages of a workspace; some need a customer. */
export const PAGES = INSIDE.map((screen) => ({
  name: screen.name,
  address: (customer: string) => addressOf(screen, WORKSPACE, customer) + team(screen.name),
}));

function team(name: string): string {
  return name === 'day' ? '?whose=team' : '';
}

/** Goes to another page as a link does, without loading everything again. */
export async function goOn(page: Page, address: string): Promise<void> {
  const before = await page.locator('h1').elementHandle();
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  await expect.poll(() => before?.evaluate((heading) => heading.isConnected)).not.toBe(true);
  await drawn(page);
}

/** Waits for the page itself, not the grey bars that stand where it will be. */
export async function drawn(page: Page): Promise<void> {
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('.ant-skeleton')).toHaveCount(0);
}

/** No serious or critical finding of axe, in either theme, on the page or in what lies open over it. */
export async function expectClean(page: Page, over?: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveCSS('color-scheme', theme);
    // Dark differs from light by its colours only.
    // There are no frames: without them axe needs no page of its own to put its findings together.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    if (over !== undefined) axe.include(over);
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
