import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What happens to a call on its way:
 * - `pass`: nothing;
 * - `lose`: it arrives, and its answer becomes a 500;
 * - `cut`: it arrives, and the connection ends before its answer;
 * - `refuse`: it does not arrive, 500;
 * - `brake`: it does not arrive, 429 with Retry-After.
 */
export type Fate = 'pass' | 'lose' | 'cut' | 'refuse' | 'brake';

/** A proxy between a client and Mooring that does to the calls, one after another, what it is told; then it passes all. */
export interface FailingProxy {
  readonly url: string;
  /** What has happened so far, and what Mooring answered. */
  readonly seen: readonly { readonly fate: Fate; readonly status: number | null; readonly answer: string }[];
  /** Where calls go from now on; null: nowhere, they get 503. */
  lead(upstream: string | null): void;
  close(): Promise<void>;
}

export async function failingProxy(fates: readonly Fate[]): Promise<FailingProxy> {
  const left = [...fates];
  const seen: { fate: Fate; status: number | null; answer: string }[] = [];
  let upstream: string | null = null;
  const server = createServer((incoming, outgoing) => {
    void collect(incoming).then(async (body) => {
      const fate = left.shift() ?? 'pass';
      const target = upstream;
      if (fate === 'refuse' || fate === 'brake' || target === null) {
        seen.push({ fate, status: null, answer: '' });
        outgoing.writeHead(fate === 'brake' ? 429 : target === null ? 503 : 500, { 'retry-after': '1' }).end();
        return;
      }
      const { status, answer } = await forward(target, incoming, body);
      seen.push({ fate, status, answer });
      end(fate, status, answer, outgoing);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    lead: (next) => {
      upstream = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function end(fate: Fate, status: number, answer: string, outgoing: ServerResponse): void {
  if (fate === 'cut') outgoing.destroy();
  else outgoing.writeHead(fate === 'lose' ? 500 : status, { 'content-type': 'application/json' }).end(fate === 'lose' ? '' : answer);
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

function forward(upstream: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<{ status: number; answer: string }> {
  return new Promise((resolve) => {
    const call = request(`${upstream}${url}`, { method, headers: { ...headers, host: new URL(upstream).host }, agent: false }, (answer) => {
      void collect(answer).then((bytes) => resolve({ status: answer.statusCode ?? 0, answer: bytes.toString() }));
    });
    call.on('error', () => resolve({ status: 503, answer: '' }));
    call.end(body);
  });
}
