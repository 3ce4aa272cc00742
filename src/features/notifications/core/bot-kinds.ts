/** The group bots that can be written to: 企业微信, 钉钉, 飞书. */
export const BOT_KINDS = ['wecom', 'dingtalk', 'feishu'] as const;
export type BotKind = (typeof BOT_KINDS)[number];

/** What a vendor takes, from its own pages. */
export interface BotLimits {
  /** Messages in any minute. One bot is never sent more. */
  readonly perMinute: number;
  /** Bytes: of the text in 企业微信 and 钉钉, of the whole body in 飞书. */
  readonly bytes: number;
  /** How long a bot that was sent too much is left alone, in milliseconds. */
  readonly coolMs: number;
  readonly signs: boolean;
}

export const BOT_LIMITS: Readonly<Record<BotKind, BotLimits>> = {
  // 20 messages a minute; markdown of 4,096 bytes; the key of the address is all that protects it.
  wecom: { perMinute: 20, bytes: 4096, coolMs: 60_000, signs: false },
  // 20 messages a minute, above which it takes none for ten minutes; of text we send no more than a phone shows.
  dingtalk: { perMinute: 20, bytes: 5000, coolMs: 600_000, signs: true },
  // 100 messages a minute and 5 a second: one after another, each waits for its answer. The body has 20 KB, of which a signature takes some.
  feishu: { perMinute: 100, bytes: 19_000, coolMs: 60_000, signs: true },
};
