import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS } from './tools/browser.mjs';

/** `npm test` names the browser of the system; without it Playwright uses its own. */
const executablePath = process.env.MOORING_CHROMIUM;

export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/prepare.ts',
  outputDir: 'test-results',
  // Each file starts a Mooring of its own. One file more than there are cores: a page waits half of its time.
  workers: availableParallelism() + 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  // What follows an event follows it within seconds; a busy machine takes a few more.
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // A click that finds nothing says so, instead of using up the time of the story.
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: CHROMIUM_ARGS,
    },
  },
});
