import { cutBytes, plainText } from './cut.ts';
import { NOTICE_SEVERITIES, type NoticeSeverity } from './routing.ts';
import { type Locale, type NoticeFacts, noticeText, severityWord } from './texts.ts';

/** One thing that a message tells. */
export interface Line {
  /** The customer it is about, with the page of that customer; null for what is about none. */
  readonly customer: { readonly name: string; readonly url: string } | null;
  readonly text: string;
}

/** What is sent, before it takes the form of a channel. */
export interface Message {
  readonly locale: Locale;
  readonly title: string;
  readonly lines: readonly Line[];
  /** How many more there are than lines. */
  readonly left: number;
  /** Where all of it stands. */
  readonly link: { readonly text: string; readonly url: string };
}

/** What is told of in one message, as it was noted. */
export interface ToSay {
  readonly facts: NoticeFacts;
  readonly severity: NoticeSeverity;
  readonly customer: Line['customer'];
}

export interface Occasion {
  readonly kind: 'at-once' | 'digest';
  readonly locale: Locale;
  /** Name of the workspace. */
  readonly workspace: string;
  /** Address of the list in the app. */
  readonly url: string;
}

/** A message is read on a phone: beyond this many lines nobody reads. */
const MOST_LINES = 20;
/** A line takes at most so many bytes. */
const LINE_BYTES = 300;
const NAME_BYTES = 90;

/**
 * Puts what is to be said into one message, the severest first, in the order in which it was noted.
 *
 * @param says      At least one thing.
 * @param occasion  Whether it is said at once or as the digest, in which language, and where it stands.
 * @returns         The message.
 * @example         messageOf([{ facts: { kind: 'source-silent', rule: null, title: null, act: null, metric: null, value: null, threshold: null, by: null, day: '2026-11-10', source: 'crm' }, severity: 'high', customer: null }], { kind: 'digest', locale: 'zh-CN', workspace: '海风', url: 'https://m.example/h/notices' }).title // => '系舟 · 海风：1 条通知'
 */
export function messageOf(says: readonly ToSay[], { kind, locale, workspace, url }: Occasion): Message {
  const zh = locale === 'zh-CN';
  const order = [...says].sort((a, b) => NOTICE_SEVERITIES.indexOf(a.severity) - NOTICE_SEVERITIES.indexOf(b.severity));
  const lines = order.slice(0, MOST_LINES).map(({ facts, severity, customer }): Line => {
    const before = facts.kind === 'warning' ? (zh ? `【${severityWord(severity, locale)}】` : `${severityWord(severity, locale)}: `) : '';
    return {
      customer: customer === null ? null : { name: cutBytes(plainText(customer.name), NAME_BYTES), url: customer.url },
      text: cutBytes(`${before}${plainText(noticeText(facts, locale))}`, LINE_BYTES),
    };
  });
  return {
    locale,
    title: `${zh ? '系舟' : 'Mooring'} · ${cutBytes(plainText(workspace), NAME_BYTES)}${zh ? '：' : ': '}${titleOf(order, kind, zh)}`,
    lines,
    left: order.length - lines.length,
    link: { text: zh ? '在系舟里看' : 'Open in Mooring', url },
  };
}

function titleOf(says: readonly ToSay[], kind: 'at-once' | 'digest', zh: boolean): string {
  const count = says.length;
  const name = says[0]?.customer?.name ?? null;
  if (kind === 'digest') return zh ? `${count} 条通知` : `${count} ${count === 1 ? 'notice' : 'notices'}`;
  if (count === 1 && name !== null) {
    const short = cutBytes(plainText(name), NAME_BYTES);
    return zh ? `${short} 有紧急预警` : `critical warning on ${short}`;
  }
  return zh ? `${count} 条紧急预警` : `${count} critical warnings`;
}

/**
 * That there is more than is shown.
 *
 * @param message  The message.
 * @returns        The words, or null when all is shown.
 * @example        leftText({ locale: 'zh-CN', left: 3 }) // => '还有 3 条'
 */
export function leftText({ locale, left }: Pick<Message, 'locale' | 'left'>): string | null {
  if (left === 0) return null;
  return locale === 'zh-CN' ? `还有 ${left} 条` : `${left} more`;
}

/**
 * The message that shows that a channel works.
 *
 * @param locale     Language of the reader.
 * @param workspace  Name of the workspace.
 * @param url        Address of the app.
 * @returns          The message.
 * @example          testMessage('en-US', 'Acme', 'https://m.example/acme').lines.length // => 1
 */
export function testMessage(locale: Locale, workspace: string, url: string): Message {
  const zh = locale === 'zh-CN';
  return {
    locale,
    title: `${zh ? '系舟' : 'Mooring'} · ${cutBytes(plainText(workspace), NAME_BYTES)}${zh ? '：测试' : ': test'}`,
    lines: [{ customer: null, text: zh ? '看到这一条，说明通知能送到这里。' : 'If you read this, notices arrive here.' }],
    left: 0,
    link: { text: zh ? '打开系舟' : 'Open Mooring', url },
  };
}
