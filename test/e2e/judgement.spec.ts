import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { type Caller, join, NOW, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: whoever leads moves the line of a rule and sees who is warned, says what was a false alarm, hands the work out, and judges a
 * customer otherwise for a while. Two customers, ten people each: three of the ten use the product at one, one at the other.
 */
test.describe.configure({ mode: 'serial' });

const DAY_MS = 86_400_000;
const RULE = '活跃度低于 20%';

let mooring: MooringServer;
let owner: Caller;
let context: BrowserContext;
let page: Page;
let key: string;

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  owner = await setUp(mooring.url);
  const lead = await join(mooring.url, owner, { name: '林若溪', email: 'head@example.com', functions: ['cs-head'], scope: 'all' });
  await join(mooring.url, owner, { name: '苏禾', email: 'su@example.com', functions: ['csm'], scope: 'own' });
  key = String((await owner.send('POST', '/api/v1/keys', { name: '网页埋点', scopes: ['ingest'] })).secret);
  await owner.send('PUT', '/api/v1/accounts/steady', { name: '平稳物流', startsOn: '2026-09-01' });
  await owner.send('PUT', '/api/v1/accounts/quiet', { name: '安静制造', startsOn: '2026-09-01' });
  await send([...usersOf('steady'), ...usersOf('quiet'), ...loginsOf('steady', 3, NOW, 60), ...loginsOf('quiet', 1, NOW, 60)]);
  context = await browser.newContext({ baseURL: mooring.url, reducedMotion: 'reduce', storageState: await lead.caller.session() });
  page = await context.newPage();
});
test.afterAll(async () => {
  await owner.end();
  await context.close();
  await mooring.stop();
});

