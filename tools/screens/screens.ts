// `npm run screens`: looks at every page, in every state, at two widths and in two languages. `npm run screens day key` looks at some.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { firstTasks, furnish, NOW, setUp, WORKSPACE } from '../../test/e2e/furnished.ts';
import { startMooring } from '../../test/e2e/mooring-server.ts';
import { prepare, ROOT } from '../bootstrap.mjs';
import { CHROMIUM_ARGS, browser as systemBrowser } from '../browser.mjs';
import { addressOf, ENTRY, FORWARDING, INSIDE, screensPage } from './list.ts';
import { ALL_VIEWS, type Looker, lookAt, type Sight } from './look.ts';
import { MORE_SCENES, SCENES } from './scenes.ts';

const PICTURES = join(ROOT, '.cache', 'screens');
const WANTED = process.argv.slice(2);

await prepare();
const executablePath = systemBrowser();
if (WANTED.length === 0) rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES, { recursive: true });
const server = await startMooring(NOW);
const browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args: CHROMIUM_ARGS });
const looker: Looker = {
  browser,
  url: server.url,
  now: new Date(NOW),
  folder: PICTURES,
  keys: new Set(allKeys()),
  findings: unlistedRoutes().map((route) => `${route}: an address of the router that is not in tools/screens/list.ts`),
  pictures: 0,
};
try {
  await lookAtAll(looker);
} finally {
  await browser.close();
  await server.stop();
}
const { path, text } = screensPage();
writeFileSync(join(ROOT, path), text);
for (const finding of looker.findings) console.log(finding);
console.log(`${looker.pictures} pictures in .cache/screens, ${looker.findings.length} findings`);
if (looker.findings.length > 0) process.exitCode = 1;

async function lookAtAll(looker: Looker): Promise<void> {
  const { url } = looker;
  await lookAt(looker, wanted([{ name: 'setup', address: '/setup' }]), 'data', null, ALL_VIEWS);
  const owner = await setUp(url);
  const guest = { name: '新来的人', email: 'early@example.com', functions: ['csm'], scope: 'own', teamId: null };
  const { link } = await owner.send('POST', '/api/v1/people/invitations', guest);
  const entry = [
    { name: 'sign-in', address: '/sign-in' },
    { name: 'invitation', address: new URL(String(link)).pathname },
    { name: 'reset', address: '/reset/a-token' },
  ];
  await lookAt(looker, wanted(entry), 'data', null, ALL_VIEWS);
  await lookAt(looker, wanted([{ name: 'invitation', address: '/invitation/used-up' }]), 'error', null);
  const session = await owner.session();
  const empty = INSIDE.map((screen) => ({ name: screen.name, address: addressOf(screen, WORKSPACE, 'nobody') }));
  await lookAt(looker, wanted(empty), 'empty', session);
  await lookAt(looker, wanted(empty), 'error', session);
  const { csm, executive } = await furnish(url, owner);
  const tasks = await firstTasks(owner);
  const pages = INSIDE.map((screen) => ({
    name: screen.name,
    address: `${addressOf(screen, WORKSPACE, tasks[3]?.account.externalId ?? '')}${screen.name === 'day' ? '?whose=team' : ''}`,
  }));
  await lookAt(looker, wanted([...pages, ...scenes(pages)]), 'data', session, ALL_VIEWS);
  const ofCsm = pages.filter(({ name }) => ['day', 'customers', 'start', 'settings-people', 'settings-keys'].includes(name));
  await lookAt(looker, wanted(ofCsm.map(({ name, address }) => ({ name: `${name}-as-csm`, address }))), 'data', await csm.session());
  const ofExecutive = pages.filter(({ name }) => ['day', 'customers'].includes(name));
  await lookAt(
    looker,
    wanted(ofExecutive.map(({ name, address }) => ({ name: `${name}-as-executive`, address }))),
    'data',
    await executive.session(),
  );
  for (const one of [owner, csm, executive]) await one.end();
}

function scenes(pages: readonly Sight[]): readonly Sight[] {
  return [...SCENES, ...MORE_SCENES].map((scene) => ({
    name: `${scene.on}-${scene.name}`,
    address: pages.find(({ name }) => name === scene.on)?.address ?? '/',
    scene,
  }));
}

function wanted(sights: readonly Sight[]): readonly Sight[] {
  return WANTED.length === 0 ? sights : sights.filter(({ name }) => WANTED.some((want) => name.startsWith(want)));
}

/** Every address of the router that no list names. */
function unlistedRoutes(): string[] {
  const known = new Set<string>([...FORWARDING, ...[...ENTRY, ...INSIDE].map(({ route }) => route)]);
  const router = readFileSync(join(ROOT, 'src/web/router.tsx'), 'utf8');
  const written = [...router.matchAll(/\b(?:path: |openPage\(\s*)'([^']+)'|\bsection\(\s*'([^']+)'/g)];
  return written.map(([, route, section = '']) => route ?? `/${section}`).filter((route) => !known.has(route));
}

/** Keys of all words, with their parents: a page that shows one lacks its word. */
function allKeys(): string[] {
  const found: string[] = [];
  const walk = (prefix: string, node: object): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object' && value !== null) walk(`${prefix}${key}.`, value);
      else if (prefix !== '') found.push(prefix + key);
    }
  };
  const folder = join(ROOT, 'src/web/locales/zh-CN');
  for (const name of readdirSync(folder)) walk('', JSON.parse(readFileSync(join(folder, name), 'utf8')) as object);
  return found;
}
