// `npm run screens`: looks at every page, in every state, at two widths and in two languages.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { prepare, ROOT } from './bootstrap.mjs';
import { browser as systemBrowser } from './browser.mjs';
import { ENTRY, FORWARDING, INSIDE, LANGUAGES, type Screen, type STATES, screensPage, WIDTHS } from './screen-list.ts';

const PICTURES = join(ROOT, '.cache', 'screens');
const OWNER = { name: '王琳', email: 'owner@example.com', password: 'correct horse battery' };
const WORKSPACE = 'acme';

type State = (typeof STATES)[number];

interface View {
  readonly width: (typeof WIDTHS)[number];
  readonly language: (typeof LANGUAGES)[number];
}

const VIEWS: readonly View[] = WIDTHS.flatMap((width) => LANGUAGES.map((language) => ({ width, language })));

const findings: string[] = [];
let pictures = 0;

await prepare();
const executablePath = systemBrowser();
rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES, { recursive: true });
findings.push(...unlistedRoutes().map((route) => `${route}: an address of the router that is not on the list`));
const folder = mkdtempSync(join(tmpdir(), 'mooring-screens-'));
const server = spawn(process.execPath, ['dist/server/app/main.js'], {
  cwd: ROOT,
  env: {
    ...process.env,
    PORT: '0',
    HOST: '127.0.0.1',
    PUBLIC_URL: '',
    DATABASE_URL: '',
    MOORING_DATA: join(folder, 'data'),
    LOG_LEVEL: 'fatal',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const open = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await lookAtAll(open, await readyUrl(server));
} finally {
  await open.close();
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
}
const { path, text } = screensPage();
writeFileSync(join(ROOT, path), text);
for (const finding of findings) console.log(finding);
console.log(`${pictures} pictures in .cache/screens, ${findings.length} findings`);
if (findings.length > 0) process.exitCode = 1;

/** Every address of the router that no list names. */
function unlistedRoutes(): string[] {
  const known = new Set([...FORWARDING, ...[...ENTRY, ...INSIDE].map(({ route }) => route)]);
  const router = readFileSync(join(ROOT, 'src/web/router.tsx'), 'utf8');
  return [...router.matchAll(/\bpath: '([^']+)'/g)].map(([, route = '']) => route).filter((route) => !known.has(route));
}

function readyUrl(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    program.stdout?.on('data', (said: Buffer) => {
      const url = /ready on (http:\S+)/.exec(said.toString())?.[1];
      if (url !== undefined) resolve(url);
    });
    program.once('exit', (code) => reject(new Error(`Mooring ended with ${code}.`)));
  });
}

