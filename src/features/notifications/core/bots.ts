import { BOT_LIMITS, type BotKind } from './bot-kinds.ts';
import { byteLength, cutBytes } from './cut.ts';
import { type Line, leftText, type Message } from './message.ts';

/**
 * The body of a bot's message, cut to what the vendor takes. A signature is added where it is sent.
 *
 * @param kind     Whose bot.
 * @param message  What to say.
 * @returns        What is sent as JSON; lines that do not fit are counted instead.
 * @example        botBody('wecom', { locale: 'en-US', title: 'T', lines: [{ customer: null, text: 'x' }], left: 0, link: { text: 'Open', url: 'https://m.example' } }) // => { msgtype: 'markdown', markdown: { content: '**T**\n> x\n[Open](https://m.example)' } }
 */
export function botBody(kind: BotKind, message: Message): object {
  const { lines, left } = message;
  for (let shown = lines.length; shown > 0; shown--) {
    const body = BODIES[kind]({ ...message, lines: lines.slice(0, shown), left: left + lines.length - shown });
    if (sizeOf(kind, body) <= BOT_LIMITS[kind].bytes) return body;
  }
  return BODIES[kind]({ ...message, title: cutBytes(message.title, 300), lines: [], left: left + lines.length });
}

interface WecomBody {
  readonly msgtype: 'markdown';
  readonly markdown: { readonly content: string };
}
interface DingtalkBody {
  readonly msgtype: 'markdown';
  readonly markdown: { readonly title: string; readonly text: string };
}
interface FeishuBody {
  readonly msg_type: 'post';
  readonly content: object;
}
type Body = WecomBody | DingtalkBody | FeishuBody;

const BODIES: Readonly<Record<BotKind, (message: Message) => Body>> = { wecom, dingtalk, feishu };

function sizeOf(kind: BotKind, body: Body): number {
  if (kind !== 'feishu' && 'markdown' in body) return byteLength('content' in body.markdown ? body.markdown.content : body.markdown.text);
  return byteLength(JSON.stringify(body));
}

function wecom(message: Message): WecomBody {
  const { title, lines, link } = message;
  const more = leftText(message);
  const content = [
    `**${title}**`,
    ...lines.map((line) => `> ${marked(line)}`),
    ...(more === null ? [] : [`> ${more}`]),
    `[${link.text}](${link.url})`,
  ].join('\n');
  return { msgtype: 'markdown', markdown: { content } };
}

function dingtalk(message: Message): DingtalkBody {
  const { title, lines, link } = message;
  const more = leftText(message);
  const text = [
    `#### ${title}`,
    [...lines.map((line) => `- ${marked(line)}`), ...(more === null ? [] : [`- ${more}`])].join('\n'),
    `[${link.text}](${link.url})`,
  ].join('\n\n');
  return { msgtype: 'markdown', markdown: { title, text } };
}

function marked({ customer, text }: Line): string {
  return customer === null ? text : `[${customer.name}](${customer.url}) ${text}`;
}

function feishu(message: Message): FeishuBody {
  const { title, lines, link } = message;
  const more = leftText(message);
  const say = (text: string) => ({ tag: 'text', text });
  const to = (text: string, href: string) => ({ tag: 'a', text, href });
  const content = [
    ...lines.map(({ customer, text }) => (customer === null ? [say(text)] : [to(customer.name, customer.url), say(` ${text}`)])),
    ...(more === null ? [] : [[say(more)]]),
    [to(link.text, link.url)],
  ];
  return { msg_type: 'post', content: { post: { zh_cn: { title, content } } } };
}

const ADDRESSES: Readonly<Record<BotKind, RegExp>> = {
  wecom: /^https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[\w-]{8,100}$/,
  dingtalk: /^https:\/\/oapi\.dingtalk\.com\/robot\/send\?access_token=[\w-]{8,200}$/,
  feishu: /^https:\/\/open\.(feishu\.cn|larksuite\.com)\/open-apis\/bot\/v2\/hook\/[\w-]{8,100}$/,
};

/**
 * Whether a bot may be written to at an address: only its vendor's own, or at what the operator of this server allows besides. Whoever may
 * add a bot could else have this server call whatever it reaches.
 *
 * @param kind      Whose bot.
 * @param url       The address as somebody pasted it.
 * @param outbound  What the operator allows besides: scheme, host and port, as in `https://im.example.com`.
 * @returns         True when it may.
 * @example         mayPostTo('wecom', 'https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=693a91f6', []) // => false
 */
export function mayPostTo(kind: BotKind, url: string, outbound: readonly string[]): boolean {
  if (ADDRESSES[kind].test(url)) return true;
  return /^https?:\/\/[^\s\\@#]+$/.test(url) && outbound.some((origin) => url.startsWith(`${origin}/`));
}
