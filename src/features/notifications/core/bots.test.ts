import { describe, expect, test } from 'vitest';
import { hookVerdict, nextTry } from './answers.ts';
import { BOT_KINDS, BOT_LIMITS } from './bot-kinds.ts';
import { botBody, mayPostTo } from './bots.ts';
import { byteLength, cutBytes, plainText } from './cut.ts';
import { mailText } from './mail.ts';
import { messageOf, type ToSay } from './message.ts';
import { type Subject, wayForBot, wayForPerson } from './routing.ts';

const OCCASION = { kind: 'at-once', locale: 'zh-CN', workspace: '海风科技', url: 'https://m.example/haifeng/notices' } as const;

function say(name: string, severity: ToSay['severity'] = 'critical'): ToSay {
  return {
    severity,
    customer: { name, url: `https://m.example/haifeng/customers/${encodeURIComponent(name.slice(-4))}` },
    facts: {
      ...{ kind: 'warning', rule: 'low-activity', title: null, act: null, metric: 'activity-rate', value: 0.1, threshold: 0.2 },
      ...{ by: null, day: null, source: null },
    },
  };
}

function textIn(body: object): string {
  const { markdown } = body as { markdown?: { content?: string; text?: string } };
  return markdown?.content ?? markdown?.text ?? JSON.stringify(body);
}

describe('what does not fit is left out, and counted', () => {
  const long = Array.from({ length: 60 }, (_, index) => say(`${'客户名称很长'.repeat(20)}${index}`));

  test.each(BOT_KINDS)('%s: at most as many bytes as the vendor takes', (kind) => {
    const body = botBody(kind, messageOf(long, OCCASION));
    expect(byteLength(textIn(body))).toBeLessThanOrEqual(BOT_LIMITS[kind].bytes);
    const shown = textIn(body).split('活跃度 10.0%').length - 1;
    expect(shown).toBeGreaterThan(3);
    expect(textIn(body)).toContain(`还有 ${60 - shown} 条`);
    expect(textIn(body)).toContain('https://m.example/haifeng/notices');
  });

  test('a single line of any length fits; a message that fits is whole', () => {
    for (const kind of BOT_KINDS) {
      expect(byteLength(textIn(botBody(kind, messageOf([say('😀'.repeat(5000))], OCCASION))))).toBeLessThanOrEqual(BOT_LIMITS[kind].bytes);
      expect(textIn(botBody(kind, messageOf([say('甲'), say('乙')], OCCASION)))).not.toContain('还有');
    }
  });

  test('texts are cut between characters', () => {
    expect(cutBytes('a😀b', 6)).toBe('a😀b');
    expect(cutBytes('a😀b', 5)).toBe('a…');
    expect(byteLength('a系😀')).toBe(8);
    expect(byteLength('\ud800')).toBe(Buffer.byteLength('\ud800'));
  });
});

