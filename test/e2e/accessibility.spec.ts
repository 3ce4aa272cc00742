import { type Page, test } from '@playwright/test';
import { drawn, expectClean, type Furnished, goOn, openFurnished, PAGES } from './accessible.ts';
import { WORKSPACE } from './furnished.ts';

/*
 * No page has a serious or critical finding of axe, in either theme. Dialogs on them: accessibility-dialogs.spec.ts.
 */
test.describe.configure({ mode: 'serial' });

let furnished: Furnished;
let page: Page;
test.beforeAll(async ({ browser }) => {
  furnished = await openFurnished(browser);
  page = await furnished.context.newPage();
  await page.goto(`/${WORKSPACE}/nowhere`);
  await drawn(page);
});
test.afterAll(() => furnished.stop());

test('an address that leads nowhere says so, without a serious finding', () => expectClean(page));

for (const { name, address } of PAGES) {
  test(`${name} has no serious finding in either theme`, async () => {
    await goOn(page, address(furnished.customer));
    await expectClean(page);
  });
}
