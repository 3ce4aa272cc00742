import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Session } from '../../test/e2e/furnished.ts';
import { LANGUAGES, type STATES, WIDTHS } from './list.ts';
import type { Scene } from './scenes.ts';

type State = (typeof STATES)[number];

/** What is opened: a name for the picture, an address, and what to do there first. */
export interface Sight {
  readonly name: string;
  readonly address: string;
  readonly scene?: Scene;
}

interface View {
  readonly width: (typeof WIDTHS)[number];
  readonly language: (typeof LANGUAGES)[number];
  readonly theme: 'light' | 'dark';
}

const views = (theme: View['theme']): readonly View[] =>
  WIDTHS.flatMap((width) => LANGUAGES.map((language) => ({ width, language, theme })));
const VIEWS = views('light');
export const ALL_VIEWS = [...VIEWS, ...views('dark')];

/** Looks at pages, keeps pictures of them and notes what is wrong. */
export interface Looker {
  readonly browser: Browser;
  readonly url: string;
  readonly now: Date;
  readonly folder: string;
  /** Every key of the words: one that is shown lacks its word. */
  readonly keys: ReadonlySet<string>;
  readonly findings: string[];
  pictures: number;
}

/** Takes the pictures of some pages in one state and in some views. */
export async function lookAt(
  looker: Looker,
  sights: readonly Sight[],
  state: State,
  session: Session | null,
  views: readonly View[] = VIEWS,
): Promise<void> {
  for (const view of views) {
    const context = await looker.browser.newContext({
      baseURL: looker.url,
      viewport: { width: view.width, height: view.width < 600 ? 844 : 900 },
      locale: view.language,
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      colorScheme: view.theme,
      ...(session === null ? {} : { storageState: session }),
    });
    await context.addInitScript((language) => localStorage.setItem('mooring.language', language), view.language);
    await context.clock.setSystemTime(looker.now);
    if (state === 'error') await failCalls(context);
    for (const sight of sights) await take(looker, context, sight, view, state);
    await context.close();
  }
}

/** Lets every call fail but the one that says who is there. */
async function failCalls(context: BrowserContext): Promise<void> {
  const problem = { code: 'internal', detail: 'Mooring failed.', hint: 'Try again.', requestId: 'req-1' };
  await context.route('**/api/v1/**', (route) =>
    new URL(route.request().url()).pathname === '/api/v1/me'
      ? route.continue()
      : route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: JSON.stringify({ type: 'about:blank', title: 'internal', status: 500, ...problem }),
        }),
  );
}

async function take(looker: Looker, context: BrowserContext, sight: Sight, view: View, state: State): Promise<void> {
  const name = [sight.name, state, view.width, view.language, ...(view.theme === 'dark' ? ['dark'] : [])].join('_');
  const page = await context.newPage();
  const say = (finding: string): void => void looker.findings.push(`${name}: ${finding}`);
  page.on('pageerror', (error) => say(`threw ${error.message}`));
  page.on('console', (message) => {
    // A refused call is what this state is about, and an unknown customer or link is what the empty one is about.
    const expected = state !== 'data' && message.text().startsWith('Failed to load resource');
    const askedForNobody = /status of (401|404|410)/.test(message.text());
    if (message.type() === 'error' && !expected && !askedForNobody) say(`console: ${message.text()}`);
  });
  try {
    const settle = settler(page);
    await page.goto(sight.address, { waitUntil: 'load' });
    await page.locator('h1').first().waitFor({ timeout: 10_000 });
    await settle();
    await sight.scene?.open(page, view.width);
    if (sight.scene) await settle();
    await judge(page, looker.keys, say);
    // What lies over a page lies over the window: only that is looked at then.
    const over =
      (await page.locator('dialog[open], [role=dialog]:visible, .ant-popover:visible, .ant-select-dropdown:visible').count()) > 0;
    if (!over && (await grow(page, view.width))) await settle();
    await page.screenshot({ path: join(looker.folder, `${name}.png`), fullPage: !over });
    looker.pictures += 1;
  } catch (error) {
    say(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  await page.close();
}

const QUIET_MS = 250;
const PATIENCE_MS = 8000;

/** Waits until what a page asked for has come and been drawn: nothing under way for a while. A page that never rests is looked at all the same. */
function settler(page: Page): () => Promise<void> {
  const underWay = new Set<unknown>();
  let changedAt = Date.now();
  const note = (request: unknown, begins: boolean): void => {
    if (begins) underWay.add(request);
    else underWay.delete(request);
    changedAt = Date.now();
  };
  page.on('request', (request) => note(request, true));
  page.on('requestfinished', (request) => note(request, false));
  page.on('requestfailed', (request) => note(request, false));
  return async () => {
    changedAt = Date.now();
    for (const begun = Date.now(); Date.now() - begun < PATIENCE_MS; await page.waitForTimeout(50)) {
      if (underWay.size === 0 && Date.now() - changedAt > QUIET_MS) break;
    }
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  };
}

/** The shell scrolls inside itself: the window is made as tall as what it holds. */
async function grow(page: Page, width: number): Promise<boolean> {
  const tall = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('*')].filter((one) => one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 300);
    return Math.max(0, ...boxes.map((box) => box.scrollHeight - box.clientHeight));
  });
  if (tall === 0) return false;
  const height = page.viewportSize()?.height ?? 900;
  await page.setViewportSize({ width, height: Math.min(4000, height + tall) });
  return true;
}

async function judge(page: Page, keys: ReadonlySet<string>, say: (finding: string) => void): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) say(`is ${wide} pixels wider than the screen`);
  const cut = await page.evaluate(() => {
    const main = document.querySelector('#main');
    return main === null ? 0 : main.scrollWidth - main.clientWidth;
  });
  if (cut > 0) say(`its content is ${cut} pixels wider than its place`);
  // biome-ignore lint/performance/useDomNodeTextContent: only words that are shown, one apart from the next
  const words = (await page.locator('body').innerText()).split(/\s+/);
  const untranslated = [...new Set(words.filter((word) => keys.has(word)))];
  if (untranslated.length > 0) say(`shows keys instead of words: ${untranslated.join(', ')}`);
}
