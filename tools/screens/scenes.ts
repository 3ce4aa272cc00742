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

/** A key on a desk; on a phone the button of the first card. */
const pressOr =
  (key: string, name: RegExp) =>
  (page: Page, width: number): Promise<void> =>
    width < 600 ? pressNamed(name)(page) : press(key)(page);

/** Looks at a part of a customer's page. */
const tabOf =
  (tab: string) =>
  async (page: Page): Promise<void> => {
    await page.goto(`${new URL(page.url()).pathname}?tab=${tab}`);
    await page.locator('h1').waitFor();
  };

export const SCENES: readonly Scene[] = [
  { name: 'complete', on: 'day', open: pressOr('d', /^(完成|Done)$/) },
  { name: 'snooze', on: 'day', open: pressOr('s', /^(稍后|Later)$/) },
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
  {
    name: 'say',
    on: 'customer',
    async open(page, width) {
      // On a phone the rest of health is folded away.
      if (width < 600) await page.locator('main summary').first().click();
      await pressNamed(/^(填报|Say a value)$/)(page);
    },
  },
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

/** Looked at as well, but not walked through by the tests of every change. */
export const MORE_SCENES: readonly Scene[] = [
  {
    name: 'steps',
    on: 'notices',
    async open(page, width) {
      if (width > 600) await page.getByText(/^(开始用起来|Getting started)$/).click();
    },
  },
  { name: 'condition', on: 'customers', open: pressNamed(/^(条件|Condition)$/) },
  {
    name: 'columns',
    on: 'customers',
    async open(page, width) {
      if (width > 600) await pressNamed(/^(列|Columns) /)(page);
    },
  },
  {
    name: 'bulk',
    on: 'customers',
    async open(page, width) {
      if (width < 600) return;
      for (const index of [1, 2, 3]) await page.locator('main input[type=checkbox]').nth(index).check();
      await pressNamed(/^(改自定义字段|Set own field)$/)(page);
    },
  },
  ...(['contracts', 'contacts', 'units', 'issues', 'touches', 'answers', 'commitments', 'notes', 'events'] as const).map((tab) => ({
    name: `tab-${tab}`,
    on: 'customer',
    open: tabOf(tab),
  })),
  {
    name: 'record',
    on: 'customer',
    async open(page) {
      await tabOf('touches')(page);
      await pressNamed(/^(新建触达|New touch)$/)(page);
    },
  },
  { name: 'edit', on: 'customer', open: pressNamed(/^(编辑|Edit)$/) },
  { name: 'arrange', on: 'customer', open: pressNamed(/^(调整顺序|Arrange)$/) },
  {
    name: 'mention',
    on: 'customer',
    async open(page) {
      await pressNamed(/^(记触达|Log a touch)$/)(page);
      const dialog = page.getByRole('dialog');
      await dialog.getByText(/^(备注|Note)$/).click();
      await dialog.locator('textarea').first().pressSequentially('@');
    },
  },
  {
    name: 'session-ended',
    on: 'customer',
    async open(page) {
      await pressNamed(/^(编辑|Edit)$/)(page);
      await page.route('**/api/v1/**', (route) =>
        route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify({ code: 'not-signed-in' }) }),
      );
      await page.getByRole('dialog').locator('form input').first().fill('写到一半');
      await pressNamed(/^(保存|Save)$/)(page);
      await page.getByText(/^(登录已过期|Your session has ended)$/).waitFor();
    },
  },
  {
    name: 'moved',
    on: 'lab',
    async open(page) {
      await page.getByRole('slider').focus();
      for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight');
    },
  },
  { name: 'rows', on: 'revenue', open: (page) => page.locator('main table button').first().click() },
  { name: 'details', on: 'revenue', open: pressNamed(/^(口径细节|Details)$/) },
  { name: 'open', on: 'quality', open: (page) => page.locator('main li > button').first().click() },
  { name: 'erase', on: 'settings-erasure', open: pressNamed(/^(抹除个人数据|Erase personal data)$/) },
  { name: 'bot', on: 'settings-bots', open: pressPrimary },
  { name: 'field', on: 'settings-fields', open: pressPrimary },
];
