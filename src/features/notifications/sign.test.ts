import { expect, test } from 'vitest';
import { signed } from './sign.ts';

/**
 * The expected signatures were not made by this program but by OpenSSL 3, and again by the sample code in Python of both vendors' pages:
 *
 *   printf '1629879099342\nSEC-moorings-test-secret' | openssl dgst -sha256 -hmac 'SEC-moorings-test-secret' -binary | base64
 *   key=$(printf '1599360473\nmooring-test-secret' | xxd -p | tr -d '\n')
 *   printf '' | openssl dgst -sha256 -mac HMAC -macopt hexkey:$key -binary | base64
 */
const DINGTALK = 'bN5fVf5IA4uXRvsLytVSUIVdWxi5vN0HsIbY/c94ego=';
const FEISHU = 'hN3Mh19u93E6ObRVeZLhNi8t/I4pvUWga7mW3FFd2pY=';
const BODY = { msgtype: 'markdown' };

test('钉钉: time and secret signed with the secret, in milliseconds, in the address', () => {
  const url = 'https://oapi.dingtalk.com/robot/send?access_token=abcdefgh';
  const made = signed({ kind: 'dingtalk', url, secret: 'SEC-moorings-test-secret' }, BODY, 1_629_879_099_342);
  expect(made.body).toBe(BODY);
  expect(made.url).toBe(`${url}&timestamp=1629879099342&sign=bN5fVf5IA4uXRvsLytVSUIVdWxi5vN0HsIbY%2Fc94ego%3D`);
  expect(new URL(made.url).searchParams.get('sign')).toBe(DINGTALK);
});

test('飞书: nothing signed with time and secret, in seconds, in the body', () => {
  const url = 'https://open.feishu.cn/open-apis/bot/v2/hook/abcdefgh';
  const made = signed({ kind: 'feishu', url, secret: 'mooring-test-secret' }, BODY, 1_599_360_473_999);
  expect(made).toEqual({ url, body: { timestamp: '1599360473', sign: FEISHU, msgtype: 'markdown' } });
});

test('企业微信 signs nothing, and without a secret nobody does', () => {
  for (const kind of ['wecom', 'dingtalk', 'feishu'] as const) {
    const secret = kind === 'wecom' ? 'x' : null;
    expect(signed({ kind, url: 'https://a.example/b', secret }, BODY, 1)).toEqual({ url: 'https://a.example/b', body: BODY });
  }
});
