import type { Mail, OpenMailServer } from './channels.ts';
import { shortAnswer, type Verdict } from './core/answers.ts';

const CONNECT_MS = 8_000;
const SOCKET_MS = 15_000;

/** Hands a mail to the mail server. The library is loaded when the first one is sent: a server that sends none does without. */
export async function sendMail(server: OpenMailServer, mail: Mail): Promise<Verdict> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password ?? '' } }),
    dnsTimeout: CONNECT_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { subject, text, html, to, from, messageId } = mail;
    const sent = await transport.sendMail({
      from: { name: from, address: server.sender },
      to: { name: '', address: to },
      subject,
      text,
      html,
      messageId,
      // Nobody's holiday note answers a machine (RFC 3834).
      headers: { 'auto-submitted': 'auto-generated' },
    });
    return { outcome: 'sent', answer: shortAnswer(sent.response), waitMs: null };
  } catch (error) {
    return verdictOf(error);
  } finally {
    transport.close();
  }
}

/** What may have happened after the text was handed over: the library does not say how far it came. */
const BROKEN_OFF = /\b(Timeout|closed unexpectedly|ECONNRESET|EPIPE)$/;

/** A server's own no is final when it begins with 5; what broke off in the middle may have arrived. */
function verdictOf(error: unknown): Verdict {
  const known = error as { code?: unknown; command?: unknown; responseCode?: unknown; response?: unknown; message?: unknown };
  const said = typeof known.response === 'string' ? known.response : String(known.message ?? error);
  const answer = shortAnswer(typeof known.code === 'string' && known.response === undefined ? `${known.code} ${said}` : said);
  if (typeof known.responseCode === 'number') return { outcome: known.responseCode >= 500 ? 'refused' : 'later', answer, waitMs: null };
  if (known.code === 'EAUTH' || known.code === 'EENVELOPE') return { outcome: 'refused', answer, waitMs: null };
  return { outcome: BROKEN_OFF.test(answer) ? 'unsure' : 'later', answer, waitMs: null };
}
