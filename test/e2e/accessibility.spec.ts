import { test } from '@playwright/test';
import { drawn, expectClean, type Furnished, openFurnished, PAGES } from './accessible.ts';
import { WORKSPACE } from './furnished.ts';

/*
 * No page has a serious or critical finding of axe, in either theme. Dialogs on them: accessibility-dialogs.spec.ts.
 */
test.describe.configure({ mode: 'serial' });

let furnished: Furnished;
test.beforeAll(async ({ browser }) => {
  furnished = await openFurnished(browser);
});
test.afterAll(() => furnished.stop());

for (const { name, address } of PAGES) {
  test(`${name} has no serious finding in either theme`, async () => {
    const page = await furnished.context.newPage();
    await page.goto(address(furnished.customer));
    await drawn(page);
    await expectClean(page);
    await page.close();
  });
}

test('an address that leads nowhere says so, without a serious finding', async () => {
  const page = await furnished.context.newPage();
  await page.goto(`/${WORKSPACE}/nowhere`);
  await drawn(page);
  await expectClean(page);
  await page.close();
});
