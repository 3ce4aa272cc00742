import type { Page } from '@playwright/test';

/** Something that opens on a page and hides from a visit alone. */
export interface Scene {
  readonly name: string;
  /** The page of the list it opens on. */
  readonly on: string;
  readonly open: (page: Page, width: number) => Promise<void>;
}

/** Rows that are good, and one of each way to be wrong. */
export const CUSTOMERS_CSV = [
  '客户编号,客户名称,合同开始,合同结束,客户经理,行业',
  'K-1001,屿衡冷链物流,2025-03-01,2027-02-28,陈思,物流',
  'K-1002,栖川医疗器械,2025/6/1,2026-12-31,周以宁,医疗',
  ',没有编号的客户,2025-01-01,,,零售',
  'K-1004,日期写错的客户,2025-13-45,,陈思,制造',
].join('\n');

const upload = { name: '客户.csv', mimeType: 'text/csv', buffer: Buffer.from(CUSTOMERS_CSV) };

const press =
  (key: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press(key);
  };

/** A button of the page by its words. */
const pressNamed =
  (name: RegExp) =>
  (page: Page): Promise<void> =>
    page.getByRole('button', { name }).first().click();

/** The first button of the page's main action. */
const pressPrimary = (page: Page): Promise<void> => page.locator('main .ant-btn-primary').first().click();

export const SCENES: readonly Scene[] = [
  { name: 'complete', on: 'day', open: press('d') },
  { name: 'snooze', on: 'day', open: press('s') },
  { name: 'assign', on: 'day', open: press('a') },
  { name: 'keys', on: 'day', open: press('?') },
  { name: 'find', on: 'customers', open: (page) => page.keyboard.press('ControlOrMeta+k') },
  {
    name: 'write-down',
    on: 'customer',
    open: (page) =>
      page
        .getByRole('button', { name: /^(记一笔|Write down)$/ })
        .first()
        .click(),
  },
  { name: 'invite', on: 'settings-people', open: pressPrimary },
  { name: 'team', on: 'settings-teams', open: pressPrimary },
  { name: 'key', on: 'settings-keys', open: pressPrimary },
  { name: 'chosen', on: 'import', open: (page) => page.locator('input[type=file]').first().setInputFiles(upload) },
  {
    name: 'report',
    on: 'import',
    async open(page) {
      await page.locator('input[type=file]').first().setInputFiles(upload);
      await page.getByRole('button', { name: /^(导入|Import) 1 / }).click();
      await page.locator('table').first().waitFor();
    },
  },
  { name: 'why', on: 'customer', open: pressNamed(/^(为什么变了|Why it changed)$/) },
  { name: 'override', on: 'customer', open: pressNamed(/^(改判|Override)$/) },
  {
    name: 'expectation',
    on: 'customer',
    async open(page) {
      await page.getByText(/^(与同行相比|Against peers)$/).scrollIntoViewIfNeeded();
    },
  },
  { name: 'say', on: 'customer', open: pressNamed(/^(填报|Say a value)$/) },
  { name: 'model', on: 'settings-health', open: pressNamed(/^(使用健康度|Usage health)$/) },
  { name: 'edit', on: 'settings-health', open: pressNamed(/^(改|Edit)$/) },
  {
    name: 'preview',
    on: 'settings-health',
    async open(page) {
      await pressNamed(/^(改|接着改|Edit|Go on)$/)(page);
      await page.getByLabel(/^(健康，多少分起|Healthy from)$/).fill('60');
      await pressNamed(/^(预览谁变色|Preview)$/)(page);
      await page.getByRole('button', { name: /^(发布|Publish)$/ }).waitFor();
    },
  },
  {
    name: 'metric',
    on: 'settings-metrics',
    async open(page) {
      await page.getByRole('link', { name: /activity-rate/ }).click();
      await page.getByText(/家有数|: known for/).waitFor();
    },
  },
  {
    name: 'define',
    on: 'settings-metrics',
    async open(page) {
      await pressNamed(/^(定义指标|Define a metric)$/)(page);
      await page.getByLabel(/^(中文名|Chinese name)$/).fill('近 30 天登录人数');
      await page.getByLabel(/^(事件类别|Kind of event)$/).click();
      await page.getByTitle(/^(登录|Login)$/).click();
      await pressNamed(/^(先试算|Try it first)$/)(page);
      await page.getByText(/家有数|: known for/).waitFor();
    },
  },
  {
    name: 'rule',
    on: 'warnings',
    async open(page) {
      await pressNamed(/^(修改规则|Change the rule)/)(page);
      await pressNamed(/^(先试一试|Try it first)$/)(page);
      await page.getByText(/家客户里|customers it would warn/).waitFor();
    },
  },
  { name: 'own-rule', on: 'warnings', open: pressNamed(/^(新建规则|New rule)$/) },
  {
    name: 'nothing-found',
    on: 'customers',
    open: async (page) => {
      await page.locator('main input[type=text], main input[type=search]').first().fill('没有这样的客户');
      await page.waitForURL(/search=/);
    },
  },
];