test('MON-05: a lead moves the line of a rule, tries it, and another customer is warned', async () => {
  await page.goto(`/${WORKSPACE}/warnings`);
  await again(() => expect(warningOf('安静制造')).toBeVisible({ timeout: 1000 }));
  await expect(warningOf('平稳物流')).toHaveCount(0);
  await page.getByRole('button', { name: `修改规则：${RULE}` }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('预警线').fill('40');
  await drawer.getByLabel('解除线').fill('45');
  await drawer.getByRole('button', { name: '先试一试' }).click();
  await expect(drawer.getByText('2 家客户里，今天会提醒 2 家')).toBeVisible();
  await drawer.getByRole('button', { name: '保存并重新判断' }).click();
  await expect(drawer).toBeHidden();
  await again(() => expect(warningOf('平稳物流')).toBeVisible({ timeout: 1000 }));
  await expect(warningOf('平稳物流')).toContainText('跌破 40%');
});

test('MON-07: a false alarm is marked, the rate of its rule moves, and back again', async () => {
  const rate = page
    .getByRole('row', { name: RULE })
    .filter({ has: page.getByRole('button', { name: RULE }) })
    .getByRole('cell')
    .last();
  await expect(rate).toHaveText('0.0%');
  await warningOf('平稳物流').getByRole('button', { name: /误报/ }).click();
  await expect(warningOf('平稳物流')).toHaveCount(0);
  await expect(rate).toHaveText('50.0%');
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(rate).toHaveText('0.0%');
  await expect(warningOf('平稳物流')).toBeVisible();
});

test('MON-08: the work of nobody is handed to a colleague who is shown in the day of the team, and taken back', async () => {
  await page.goto(`/${WORKSPACE}/day?whose=team`);
  const team = page.getByRole('region', { name: '团队的一天' });
  await team.getByRole('button', { name: '无人负责' }).click();
  await expect(page).toHaveURL(/who=nobody/);
  await page.getByRole('toolbar').getByRole('button', { name: '全部转给…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /苏禾/ }).click();
  await expect(page.getByRole('status').last()).toContainText('转给 苏禾');
  const su = team.getByRole('row', { name: /苏禾/ });
  await expect(su).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByRole('status').last()).toContainText('已撤销');
  await expect(su).toHaveCount(0);
  await expect(team.getByRole('button', { name: '无人负责' })).toBeVisible();
});

test('MON-05: the past answers to another threshold, which is published, and what was said before stays as it was', async () => {
  const said = async () => (await owner.get('/api/v1/warnings?limit=500')).warnings as readonly Said[];
  const before = await said();
  await page.goto(`/${WORKSPACE}/lab?rule=low-activity&months=6`);
  const headline = page.getByRole('heading', { level: 1 });
  await expect(headline).toContainText('2 家客户上响 2 次');
  const slider = page.getByRole('slider', { name: '阈值' });
  await expect(slider).toHaveAttribute('aria-disabled', 'false');
  await slider.press('Home');
  await expect(page).toHaveURL(/fireAt=/);
  await expect(page.getByRole('row', { name: /^试的/ })).toBeVisible();
  await expect(headline).not.toContainText('2 家客户上响 2 次');
  // Kept on the server, it runs beside what is live and warns nobody.
  await page.getByRole('button', { name: '存为草稿' }).click();
  await expect(page.getByRole('row', { name: /^试的/ })).toHaveCount(0);
  await page.getByRole('button', { name: '影子运行' }).click();
  await expect(page.getByText(/2 家客户里 \d 家不一样/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('预警 → 不预警').first()).toBeVisible();
  expect(await said()).toEqual(before);
  await page.getByRole('button', { name: '发布草稿' }).click();
  await expect(page.getByText('的草稿已发布')).toBeVisible();
  await expect(headline).not.toContainText('2 家客户上响 2 次');
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(headline).toContainText('2 家客户上响 2 次');
  const openings = (list: readonly Said[]) => list.map(({ warningId, openedOn, ruleVersion }) => [warningId, openedOn, ruleVersion]);
  expect(openings(await said())).toEqual(expect.arrayContaining(openings(before)));
});

test('HLT-09: a band said by a person until today is shown with its reason, and is over by itself tomorrow', async () => {
  await page.goto(`/${WORKSPACE}/customers/quiet`);
  await page.getByRole('button', { name: '改判' }).click();
  const form = page.getByRole('dialog', { name: '改判健康等级' });
  await form.getByText('危险', { exact: true }).click();
  await form.getByLabel('理由').fill('对方正在比价');
  await form.getByLabel('最后一天').fill('2026-11-18');
  await form.getByRole('button', { name: '改判' }).click();
  await expect(page.getByText(/林若溪 改判，到/)).toBeVisible();
  const tomorrow = '2026-11-19T02:00:00Z';
  await mooring.setClock(tomorrow);
  await send(loginsOf('quiet', 1, tomorrow, 1));
  await page.reload();
  await expect(page.getByRole('button', { name: '改判' })).toBeVisible();
  await expect(page.getByText(/林若溪 改判，到/)).toHaveCount(0);
  const { overrides } = await owner.get('/api/v1/accounts/quiet/health-overrides');
  expect(overrides).toMatchObject([{ band: 'danger', until: '2026-11-18', state: 'expired' }]);
});

interface Said {
  readonly warningId: string;
  readonly openedOn: string;
  readonly ruleVersion: string;
}

/** A warning in the list. */
function warningOf(customer: string): Locator {
  return page.getByRole('table', { name: '预警', exact: true }).getByRole('row').filter({ hasText: customer });
}

/** What was sent in or changed is judged within seconds. */
async function again(look: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await look();
  }).toPass({ timeout: 30_000 });
}

async function send(batch: readonly object[]): Promise<void> {
  const answer = await fetch(`${mooring.url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

function usersOf(groupId: string): object[] {
  return Array.from({ length: 10 }, (_, user) => ({
    ...{ type: 'identify', userId: `${groupId}-${user}`, messageId: `${groupId} is ${user}` },
    ...{ timestamp: '2026-09-01T01:00:00Z', context: { groupId } },
  }));
}

/** The first so many users log in, on so many days up to a moment. */
function loginsOf(groupId: string, users: number, until: string, days: number): object[] {
  const moments = Array.from({ length: days }, (_, back) => new Date(Date.parse(until) - back * DAY_MS - 60_000).toISOString());
  return moments.flatMap((timestamp) =>
    Array.from({ length: users }, (_, user) => ({
      ...{ type: 'track', event: 'login', userId: `${groupId}-${user}`, messageId: `${groupId} ${user} ${timestamp}` },
      ...{ timestamp, context: { groupId } },
    })),
  );
}
