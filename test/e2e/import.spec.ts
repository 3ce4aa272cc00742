import { readFileSync } from 'node:fs';
import { type BrowserContext, type Download, expect, type Page, test } from '@playwright/test';
import { openPromise } from 'yauzl';
import { NOW, setUp, WORKSPACE } from './furnished.ts';
import { type MooringServer, startMooring } from './mooring-server.ts';

/*
 * The job: a table as people keep it comes in. What is good is kept, what is bad is named, and doing it twice does nothing.
 */
test.describe.configure({ mode: 'serial' });

const CUSTOMERS = [
  '\uFEFF客户编号,客户名称,合同开始,合同结束,客户经理,行业,备注',
  'K-1001,屿衡冷链物流,2025-03-01,2027-02-28,陈思,物流,',
  'K-1002,"栖川医疗器械, 华东",2025/6/1,2026-12-31,周以宁,医疗,"含""续约""意向"',
  ' K-1003 ,砺原职业培训 🍋,2025年9月1日,,陈思,教育,名字带符号',
  ',没有编号的客户,2025-01-01,,,零售,',
  'K-1005,日期写错的客户,2025-13-45,,陈思,制造,',
  'K-1006,少一格的客户,2025-01-01',
  'K-1007,先结束后开始,2026-05-01,2026-04-01,,制造,',
].join('\r\n');

/** Written by `write.py` beside it. */
const SHEET = {
  name: '合同台账.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: readFileSync('test/fixtures/ledger-sheet/合同台账.xlsx'),
};

let mooring: MooringServer;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  mooring = await startMooring(NOW);
  const owner = await setUp(mooring.url);
  context = await browser.newContext({
    baseURL: mooring.url,
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    storageState: await owner.session(),
  });
  await owner.end();
  page = await context.newPage();
});
test.afterAll(async () => {
  await context.close();
  await mooring.stop();
});

test('the page proposes what the columns mean, from Chinese headers; unknown ones become fields of the workspace', async () => {
  await page.goto(`/${WORKSPACE}/import`);
  await choose();
  const file = page.getByRole('region', { name: '客户.csv', exact: true });
  const column = (name: string) => file.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  await expect(column('客户编号')).toContainText('编号');
  await expect(column('合同开始')).toContainText('开始日');
  await expect(column('客户经理')).toContainText('负责人');
  await expect(column('行业')).toContainText('行业');
  await expect(column('备注')).toContainText('自定义「备注」');
});

