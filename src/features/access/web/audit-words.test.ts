import { readdirSync, readFileSync } from 'node:fs';
import { createInstance, type TFunction } from 'i18next';
import { describe, expect, test } from 'vitest';
import english from '../../../web/locales/en-US/access.json' with { type: 'json' };
import englishShell from '../../../web/locales/en-US/shell.json' with { type: 'json' };
import chinese from '../../../web/locales/zh-CN/access.json' with { type: 'json' };
import chineseShell from '../../../web/locales/zh-CN/shell.json' with { type: 'json' };
import { AUDIT_ACTIONS, auditChanges, auditSentence, auditValue, splitSubject } from './audit-words.ts';

function wordsOf(language: 'zh-CN' | 'en-US'): TFunction<'access'> {
  const words = createInstance();
  void words.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { 'zh-CN': { access: chinese, shell: chineseShell }, 'en-US': { access: english, shell: englishShell } },
  });
  return words.getFixedT(language, 'access') as TFunction<'access'>;
}
const [zh, en] = [wordsOf('zh-CN'), wordsOf('en-US')];
const entry = { who: '林知夏', subject: '周予安 <zhou@example.com>', before: null, after: null };

describe('an entry as a sentence', () => {
  test('names who and whom, in both languages, with a space between 汉字 and Latin', () => {
    expect(auditSentence({ ...entry, action: 'person.invited' }, zh)).toBe('林知夏邀请了周予安');
    expect(auditSentence({ ...entry, who: 'Ada', action: 'person.access-ended' }, zh)).toBe('Ada 结束了周予安的访问');
    expect(auditSentence({ ...entry, action: 'person.access-ended' }, en)).toBe('林知夏 ended the access of 周予安');
  });

  test('names programs and Mooring itself', () => {
    expect(auditSentence({ ...entry, who: 'auto', action: 'person.named-by-import' }, zh)).toBe('系舟导入时记下了周予安，还没邀请');
    expect(auditSentence({ ...entry, who: 'key:CRM', subject: 'acme', action: 'account.owner-assigned' }, zh)).toBe(
      '密钥「CRM」改了客户 acme 的负责人',
    );
    expect(auditSentence({ ...entry, who: 'operator', action: 'password.reset-link-made' }, en)).toBe(
      'The operator of the server made a password reset link for 周予安',
    );
  });

  test('an action that has no sentence is named as it is written', () => {
    expect(auditSentence({ ...entry, action: 'boat.painted' }, en)).toBe('林知夏: boat.painted, 周予安');
  });

  test('every action has a sentence of its own in both languages', () => {
    for (const action of AUDIT_ACTIONS) for (const t of [zh, en]) expect(auditSentence({ ...entry, action }, t)).not.toContain(action);
  });

  test('every action that the features write is known here', () => {
    const written = sources().flatMap((text) => [
      ...text.matchAll(/\baction: (?:[^\n,']+\? )?'([a-z]+\.[a-z-]+)'(?: : '([a-z]+\.[a-z-]+)')?/g),
    ]);
    const names = new Set(written.flatMap(([, one, other]) => [one, other]).filter((name) => name !== undefined));
    expect(names.size).toBeGreaterThan(10);
    expect([...names].filter((name) => !(AUDIT_ACTIONS as readonly string[]).includes(name))).toEqual([]);
  });
});

/** The source of all features but their tests. */
function sources(): readonly string[] {
  const folder = new URL('../../', import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('web/'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}

describe('what changed', () => {
  test('only fields that differ, from what to what', () => {
    const action = 'person.changed';
    const before = { teamId: null, functions: ['csm'], scope: 'own' };
    const after = { functions: ['csm', 'am'], scope: 'own', teamId: 'team_1' };
    expect(auditChanges({ action, before, after })).toEqual([
      { field: 'functions', before: ['csm'], after: ['csm', 'am'] },
      { field: 'teamId', before: null, after: 'team_1' },
    ]);
  });

  test('of a thing that was made or ended, what the sentence does not say', () => {
    expect(
      auditChanges({ action: 'person.invited', before: null, after: { name: 'A', email: 'a@b.c', active: true, scope: 'own' } }),
    ).toEqual([{ field: 'scope', before: undefined, after: 'own' }]);
    expect(auditChanges({ action: 'team.deleted', before: { name: 'East' }, after: null })).toEqual([]);
    expect(auditChanges({ action: 'password.changed', before: null, after: null })).toEqual([]);
  });

  test('ending access is said by the sentence alone', () => {
    expect(auditChanges({ action: 'person.access-ended', before: { active: true }, after: { active: false } })).toEqual([]);
  });

  test('values are words', () => {
    const teams = new Map([['team_1', '华东组']]);
    const value = (field: string, one: unknown): string => auditValue(field, one, zh, teams);
    expect(value('functions', ['csm', 'admin'])).toBe('客户成功经理、管理员');
    expect(value('scope', 'own')).toBe('本人');
    expect(value('scopes', ['ingest', 'read'])).toBe('写入事件、读取');
    expect([value('teamId', 'team_1'), value('teamId', 'team_2'), value('teamId', null)]).toEqual(['华东组', '已删除的团队', '无']);
    expect([value('expectedActivity', 0.575), value('active', false), value('locale', 'zh-CN')]).toEqual(['57.5%', '否', '简体中文']);
    expect([value('timeZone', 'Asia/Shanghai'), value('other', { a: 1 }), value('scope', 'galaxy')]).toEqual([
      'Asia/Shanghai',
      '{"a":1}',
      'galaxy',
    ]);
  });

  test('a subject is split into name and e-mail', () => {
    expect(splitSubject('周予安 <zhou@example.com>')).toEqual({ name: '周予安', email: 'zhou@example.com' });
    expect(splitSubject('砚北 <东>区')).toEqual({ name: '砚北 <东>区', email: null });
  });
});
