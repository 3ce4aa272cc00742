// A browser for tests and pictures, and fonts with which it can draw Chinese.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, run, runPackage } from './bootstrap.mjs';

/**
 * How a browser is started: it talks to the server under test and to nobody else.
 * Chromium refuses its sandbox to root, which is what a container usually is.
 */
export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/**
 * Installs what is missing where it may, and says what to install where it may not.
 * Returns the browser of the system, or null when Playwright has its own.
 */
export function browser() {
  const wanted = { chromium: systemChromium() === null, 'fonts-noto-cjk': !hasChineseFont() };
  const missing = Object.keys(wanted).filter((name) => wanted[name]);
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version')) aptInstall(missing);
  if (!hasChineseFont()) console.error('mooring: no Chinese font was found, so pictures of pages will lack it. Install fonts-noto-cjk.');
  const found = systemChromium();
  if (found !== null) return found;
  if (runPackage('@playwright/test', 'cli.js', ['install', 'chromium'])) return null;
  return fail(
    'No browser for the tests: install Chromium (Debian: apt-get install chromium fonts-noto-cjk), or allow npx playwright install chromium.',
  );
}

function aptInstall(packages) {
  console.error(`mooring: installing ${packages.join(' and ')} …`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  // A machine without a way to the mirrors may still find the packages in its cache.
  run('apt-get', ['update', '-qq'], options);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

function systemChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  for (const name of names) {
    const folder = folders.find((path) => existsSync(join(path, name)));
    if (folder !== undefined) return join(folder, name);
  }
  return null;
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const { status, stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  if (status === 0) return stdout.trim() !== '';
  const folder = '/usr/share/fonts';
  return existsSync(folder) && readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => /cjk|wqy|sourcehan/i.test(name));
}