async function lookAtAll(browser: Browser, url: string): Promise<void> {
  await lookAt(browser, url, [{ address: '/setup', screen: screen('setup') }], 'data', null);
  const cookies = await browser.newContext({ baseURL: url });
  const api = async (method: 'post' | 'get', address: string, data?: object): Promise<Record<string, unknown>> => {
    const answer = await cookies.request[method](address, {
      headers: { 'x-mooring-workspace': WORKSPACE, origin: url },
      ...(data ? { data } : {}),
    });
    if (!answer.ok()) throw new Error(`${address} answered ${answer.status()}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  await api('post', '/api/v1/setup', {
    ...OWNER,
    workspaceKey: WORKSPACE,
    workspaceName: '示例公司',
    timeZone: 'Asia/Shanghai',
    locale: 'zh-CN',
  });
  const invited = await api('post', '/api/v1/people/invitations', {
    email: 'guest@example.com',
    name: '陈思',
    functions: ['csm'],
    scope: 'own',
    teamId: null,
  });
  const entry = [
    { address: '/sign-in', screen: screen('sign-in') },
    { address: new URL(String(invited.link)).pathname, screen: screen('invitation') },
    { address: '/reset/not-a-token', screen: screen('reset') },
  ];
  await lookAt(browser, url, entry, 'data', null);
  const state = await cookies.storageState();
  const inside = (externalId: string) =>
    INSIDE.map((one) => ({
      address: `/${WORKSPACE}${one.name.startsWith('settings-') ? '/settings' : ''}${one.route.replace('$externalId', externalId)}`,
      screen: one,
    }));
  await lookAt(browser, url, inside('nobody'), 'empty', state);
  await lookAt(browser, url, inside('nobody'), 'error', state);
  await api('post', '/api/v1/imports/demo', {});
  const { accounts } = (await api('get', '/api/v1/accounts')) as { accounts: readonly { externalId: string }[] };
  await lookAt(browser, url, inside(encodeURIComponent(accounts[0]?.externalId ?? '')), 'data', state);
  await cookies.close();
}

function screen(name: string): Screen {
  const found = [...ENTRY, ...INSIDE].find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no screen ${name}.`);
  return found;
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>> | null;

/** Takes the pictures of some pages in one state. */
async function lookAt(
  browser: Browser,
  url: string,
  pages: readonly { address: string; screen: Screen }[],
  state: State,
  session: Session,
): Promise<void> {
  for (const view of VIEWS) {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: view.width, height: view.width < 600 ? 844 : 900 },
      locale: view.language,
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      ...(session === null ? {} : { storageState: session }),
    });
    await context.addInitScript((language) => localStorage.setItem('mooring.language', language), view.language);
    if (state === 'error') await failCalls(context);
    for (const { address, screen: one } of pages)
      await take(context, address, `${one.name} ${state} ${view.width} ${view.language}`, state);
    await context.close();
  }
}

/** Lets every call fail but the one that says who is there. */
async function failCalls(context: BrowserContext): Promise<void> {
  await context.route('**/api/v1/**', (route) =>
    new URL(route.request().url()).pathname === '/api/v1/me'
      ? route.continue()
      : route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            type: 'about:blank',
            title: 'internal',
            status: 500,
            code: 'internal',
            detail: 'Mooring failed.',
            hint: 'Try again.',
            requestId: 'req-1',
          }),
        }),
  );
}

async function take(context: BrowserContext, address: string, name: string, state: State): Promise<void> {
  const page = await context.newPage();
  const say = (finding: string): void => void findings.push(`${name}: ${finding}`);
  page.on('pageerror', (error) => say(`threw ${error.message}`));
  page.on('console', (message) => {
    // A refused call is what this state is about, and an unknown customer is what the empty one is about.
    const expected = state !== 'data' && message.text().startsWith('Failed to load resource');
    const askedForNobody = /status of (401|404|410)/.test(message.text());
    if (message.type() === 'error' && !expected && !askedForNobody) say(`console: ${message.text()}`);
  });
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
  await page
    .locator('h1')
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => say('has no heading'));
  await page.waitForTimeout(300);
  await judge(page, say);
  await page.screenshot({ path: join(PICTURES, `${name.replaceAll(' ', '_')}.png`), fullPage: true });
  pictures += 1;
  await page.close();
}

async function judge(page: Page, say: (finding: string) => void): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const words = (await page.locator('body').innerText()).split(/\s+/);
  if (wide > 0) say(`is ${wide} pixels wider than the screen`);
  const keys = new Set(allKeys());
  const untranslated = words.filter((word) => keys.has(word));
  if (untranslated.length > 0) say(`shows keys instead of words: ${[...new Set(untranslated)].join(', ')}`);
}

/** Keys of all words, with and without their namespace: a page that shows one lacks its word. */
function allKeys(): string[] {
  const found: string[] = [];
  const walk = (prefix: string, node: object): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object' && value !== null) walk(`${prefix}${key}.`, value);
      else if (prefix !== '') found.push(prefix + key);
    }
  };
  for (const name of ['access', 'accounts', 'health', 'imports', 'shell', 'tasks', 'units', 'usage'])
    walk('', JSON.parse(readFileSync(join(ROOT, `src/web/locales/zh-CN/${name}.json`), 'utf8')) as object);
  return found;
}