test('the first rows are seen before anything is written, and trying writes nothing', async () => {
  await page.getByRole('button', { name: '看前几行' }).click();
  await expect(page.getByRole('region', { name: '客户.csv 的前几行' }).first()).toContainText('屿衡冷链物流');
  await page.getByRole('button', { name: '试一遍，不写入' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('试过了：会导入 3 行');
  await page.getByRole('button', { name: '回去调整或正式导入' }).click();
});

test('good rows are kept, and each bad row is named with its line, its value and why', async () => {
  await page.getByRole('button', { name: '导入 1 张表' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('导入了 3 行');
  const rejects = page.getByRole('region', { name: '客户.csv 退回 4 行' });
  const expected: [string, RegExp][] = [
    ['5', /客户编号.*这一格是空的/],
    ['6', /2025-13-45.*日历上没有/],
    ['7', /3 格.*7 格/],
    ['8', /2026-04-01.*早于/],
  ];
  for (const [line, words] of expected) {
    await expect(rejects.getByRole('row').filter({ has: page.getByRole('cell', { name: line, exact: true }) })).toHaveText(words);
  }
});

test('the same file again changes nothing', async () => {
  await page.getByRole('button', { name: '再导一批' }).click();
  await choose();
  await page.getByRole('button', { name: '导入 1 张表' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('导入了 0 行');
  const counts = page.getByRole('region', { name: '各文件的行数' }).first();
  await expect(counts.getByRole('row').nth(1).getByRole('cell')).toHaveText([/客户\.csv/, '7', '0', '3', '0', '0', '4']);
});

test('the customers are there, with their owners and the rest of their columns', async () => {
  await page.getByRole('link', { name: '客户', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('3 家客户');
  await expect(page.getByRole('row').filter({ hasText: '屿衡冷链物流' })).toContainText('陈思');
  await page.getByRole('link', { name: '栖川医疗器械, 华东' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('栖川医疗器械, 华东');
  await expect(page.getByText('含"续约"意向')).toBeVisible();
  await expect(page.getByText('砺原职业培训')).toHaveCount(0);
});

test('the import is taken back: its customers are gone', async () => {
  await page.goto(`/${WORKSPACE}/import`);
  const past = page.getByRole('listitem').filter({ hasText: '导入 3 行，', hasNotText: '只试过' });
  await past.getByRole('button', { expanded: false }).click();
  await past.getByRole('button', { name: '撤回这次导入' }).click();
  await expect(page.getByRole('tooltip')).toContainText('删去 3 条新记录');
  await page.getByRole('tooltip').getByRole('button', { name: '撤回这次导入' }).click();
  await expect(past).toContainText('已撤回');
  // The list follows within seconds.
  await expect(async () => {
    await page.goto(`/${WORKSPACE}/customers`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('屿衡冷链物流')).toHaveCount(0, { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
});

test('a messy spreadsheet that another program wrote: titles above the header, days and numbers in every way of writing', async () => {
  await page.goto(`/${WORKSPACE}/import`);
  await page.locator('input[type=file]').first().setInputFiles(SHEET);
  const lines = page.getByRole('region', { name: '合同台账.xlsx · 合同明细', exact: true });
  for (const [column, field] of [
    ['明细编号', '编号'],
    ['到期日期', '到期日'],
    ['席位数', '席位'],
    ['年费（元）', '年费 ARR'],
  ] as const)
    await expect(lines.getByRole('row').filter({ has: page.getByRole('rowheader', { name: column, exact: true }) })).toContainText(field);
  await expect(lines.getByText('表头里「备注」出现了不止一次，这一列先不用。')).toBeVisible();
  await page.getByRole('button', { name: '导入 2 张表' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('导入了 6 行');
  await expect(page.getByText('「开始日期」里混着几种日期写法')).toBeVisible();
  await expect(page.getByText('1 格是公式，用的是它算好的值')).toBeVisible();
  await expect(page.getByText('有 2 处合并单元格')).toBeVisible();
  await expect(page.getByText('工作表没有用上')).toHaveCount(0);
  const rejects = page.getByRole('region', { name: '合同台账.xlsx · 合同明细 退回 1 行' });
  await expect(rejects.getByRole('row').nth(1)).toHaveText(/^9.*开始日期.*2026-13-01.*日历上没有/);
});

test('a figure that is too large is opened to its rows, traced to one entry, and corrected by a reversing one', async () => {
  await page.goto(`/${WORKSPACE}/revenue`);
  const headline = page.getByRole('heading', { level: 1 });
  await expect(headline).toContainText('年费 140.0 万 CNY');
  const months = page.getByRole('region', { name: '按月的收入变动' });
  await months
    .getByRole('row', { name: /^2026-06/ })
    .getByTitle('1,280,000.00 CNY')
    .first()
    .click();
  const drawer = page.getByRole('dialog', { name: '2026-06 新签' });
  await drawer.getByRole('button', { name: '南桥冷链' }).click();
  const ledger = drawer.getByRole('region', { name: '收入台账' });
  const entry = ledger.getByRole('row', { name: /2026-06-01 新签 M-2 1,280,000 CNY/ });
  await entry.getByRole('button', { name: '冲正' }).click();
  const form = page.getByRole('dialog', { name: /^冲正 \d+ 号分录$/ });
  await form.getByLabel('正确的金额').fill('128000');
  await form.getByLabel('原因').fill('合同上是 12.8 万，台账多写了一个零');
  await form.getByRole('button', { name: '冲正' }).click();
  await expect(ledger.getByRole('row', { name: /2026-06-01 新签 M-2 −1,280,000 CNY.*合同上是 12.8 万.*冲正 3 号/ })).toBeVisible();
  await expect(headline).toContainText('年费 24.8 万 CNY');
});

test('a movement is posted by hand on a line, and the figures follow', async () => {
  await page.getByRole('dialog', { name: '2026-06 新签' }).getByRole('button', { name: '记一笔' }).click();
  const form = page.getByRole('dialog', { name: '记一笔变动' });
  await form.getByText('交叉销售').click();
  await form.getByLabel('生效日').fill('2026-10-01');
  await form.getByLabel('每年变多少').fill('32000');
  await expect(form.getByText('现在每年 128,000 CNY，之后 160,000 CNY')).toBeVisible();
  await form.getByRole('button', { name: '记一笔' }).click();
  await expect(form.getByText('写一句为什么')).toBeVisible();
  await form.getByLabel('原因').fill('加购报表模块');
  await form.getByRole('button', { name: '记一笔' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('年费 28.0 万 CNY');
});

test('the list of customers is saved as it is seen, and everything as one zip', async () => {
  const saved = async (button: string): Promise<Download> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
    return download;
  };
  await page.goto(`/${WORKSPACE}/customers?search=%E5%8D%97%E6%A1%A5`);
  await expect(page.getByRole('row')).toHaveCount(2);
  const list = await saved('导出');
  expect(list.suggestedFilename()).toBe('客户.csv');
  expect(readFileSync(await list.path(), 'utf8')).toMatch(/^\uFEFF客户编号,客户,[^\n]*\r\nH-02,南桥冷链,[^\n]*\r\n$/);
  await page.goto(`/${WORKSPACE}/export`);
  const zip = await openPromise(await (await saved('全部下载（一个 zip）')).path(), { lazyEntries: true });
  const names: string[] = [];
  for await (const { fileName, uncompressedSize } of zip.eachEntry()) if (uncompressedSize > 1000) names.push(fileName);
  expect(names).toEqual(['movement.csv']);
  await expect(page.getByRole('row', { name: /^收入台账/ }).getByRole('cell', { name: '13', exact: true })).toBeVisible();
});

async function choose(): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from(CUSTOMERS) });
}
