import { describe, expect, test } from 'vitest';
import type { Meaning } from './kinds.ts';
import { mappingChanges, rulesAfter, wordsOn } from './mapping-changes.ts';
import { proposals, type SeenName } from './mapping-proposals.ts';

const seen = (name: string, events = 10, more: Partial<SeenName> = {}): SeenName => ({
  name,
  events,
  kinds: new Map<Meaning, number>([['action', events]]),
  withoutModule: events,
  ...more,
});
const proposed = (...names: string[]): string[] =>
  proposals(
    names.map((name) => seen(name)),
    [],
  ).map(({ rule }) => `${rule.name} ${rule.kind ?? rule.module}`);

describe('proposals from the names of events', () => {
  test('words that sound like a login, in Chinese and English, however they are joined', () => {
    expect(proposed('UserLogin', 'user.signed_in', '扫码登录', 'app登陆')).toEqual([
      'UserLogin login',
      'app登陆 login',
      'user.signed_in login',
      '扫码登录 login',
    ]);
  });

  test('what failed, was left, or is only a page or button is no login; neither is a word within a word; built-in names need no rule', () => {
    expect(proposed('login_failed', 'logout', 'login page', '登录失败', '点击登录按钮', 'blogindex', 'Login', '登录')).toEqual([]);
  });

  test('records, processes that ended, and calls between systems', () => {
    expect(proposed('contact_created', '审批通过', 'webhook received', '新建订单')).toEqual([
      'contact_created record',
      'webhook received integration-call',
      '审批通过 process-finished',
      '新建订单 record',
    ]);
  });

  test('a beginning that names share is a module; one name makes no family', () => {
    expect(proposed('报表:导出', '报表:查看', 'billing.view', 'billing.list', 'crm.view')).toEqual(['billing.* billing', '报表:* 报表']);
    const [first] = proposals([seen('billing.view', 3), seen('billing.list', 4, { withoutModule: 1 })], []);
    expect(first).toMatchObject({ names: ['billing.view', 'billing.list'], events: 4 });
  });

  test('nothing is proposed that a rule says already, or that senders say themselves', () => {
    const rule = { type: null, name: '*', where: null, kind: 'record', module: 'all', client: null, seconds: null, value: null } as const;
    expect(proposals([seen('UserLogin'), seen('a.b'), seen('a.c')], [rule])).toEqual([]);
    expect(proposals([seen('UserLogin', 5, { kinds: new Map([['login', 5]]) })], [])).toEqual([]);
    expect(proposals([seen('a.b', 5, { withoutModule: 0 }), seen('a.c', 5, { withoutModule: 0 })], [])).toEqual([]);
  });
});

describe('what a person says about one name', () => {
  const login = { kind: 'login', module: null, client: null } as const;

  test('it makes a rule before all others, changes it, and takes it away', () => {
    const family = { type: null, name: 'a.*', where: null, kind: 'record', module: 'a', client: null, seconds: null, value: null } as const;
    const said = rulesAfter([family], 'a.enter', login);
    expect(said.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['a.enter login', 'a.* record']);
    expect(wordsOn(said, 'a.enter')).toEqual(login);
    const moved = rulesAfter(said, 'a.enter', { ...login, module: 'door' });
    expect(mappingChanges(said, moved)).toMatchObject({ added: [{ module: 'door' }], removed: [{ module: null }], reordered: false });
    expect(rulesAfter(moved, 'a.enter', { kind: null, module: null, client: null })).toEqual([family]);
    expect(rulesAfter([family], 'b', { kind: null, module: null, client: null })).toEqual([family]);
  });

  test('a rule of that name with a condition stays before it, and its numbers stay', () => {
    const base = { type: null, name: 'enter', kind: 'record', module: null, client: null, seconds: null, value: null } as const;
    const conditional = { ...base, where: { property: 'how', equals: 'import' } };
    const rules = rulesAfter([conditional, { ...base, where: null, kind: null, seconds: 'length' }], 'enter', login);
    expect(rules).toEqual([conditional, { ...base, where: null, kind: 'login', seconds: 'length' }]);
  });

  test('another order is a change', () => {
    const rule = (name: string) => ({
      type: null,
      name,
      where: null,
      kind: 'record' as const,
      module: null,
      client: null,
      seconds: null,
      value: null,
    });
    expect(mappingChanges([rule('a'), rule('b')], [rule('b'), rule('a')])).toEqual({ added: [], removed: [], reordered: true });
  });
});
