import type { OpenBot } from './channels.ts';
import { hookVerdict, shortAnswer, type Verdict } from './core/answers.ts';
import { signed } from './sign.ts';

const TIMEOUT_MS = 8_000;
/** Of an answer no more is read. */
const MOST_BYTES = 4_096;

/** What goes wrong before anything was sent. */
const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** Posts a message to a bot. A redirection is not followed: it could lead anywhere. */
export async function postHook(bot: OpenBot, message: object, at: number): Promise<Verdict> {
  const { url, body } = signed(bot, message, at);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const retryAfter = Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
    return hookVerdict(bot.kind, { status: response.status, body: await beginning(response), retryAfter });
  } catch (error) {
    const { code, message: said } = causeOf(error);
    const answer = shortAnswer(code === null ? said : `${code} ${said}`);
    if (code !== null && (NOT_SENT.includes(code) || /CERT|SSL|TLS/.test(code))) return { outcome: 'later', answer, waitMs: null };
    return { outcome: 'unsure', answer, waitMs: null };
  }
}

async function beginning(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const pieces: Uint8Array[] = [];
  for (let bytes = 0; bytes < MOST_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    bytes += value.length;
  }
  void reader.cancel().catch(() => undefined);
  return Buffer.concat(pieces).subarray(0, MOST_BYTES).toString('utf8');
}

/** `fetch failed` says nothing; what is behind it does. The address is in neither. */
function causeOf(error: unknown): { readonly code: string | null; readonly message: string } {
  if (!(error instanceof Error)) return { code: null, message: String(error) };
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  return { code, message: cause.message };
}
