import { BOT_LIMITS, type BotKind } from './bot-kinds.ts';

/**
 * What became of a message.
 *
 * - `sent`: the other side says it has it.
 * - `later`: it surely has it not, and may take it later; after `waitMs` where it said so.
 * - `refused`: it will not take it however often it is asked.
 * - `unsure`: nobody knows whether it has it; it is not sent again by itself.
 */
export interface Verdict {
  readonly outcome: 'sent' | 'later' | 'refused' | 'unsure';
  /** The other side's own words, for people. */
  readonly answer: string;
  readonly waitMs: number | null;
}

/** An answer as it came over HTTP. */
export interface HookAnswer {
  readonly status: number;
  readonly body: string;
  /** Seconds of `Retry-After`, where it was sent. */
  readonly retryAfter: number | null;
}

const ANSWER_LENGTH = 300;
const LONGEST_WAIT_MS = 3_600_000;

/** Codes with which a vendor says "too much", and "busy". */
const TOO_MUCH: Readonly<Record<BotKind, readonly number[]>> = { wecom: [45009], dingtalk: [130101, 410100], feishu: [11232] };
const BUSY = -1;

/**
 * Reads a vendor's answer.
 *
 * @param kind    Whose bot.
 * @param answer  What came back.
 * @returns       What became of the message.
 * @example       hookVerdict('wecom', { status: 200, body: '{"errcode":0,"errmsg":"ok"}', retryAfter: null }).outcome // => 'sent'
 */
export function hookVerdict(kind: BotKind, { status, body, retryAfter }: HookAnswer): Verdict {
  const answer = shortAnswer(`HTTP ${status} ${body}`);
  if (status === 429) {
    const waitMs = retryAfter === null ? BOT_LIMITS[kind].coolMs : Math.min(retryAfter * 1000, LONGEST_WAIT_MS);
    return { outcome: 'later', answer, waitMs };
  }
  if (status >= 500) return { outcome: 'later', answer, waitMs: null };
  const code = status === 200 ? codeIn(body) : null;
  if (code === 0) return { outcome: 'sent', answer, waitMs: null };
  if (code !== null && TOO_MUCH[kind].includes(code)) return { outcome: 'later', answer, waitMs: BOT_LIMITS[kind].coolMs };
  return { outcome: code === BUSY ? 'later' : 'refused', answer, waitMs: null };
}

function codeIn(body: string): number | null {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const { errcode, code, StatusCode } = parsed as { errcode?: unknown; code?: unknown; StatusCode?: unknown };
    const found = errcode ?? code ?? StatusCode;
    return typeof found === 'number' ? found : null;
  } catch {
    return null;
  }
}

/**
 * An answer as it is kept and shown: on one line, and short.
 *
 * @param text  What the other side said.
 * @returns     Its beginning.
 * @example     shortAnswer('550  no such\r\nuser') // => '550 no such user'
 */
export function shortAnswer(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, ANSWER_LENGTH);
}

/** How long to wait after each failure; after the last the message has failed. */
const WAITS_MS = [60_000, 300_000, 900_000, 3_600_000, 10_800_000];

/**
 * When a message that did not get through is tried again.
 *
 * @param attempts  How often it was tried, 1 or more.
 * @param waitMs    What the other side asks for; null when it says nothing.
 * @returns         Milliseconds to wait; null when it is given up.
 * @example         nextTry(1, null) // => 60_000
 */
export function nextTry(attempts: number, waitMs: number | null): number | null {
  const own = WAITS_MS[attempts - 1];
  return own === undefined ? null : Math.max(own, waitMs ?? 0);
}