test('the severest is said first; names from outside call nobody and link nowhere', () => {
  const hostile = '<at user_id="all"></at> @all [x](https://evil.example) **\n> #\u202e';
  const message = messageOf([say('甲', 'normal'), say(hostile)], { ...OCCASION, kind: 'digest', locale: 'en-US' });
  expect(message.title).toBe('Mooring · 海风科技: 2 notices');
  expect(message.lines.map(({ text }) => text.split(':')[0])).toEqual(['Critical', 'Normal']);
  const name = message.lines[0]?.customer?.name ?? '';
  expect(name).not.toMatch(/[<>@[\]*#\n\u202e]/);
  for (const kind of BOT_KINDS) expect(textIn(botBody(kind, message))).not.toMatch(/<at|@all/);
  expect(mailText(message).html).not.toContain('<at');
  expect(plainText('海风（上海）有限公司')).toBe('海风（上海）有限公司');
});

test('飞书: rich text of a title and a line for each', () => {
  expect(botBody('feishu', messageOf([say('甲')], OCCASION))).toEqual({
    msg_type: 'post',
    content: {
      post: {
        zh_cn: {
          title: '系舟 · 海风科技：甲 有紧急预警',
          content: [
            [
              { tag: 'a', text: '甲', href: 'https://m.example/haifeng/customers/%E7%94%B2' },
              { tag: 'text', text: ' 【紧急】活跃度低于 20%：活跃度 10.0%，界线 20%' },
            ],
            [{ tag: 'a', text: '在系舟里看', href: 'https://m.example/haifeng/notices' }],
          ],
        },
      },
    },
  });
});

describe('addresses', () => {
  test.each([
    ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7e5b-4bc4-97a0-0ec2sifa5aaa'],
    ['dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=566cc69da782ec33'],
    ['feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/2b1a2c3d-0000-4f3e'],
    ['feishu', 'https://open.larksuite.com/open-apis/bot/v2/hook/2b1a2c3d-0000-4f3e'],
  ] as const)('%s: %s', (kind, url) => {
    expect(mayPostTo(kind, url, [])).toBe(true);
    for (const other of BOT_KINDS) if (other !== kind) expect(mayPostTo(other, url, [])).toBe(false);
    for (const bad of [
      url.replace('https', 'http'),
      `${url}\n`,
      `${url}#@evil.example`,
      url.replace('://', '://user@'),
      ` ${url}`,
      url.replace('.c', '.evil.c'),
    ])
      expect(mayPostTo(kind, bad, [])).toBe(false);
  });

  test('what the operator allows is taken with its port, and nothing that only begins like it', () => {
    const allowed = ['http://127.0.0.1:8080'];
    expect(mayPostTo('wecom', 'http://127.0.0.1:8080/hook?key=1', allowed)).toBe(true);
    for (const bad of [
      'http://127.0.0.1:80801/',
      'http://127.0.0.1:8080@evil.example/',
      'http://127.0.0.1:8080',
      'https://127.0.0.1:8080/',
    ])
      expect(mayPostTo('wecom', bad, allowed)).toBe(false);
  });
});

describe('answers', () => {
  const verdict = (kind: 'wecom' | 'dingtalk' | 'feishu', status: number, body: unknown, retryAfter: number | null = null) => {
    const { outcome, waitMs } = hookVerdict(kind, { status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfter });
    return waitMs === null ? outcome : `${outcome} ${waitMs / 1000}`;
  };
  test('each vendor says yes, no, and too much in its own way', () => {
    expect(verdict('wecom', 200, { errcode: 0, errmsg: 'ok' })).toBe('sent');
    expect(verdict('wecom', 200, { errcode: 45009, errmsg: 'api freq out of limit' })).toBe('later 60');
    expect(verdict('wecom', 200, { errcode: 93000, errmsg: 'invalid webhook url' })).toBe('refused');
    expect(verdict('dingtalk', 200, { errcode: 130101, errmsg: 'send too fast' })).toBe('later 600');
    expect(verdict('dingtalk', 200, { errcode: -1, errmsg: '系统繁忙' })).toBe('later');
    expect(verdict('dingtalk', 200, { errcode: 310000, errmsg: 'sign not match' })).toBe('refused');
    expect(verdict('feishu', 200, { code: 0, msg: 'success' })).toBe('sent');
    expect(verdict('feishu', 200, { StatusCode: 0, StatusMessage: 'success' })).toBe('sent');
    expect(verdict('feishu', 200, { code: 11232, msg: 'frequency limited psm' })).toBe('later 60');
    expect(verdict('feishu', 200, { code: 19024, msg: 'Key Words Not Found' })).toBe('refused');
  });
  test('what is no answer of a vendor is no yes', () => {
    expect([verdict('wecom', 200, '<html>'), verdict('wecom', 200, 'null'), verdict('wecom', 302, ''), verdict('wecom', 404, '')]).toEqual(
      Array.from({ length: 4 }, () => 'refused'),
    );
    expect([
      verdict('feishu', 502, ''),
      verdict('feishu', 429, '', 30),
      verdict('dingtalk', 429, ''),
      verdict('wecom', 429, '', 1e9),
    ]).toEqual([...['later', 'later 30', 'later 600', 'later 3600']]);
  });
  test('five tries after the first, ever further apart, and never sooner than was asked', () => {
    expect([1, 2, 3, 4, 5, 6].map((attempts) => nextTry(attempts, null))).toEqual([60_000, 300_000, 900_000, 3_600_000, 10_800_000, null]);
    expect([nextTry(1, 600_000), nextTry(2, 60_000)]).toEqual([600_000, 300_000]);
  });
});

describe('who is told how', () => {
  const warning = (severity: Subject['severity'], team: string | null = null): Subject => ({ kind: 'warning', severity, team });
  test('a person: critical warnings at once, the rest with the digest, as far as wanted', () => {
    const all = { critical: true, digest: true };
    expect([wayForPerson(warning('critical'), all), wayForPerson(warning('high'), all)]).toEqual(['at-once', 'digest']);
    expect(wayForPerson({ kind: 'task-due', severity: 'critical', team: null }, all)).toBe('digest');
    expect(wayForPerson(warning('critical'), { critical: false, digest: true })).toBe('digest');
    expect(wayForPerson(warning('critical'), { critical: false, digest: false })).toBe('app');
  });
  test('a group: warnings as severe as its bot serves, of its teams', () => {
    const serves = { severity: 'high', teams: ['tem_a'], hasDigest: true } as const;
    expect([wayForBot(warning('critical', 'tem_a'), serves), wayForBot(warning('high', 'tem_a'), serves)]).toEqual(['at-once', 'digest']);
    expect([
      wayForBot(warning('normal', 'tem_a'), serves),
      wayForBot(warning('high', 'tem_b'), serves),
      wayForBot(warning('high'), serves),
    ]).toEqual([null, null, null]);
    expect(wayForBot(warning('high'), { ...serves, teams: [] })).toBe('digest');
    expect(wayForBot(warning('high', 'tem_a'), { ...serves, hasDigest: false })).toBeNull();
    expect(wayForBot({ kind: 'source-silent', severity: 'critical', team: null }, { ...serves, teams: [] })).toBeNull();
  });
});
