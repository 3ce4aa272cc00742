import { createClient } from './client.ts';

/*
 * Served as /mooring.js. The lines that a page carries (snippets.ts) put an array at `window.mooring` that remembers calls until this is
 * here.
 */
type Client = ReturnType<typeof createClient>;
type Call = [name: keyof Client, ...args: unknown[]];
type Page = Window & { mooring?: Client | Call[] };

const STORED = 'mooring-id';
const page: Page = window;
const script = document.currentScript;
const client = createClient({
  origin: script instanceof HTMLScriptElement ? new URL(script.src).origin : location.origin,
  now: () => new Date().toISOString(),
  newId: () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`,
  path: () => location.pathname,
  // Plain text needs no question beforehand, and no cookie goes with it.
  async send(url, body, last) {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      keepalive: last,
      credentials: 'omit',
      headers: { 'content-type': 'text/plain' },
    });
    return { status: answer.status, retryAfter: Number(answer.headers.get('retry-after')) || 0, text: await answer.text() };
  },
  later: (ms, act) => void setTimeout(act, ms),
  chance: Math.random,
  warn: (text) => console.warn(text),
  recall: () => attempt(() => localStorage.getItem(STORED)),
  remember: (id) => attempt(() => (id === null ? localStorage.removeItem(STORED) : localStorage.setItem(STORED, id))),
});

const early = page.mooring;
page.mooring = client;
if (Array.isArray(early)) for (const [name, ...args] of early) (client[name] as (...args: unknown[]) => void)(...args);
addEventListener('pagehide', () => client.leave());

/** Some pages may not keep anything, or have no room: there an id lives as long as the page. */
function attempt<Result>(act: () => Result): Result | null {
  try {
    return act();
  } catch {
    return null;
  }
}
