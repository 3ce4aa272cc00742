import { createHmac } from 'node:crypto';
import type { OpenBot } from './channels.ts';

/**
 * Signs a message as its vendor asks. 钉钉 and 飞书 both take HMAC-SHA256 of time and secret, and each the other way round: 钉钉 signs
 * `<ms>\n<secret>` with the secret as the key, in the address; 飞书 signs nothing with `<s>\n<secret>` as the key, in the body.
 */
export function signed({ kind, url, secret }: OpenBot, body: object, at: number): { url: string; body: object } {
  if (secret === null || kind === 'wecom') return { url, body };
  if (kind === 'dingtalk') {
    const address = new URL(url);
    address.searchParams.set('timestamp', String(at));
    address.searchParams.set('sign', createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64'));
    return { url: address.href, body };
  }
  const timestamp = String(Math.floor(at / 1000));
  return { url, body: { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64'), ...body } };
}
