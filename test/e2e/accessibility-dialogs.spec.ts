import { test } from '@playwright/test';
import { SCENES } from '../../tools/screens/scenes.ts';
import { drawn, expectClean, type Furnished, openFurnished, PAGES } from './accessible.ts';

/*
 * No dialog on a page, and no page before signing in, has a serious or critical finding of axe, in either theme.
 */
test.describe.configure({ mode: 'serial' });

let furnished: Furnished;
let invitation = '';
test.beforeAll(async ({ browser }) => {
  furnished = await openFurnished(browser, async (owner) => {
    const late = { name: '后来的人', email: 'late@example.com', functions: ['csm'], scope: 'own', teamId: null };
    invitation = new URL(String((await owner.send('POST', '/api/v1/people/invitations', late)).link)).pathname;
  });
});
test.afterAll(() => furnished.stop());

for (const scene of SCENES.filter(({ name }) => name !== 'report')) {
  test(`${scene.on}, ${scene.name} open, has no serious finding in either theme`, async () => {
    const page = await furnished.context.newPage();
    await page.goto(PAGES.find(({ name }) => name === scene.on)?.address(furnished.customer) ?? '/');
    await drawn(page);
    await scene.open(page, 1280);
    const dialog = await page.getByRole('dialog').count();
    await expectClean(page, dialog > 0 ? '[role=dialog]' : undefined);
    await page.close();
  });
}

test('the pages before signing in have no serious finding in either theme', async ({ browser }) => {
  const stranger = await browser.newContext({ baseURL: furnished.url, reducedMotion: 'reduce' });
  const page = await stranger.newPage();
  for (const address of ['/sign-in', invitation, '/reset/a-token']) {
    await page.goto(address);
    await drawn(page);
    await expectClean(page);
  }
  await stranger.close();
});
